"""Hardship of every kind, and the plain ways to ask for us."""

from functools import lru_cache
from pathlib import Path

import pytest

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.reader import read
from monitor.reading.reading import Label

_LEXICON = Path(__file__).resolve().parents[3] / "config" / "languages" / "lexicon"

HARDSHIP = [
    pytest.param("tunakunywa uji wa chumvi tu", 2, "food", id="gruel"),
    pytest.param("watoto wanalia njaa", 3, "food", id="hungry-children"),
    pytest.param("nimesota mbaya", 2, "money", id="penniless"),
    pytest.param("pesa ya msaada haijafika bado", 2, "service", id="support-late"),
    pytest.param("nyanya zote zimeoza kwa mvua", 2, "work", id="goods-rotted"),
    pytest.param("manager hajatoa malipo ya wiki tatu", 3, "work", id="unpaid"),
    pytest.param("nimefutwa job jana", 2, "work", id="dismissed"),
    pytest.param("mama wa ploti amesema tuhame", 3, "housing", id="told-to-leave"),
    pytest.param("landi ameweka padlock hadi nilipe", 3, "housing", id="padlock"),
    pytest.param("keja yetu imebomolewa na kaunti", 3, "housing", id="demolished"),
    pytest.param("vyombo vyangu viko nje", 3, "housing", id="put-out"),
    pytest.param("goti langu limefura sana", 2, "health", id="swollen-knee"),
    pytest.param("sikumeza tembe za ARV juzi", 3, "health", id="medicine-missed"),
    pytest.param("mtoto anaharisha tangu jana", 3, "health", id="sick-child"),
    pytest.param("siezi focus darasani", 2, "mental", id="cannot-focus"),
    pytest.param("roho nzito leo", 2, "mental", id="heavy-heart"),
    pytest.param("narudia pombe tena", 2, "mental", id="drinks-again"),
    pytest.param("wanawake wa kikundi hawanisalimu", 2, "family", id="shunned"),
    pytest.param("baba haongei na mimi", 2, "family", id="family-silence"),
    pytest.param("nilipoteza kipande kwa basi", 2, "documents", id="card-lost"),
    pytest.param("hearing was postponed again", 2, "legal", id="court-postponed"),
    pytest.param("my caseworker does not pick my calls", 2, "service", id="no-answer"),
    pytest.param("my daughter was sent home for fees", 2, "school", id="sent-home"),
    pytest.param("the floods destroyed our maize", 2, "work", id="floods"),
]


@pytest.mark.parametrize(("text", "severity", "topic"), HARDSHIP)
def test_hardship_is_a_problem_with_its_topic(text: str, severity: int, topic: str) -> None:
    reading = read(text, lexicon=_lexicon(), prompt="checkin")
    assert (reading.label, reading.severity) == (Label.PROBLEM, severity)
    assert topic in reading.topics


ASKING = [
    pytest.param("nirushie call baadaye", id="throw-me-a-call"),
    pytest.param("nimewabip mara mbili", id="beeped"),
    pytest.param("naomba niunganishwe na wakili", id="put-me-through"),
    pytest.param("natafuta mtu wa kuzungumza naye", id="somebody-to-talk-to"),
    pytest.param("is anyone there to talk", id="anyone-there"),
    pytest.param("could somebody from the office ring me", id="somebody-ring-me"),
    pytest.param("call after 4 tomorrow", id="call-after"),
    pytest.param("mtakuja lini kunitembelea", id="when-will-you-visit"),
    pytest.param("nina jambo nataka kuwaambia", id="something-to-tell"),
    pytest.param("tupange siku tuongee", id="let-us-talk"),
    pytest.param("nimepiga simu hamshiki", id="you-do-not-pick-up"),
    pytest.param("get in touch with me please", id="get-in-touch"),
]


@pytest.mark.parametrize("text", ASKING)
def test_who_asks_for_us_is_called(text: str) -> None:
    assert read(text, lexicon=_lexicon(), prompt="checkin").label is Label.CALLBACK


@pytest.mark.parametrize("text", ["msaada", "help", "nisaidieni jamani", "nishikeni mkono"])
def test_bare_help_is_called_the_same_day(text: str) -> None:
    reading = read(text, lexicon=_lexicon(), prompt="checkin")
    assert (reading.label, reading.severity) == (Label.CALLBACK, 3)
    assert "bare_help" in reading.flags


NO_CALL = [
    pytest.param("sina mtu wa kuongea naye", Label.PROBLEM, id="has-nobody"),
    pytest.param("siskii kuongea na mtu yeyote", Label.PROBLEM, id="does-not-feel-like-talking"),
    pytest.param("people call me names at work", Label.PROBLEM, id="called-names"),
]


@pytest.mark.parametrize(("text", "label"), NO_CALL)
def test_words_of_talk_alone_ask_for_no_call(text: str, label: Label) -> None:
    assert read(text, lexicon=_lexicon(), prompt="checkin").label is label


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return load_lexicon(_LEXICON)

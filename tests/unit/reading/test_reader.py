import json
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.reader import read
from monitor.reading.reading import FLAGS, TOPICS, Label, Reading
from monitor.reading.report import Judged, Sample, judge, targets
from tests.shared import shared_path

_HERE = Path(__file__).resolve().parent
_LEXICON = _HERE.parents[2] / "config" / "languages" / "lexicon"
_STOPS = (
    "stop",
    "STOP",
    "acha",
    "wacha",
    "sitaki",
    "unsubscribe",
    "komesha",
    "simamisha",
    "acheni",
)
_DANGERS = ("amenipiga", "he wants to kill me", "nataka kufa", "wamenifungia ndani", "I was raped")


@pytest.mark.parametrize(
    ("text", "label", "severity"),
    [
        pytest.param("amenipiga", Label.DISTRESS, 4, id="beaten"),
        pytest.param("hajanipiga tena, niko salama", Label.OK, 0, id="not-beaten-and-safe"),
        pytest.param("hajanipiga", Label.UNCLEAR, 1, id="denied-harm-alone-proves-nothing"),
        pytest.param("amenipigia simu, niko sawa", Label.OK, 0, id="phoned-not-beaten"),
        pytest.param("usinipigie anasikia", Label.DISTRESS, 4, id="he-hears"),
        pytest.param("usinipigie mchana", Label.OTHER, 1, id="preference-only"),
        pytest.param("nisaidie na pesa ya rent", Label.PROBLEM, 2, id="help-with-rent"),
        pytest.param("nisaidie", Label.CALLBACK, 3, id="bare-help"),
        pytest.param("sitaki maisha haya", Label.DISTRESS, 4, id="tired-of-life-is-no-opt-out"),
        pytest.param("mtoto aliacha shule", Label.PROBLEM, 2, id="left-school-is-no-opt-out"),
        pytest.param("salamu", Label.OTHER, 0, id="salamu-is-not-salama"),
        pytest.param("ok but xylograph", Label.UNCLEAR, 2, id="a-but-not-understood"),
        pytest.param("", Label.UNCLEAR, 1, id="empty"),
        pytest.param("\x00\x00", Label.UNCLEAR, 1, id="only-nul"),
        pytest.param("أنا بخير", Label.UNCLEAR, 1, id="arabic-script"),
        pytest.param("1", Label.OK, 0, id="option-one"),
        pytest.param("١", Label.OK, 0, id="arabic-digit-one"),
        pytest.param("2 amenipiga", Label.DISTRESS, 4, id="an-option-and-danger"),
        pytest.param("3 days no food", Label.PROBLEM, 3, id="a-count-is-no-option"),
    ],
)
def test_a_text_is_read_with_its_severity(text: str, label: Label, severity: int) -> None:
    reading = _read(text)
    assert (reading.label, reading.severity) == (label, severity)


def test_a_bare_digit_without_a_question_is_unclear() -> None:
    assert read("1", lexicon=_lexicon(), prompt=None).label is Label.UNCLEAR


def test_stop_beside_danger_does_both() -> None:
    reading = _read("stop texting he beats me")
    assert reading.label is Label.DISTRESS
    assert reading.also == (Label.STOP,)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        pytest.param("nipigie saa tatu usiku", "time", id="swahili-hour"),
        pytest.param("usipige simu ako hapa", "no_call", id="no-call"),
        pytest.param("usitume sms anasoma simu", "no_sms", id="no-sms"),
        pytest.param("nimebadilisha laini", "new_number", id="new-number"),
        pytest.param("nimehamia Narok", "moved", id="moved"),
        pytest.param("please write in english", "language_pref", id="language"),
        pytest.param("unamtext mke wangu", "hostile", id="hostile"),
        pytest.param("nilinunua hii line juzi", "recycled", id="recycled"),
        pytest.param("gyendi bulungi", "other_lang", id="luganda"),
        pytest.param("sawa lakini sina kazi", "mixed", id="mixed"),
    ],
)
def test_what_must_be_acted_on_is_flagged(text: str, flag: str) -> None:
    assert flag in _read(text).flags


@given(st.text(max_size=400))
def test_any_text_is_survived_with_a_reason(text: str) -> None:
    reading = _read(text)
    assert reading.because
    assert 0 <= reading.severity <= 4
    assert set(reading.topics) <= TOPICS
    assert set(reading.flags) <= FLAGS


@given(st.text(max_size=200), st.sampled_from(_DANGERS))
def test_danger_added_to_any_text_makes_it_distress(text: str, danger: str) -> None:
    assert _read(f"{text}\n{danger}").label is Label.DISTRESS


@given(
    st.sampled_from(_STOPS),
    st.sampled_from(["", "!", "!!!", ".", " please", " tafadhali", "\n"]),
    st.sampled_from(["", " ", "pls ", "\t"]),
    st.booleans(),
)
def test_the_stop_family_always_stops(word: str, after: str, before: str, capitals: bool) -> None:
    text = before + (word.upper() if capitals else word) + after
    assert _read(text).label is Label.STOP


@given(st.lists(st.sampled_from(["niko", "sawa", "lakini", "amenipiga", "sina", "shida", "stop"])))
def test_ok_is_never_read_beside_violence(words: list[str]) -> None:
    text = " ".join([*words, "amenipiga"])
    assert _read(text).label is not Label.OK


def test_ten_thousand_characters_keep_their_last_words() -> None:
    assert _read("habari " * 1500 + "amenipiga").label is Label.DISTRESS


@pytest.mark.parametrize("name", sorted(path.name for path in _HERE.glob("texts*.jsonl")))
def test_our_own_texts_reach_the_targets(name: str) -> None:
    missed = [target for target in targets(_judged(_HERE / name)) if not target.reached]
    assert not missed


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("geti limefungwa kwa nje na ufunguo anao yeye", id="another-holds-the-key"),
        pytest.param("nasikia nyayo zake nje ya dirisha", id="hears-his-steps"),
        pytest.param("nimeona pikipiki yake karibu na soko", id="his-motorbike"),
        pytest.param("mwambieni binti yangu nilimpenda", id="last-words"),
        pytest.param("nimewagawia majirani vyombo vyangu vyote", id="gives-all-away"),
        pytest.param("asanteni, safari yangu imefika tamati", id="thanks-and-a-farewell"),
        pytest.param("shingoni kuna alama za vidole", id="marks-of-fingers"),
        pytest.param("he held my hand over the stove", id="hand-on-the-fire"),
        pytest.param("akinywa pombe ni mimi anapiga", id="when-he-drinks"),
        pytest.param("toa number, akiona hii message nimekwisha", id="finished-if-he-sees"),
        pytest.param("stop, the last text got me beaten", id="stop-for-it-got-her-beaten"),
        pytest.param(
            "is it right for a man to choke his wife if you argue?", id="asked-in-general"
        ),
        pytest.param("ananidai nilipe na mwili", id="to-pay-with-her-body"),
        pytest.param("mwanangu alienda dukani asubuhi na hajarudi mpaka sasa", id="not-come-home"),
        pytest.param("baba amepokea mbuzi kumi, mimi sijakubali", id="a-bride-price"),
        pytest.param("nilimwambia sitaki, akaendelea", id="went-on-after-no"),
        pytest.param("aliacha kunichapa lakini ameanza tena", id="has-begun-again"),
        pytest.param("alinipa mimba na anataka nitoe kwa lazima", id="made-to-lose-a-child"),
        pytest.param("waliingia dukani wakauliza naishi wapi", id="asks-where-she-lives"),
        pytest.param("wameniweka lodge na wasichana wengine", id="kept-with-other-girls"),
        pytest.param("anajifungua nyumbani peke yake", id="birth-without-help"),
        pytest.param("amenifukuza na mtoto usiku wa manane", id="driven-out-by-night"),
    ],
)
def test_danger_told_by_its_signs_is_distress(text: str) -> None:
    assert _read(text).label is Label.DISTRESS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("hatuna gesi wala sukari", id="nothing-to-cook-with"),
        pytest.param("tunakula mlo mmoja tu", id="one-meal"),
        pytest.param("akiba yangu imeisha", id="savings-are-finished"),
        pytest.param("pesa haitoshi hata nauli", id="not-enough"),
        pytest.param("mkopo umenilemea", id="a-loan-presses"),
        pytest.param("mgongo unanisumbua", id="a-noun-of-the-u-class-troubles"),
        pytest.param("paa linavuja na ukuta umebomoka", id="the-roof-leaks"),
        pytest.param("chumba kina kunguni, tunalala single room", id="vermin"),
        pytest.param("tumetolewa kwenye keja", id="turned-out"),
        pytest.param("amenitolea mizigo nje", id="her-things-put-out"),
        pytest.param("mashine yangu ya kushona imeharibika", id="her-tool-failed"),
        pytest.param("mafuriko yamebeba shamba lote", id="flood"),
        pytest.param("hosi wanadai elfu kumi", id="a-hospital-bill"),
        pytest.param("mtoto ana vipele", id="a-rash"),
        pytest.param("nilisahau kumeza dawa wiki nzima", id="a-medicine-missed-all-week"),
        pytest.param("nikifumba macho naona yote", id="when-she-shuts-her-eyes"),
        pytest.param("sina mtu wa kuongea naye", id="has-nobody"),
        pytest.param("baba mtoto hatoi chochote", id="he-gives-nothing"),
        pytest.param("wateja wamepotea kabisa", id="customers-gone"),
        pytest.param("hajanipa mshahara miezi mitatu", id="wages-not-given"),
        pytest.param("chifu ananizungusha na barua ya kitambulisho", id="from-desk-to-desk"),
        pytest.param("wakili hapokei simu zangu", id="the-lawyer-does-not-answer"),
        pytest.param("we sleep five in one room and the roof leaks", id="english-house"),
        pytest.param("I cannot afford the bus fare to the clinic", id="english-fare"),
    ],
)
def test_hardship_told_by_its_families_is_a_problem(text: str) -> None:
    assert _read(text).label is Label.PROBLEM


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("siachi kuharisha tangu jana", Label.PROBLEM, id="who-does-not-stop"),
        pytest.param("msihangaike, niko sawa", Label.OK, id="a-plea-beside-fine"),
        pytest.param("niko sawa mshipi", Label.UNCLEAR, id="fine-and-a-belt"),
        pytest.param("msihangaike", Label.UNCLEAR, id="a-plea-alone"),
        pytest.param(
            "afadhali nirudi huko nilikuwa naishi kwa amani", Label.UNCLEAR, id="was-fine"
        ),
        pytest.param("watoto wamelala na chai, sina form", Label.PROBLEM, id="no-plan-is-no-fine"),
    ],
)
def test_a_denial_of_something_else_is_not_fine(text: str, label: Label) -> None:
    assert _read(text).label is label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("niko sawa " * 1_000, Label.UNCLEAR, id="never-ok"),
        pytest.param("amenipiga " + "x" * 70_000, Label.DISTRESS, id="danger-at-its-start"),
        pytest.param("x " * 35_000 + "amenipiga", Label.DISTRESS, id="danger-at-its-end"),
    ],
)
def test_of_what_is_longer_than_any_message_both_ends_are_read(text: str, label: Label) -> None:
    assert _read(text).label is label


@pytest.mark.shared
def test_the_labelled_sample_reaches_the_targets() -> None:
    judged = _judged(shared_path("domain/replies.jsonl"))
    assert all(target.reached for target in targets(judged))


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return load_lexicon(_LEXICON)


def _read(text: str) -> Reading:
    return read(text, lexicon=_lexicon(), prompt="checkin")


def _judged(path: Path) -> list[Judged]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    samples = [
        Sample(
            row["text"], row["prompt"], Label(row["label"]), row["lang"], frozenset(row["flags"])
        )
        for row in rows
    ]
    return judge(samples, lambda text, prompt: read(text, lexicon=_lexicon(), prompt=prompt))

"""The held-out samples are well-formed and independent of the given ones."""

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.shared import shared_path

_SAMPLES = Path(__file__).resolve().parents[2] / "samples"
_SEVERITIES = {
    "ok": {0, 1},
    "problem": {1, 2, 3},
    "distress": {3, 4},
    "callback": {2, 3},
    "stop": {1},
    "wrong_number": {2, 3, 4},
    "unclear": {1, 2, 3},
    "other": {0, 1},
}
_LEAST = {
    "ok": 55,
    "problem": 60,
    "distress": 80,
    "callback": 35,
    "stop": 30,
    "wrong_number": 30,
    "unclear": 25,
    "other": 30,
}
_TOPICS = """child confinement documents exploitation family fear fgm food forced_marriage health
    housing legal mental missing money phone school service sexual_violence social stigma
    suicide threat trafficker_contact violence work"""
_FLAGS = """no_call no_sms shared_phone third_party hostile recycled new_number contact_pref time
    bare_help wants_return other_lang language_pref moved away appointment question named_staff
    mixed forwarded network_template phone_number
    caps digit keyword long negation smsspeak trap typo"""
_NO_GLOSS = {"en", "digit", "none", "emoji"}


def _replies() -> list[dict]:
    lines = (_SAMPLES / "replies_held_out.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _prose() -> list[str]:
    return (_SAMPLES / "prose.txt").read_text(encoding="utf-8").splitlines()


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def test_replies_are_many_and_unique() -> None:
    replies = _replies()
    assert len(replies) >= 300
    assert len({reply["id"] for reply in replies}) == len(replies)
    assert len({_plain(reply["text"]) for reply in replies}) == len(replies)


def test_every_label_is_well_represented() -> None:
    counts = Counter(reply["label"] for reply in _replies())
    assert set(counts) == set(_LEAST)
    assert {label for label, least in _LEAST.items() if counts[label] < least} == set()


@pytest.mark.parametrize("reply", _replies(), ids=lambda reply: reply["id"])
def test_reply_is_well_formed(reply: dict) -> None:
    assert reply["prompt"] in ("checkin", None)
    assert reply["text"].strip() == reply["text"] != ""
    assert reply["severity"] in _SEVERITIES[reply["label"]]
    assert set(reply["topics"]) <= set(_TOPICS.split())
    assert set(reply["flags"]) <= set(_FLAGS.split())
    assert reply.get("gloss") or reply["lang"] in _NO_GLOSS


def test_prose_lines_are_many_and_unique() -> None:
    prose = _prose()
    assert len(prose) >= 320
    assert all(line.strip() == line != "" for line in prose)
    assert len({_plain(line) for line in prose}) == len(prose)


@pytest.mark.shared
def test_no_text_is_a_given_sample() -> None:
    lines = shared_path("domain/replies.jsonl").read_text(encoding="utf-8").splitlines()
    given = {_plain(json.loads(line)["text"]) for line in lines if line.strip()}
    held_out = {_plain(reply["text"]) for reply in _replies()} | {_plain(line) for line in _prose()}
    assert held_out & given == set()

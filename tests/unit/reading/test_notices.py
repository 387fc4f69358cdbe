from functools import lru_cache
from pathlib import Path

import pytest

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.reader import read
from monitor.reading.reading import Label, Reading


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        pytest.param("QX1 Confirmed. Ksh500.00 received", {"forwarded"}, id="receipt"),
        pytest.param("Umepokea Ksh350. Salio lako ni Ksh410", {"forwarded"}, id="swahili-receipt"),
        pytest.param("Get 1GB for Ksh 99, dial *544#", {"network_template"}, id="offer"),
        pytest.param("Dear customer, your bundle has expired", {"network_template"}, id="notice"),
        pytest.param("I am in a meeting, will call later", {"network_template"}, id="automatic"),
        pytest.param("Mteja unayempigia hapatikani", {"network_template"}, id="not-reachable"),
        pytest.param("FWD: be blessed today", {"forwarded"}, id="passed-on"),
        pytest.param("share this with 10 friends and be happy", {"forwarded"}, id="chain"),
        pytest.param("Tuma ujumbe huu kwa watu kumi", {"forwarded"}, id="swahili-chain"),
        pytest.param("WIN a car! send 5 to 22999", {"forwarded"}, id="prize"),
    ],
)
def test_what_nobody_wrote_is_flagged_and_neither_ok_nor_a_page(text: str, flags: set[str]) -> None:
    reading = _read(text)
    assert reading.label is Label.OTHER
    assert flags <= set(reading.flags)


def test_a_call_request_of_the_operator_is_a_call() -> None:
    reading = _read("You have received a call me back request from 254700000000")
    assert reading.label is Label.CALLBACK
    assert "network_template" in reading.flags


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("QX1 Confirmed. Ksh500.00 received. he beat me again", id="after-a-receipt"),
        pytest.param("FWD: be blessed. amenipiga leo", id="after-a-chain-text"),
        pytest.param("Get 1GB for Ksh 99, dial *544#\nhelp me he has a knife", id="after-an-offer"),
    ],
)
def test_her_own_words_of_danger_beside_a_notice_are_distress(text: str) -> None:
    assert _read(text).label is Label.DISTRESS


def test_fine_beside_a_notice_is_not_ok() -> None:
    assert _read("QX1 Confirmed. Ksh500.00 received. niko sawa").label is not Label.OK


def _read(text: str) -> Reading:
    return read(text, lexicon=_lexicon(), prompt="checkin")


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return load_lexicon(Path(__file__).resolve().parents[3] / "config" / "languages" / "lexicon")

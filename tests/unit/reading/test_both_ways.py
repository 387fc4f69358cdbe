"""Stop and danger in one text, and what must not be taken from either."""

from functools import lru_cache
from pathlib import Path

import pytest

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.reader import read
from monitor.reading.reading import Label, Reading


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("stop messaging me, remove my number. He has handcuffs", id="handcuffs"),
        pytest.param("futa namba yangu tafadhali. amechukua viatu vyangu", id="shoes-taken"),
        pytest.param(
            "STOP sending me texts. I told my husband to stop beating me but he beat me again",
            id="stop-us-and-him",
        ),
    ],
)
def test_a_stop_beside_danger_is_both(text: str) -> None:
    reading = _read(text)
    assert (reading.label, Label.STOP in reading.also) == (Label.DISTRESS, True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Please tell them to stop sending me messages", id="tell-them"),
        pytest.param("STOP. Mwambie aache kunisumbua", id="stop-then-him"),
        pytest.param("stop texting me after everything you did", id="after-everything"),
        pytest.param("stop texting me. Use your airtime for other people", id="other-people"),
        pytest.param("stop writing to me. Write to someone else", id="someone-else"),
        pytest.param("I have said don't text me", id="i-have-said"),
    ],
)
def test_a_stop_said_to_us_stands(text: str) -> None:
    assert _read(text).label is Label.STOP


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Tafadhali msiache kunitumia", id="go-on-sending"),
        pytest.param("usifute namba yangu", id="do-not-delete"),
        pytest.param("Naomba msikome kunitumia ujumbe", id="do-not-cease"),
        pytest.param("Huyu msichana nimemnunua, msimtafute", id="another-bought-her"),
        pytest.param("stop texting me until monday", id="until-monday"),
        pytest.param("please stop my husband", id="stop-him"),
    ],
)
def test_no_stop_is_heard_from_who_asks_for_something_else(text: str) -> None:
    assert _read(text).label is not Label.STOP


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("niko salama na watoto, asante sana, nimekunywa rodenticide", id="poison"),
        pytest.param("I am fine thanks and God bless you, arsenic works", id="arsenic"),
    ],
)
def test_a_word_never_met_beside_a_fine_is_no_fine(text: str) -> None:
    assert _read(text).label is not Label.OK


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Mdada mwenye namba hii ameanguka barabarani hapa stage ya Githurai anavuja damu "
            "kichwani na hajitambui kabisa tafadhali",
            id="who-holds-her-phone",
        ),
        pytest.param(
            "Mary Wambui amefungiwa ndani na mume wake, anapigwa usiku na mchana, tafadhali njooni",
            id="come",
        ),
    ],
)
def test_a_neighbour_with_her_phone_is_no_news(text: str) -> None:
    assert _read(text).label is Label.DISTRESS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("they put a bag on my head, merci", id="one-word-of-french"),
        pytest.param("haye, nitaolewa kwa nguvu Jumamosi na mzee", id="one-word-of-somali"),
    ],
)
def test_one_word_of_another_language_hides_no_danger(text: str) -> None:
    assert _read(text).label is Label.DISTRESS


def test_no_wish_for_a_call_is_heard_from_who_wants_none() -> None:
    reading = _read("usinipigie simu")
    assert (reading.label, "no_call" in reading.flags) == (Label.OTHER, True)


def _read(text: str) -> Reading:
    return read(text, lexicon=_lexicon(), prompt="checkin")


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return load_lexicon(Path(__file__).resolve().parents[3] / "config" / "languages" / "lexicon")

"""Tables of stop, wrong number, call me and being well, and of what only looks like them."""

from functools import lru_cache
from pathlib import Path

import pytest

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.reader import read

_LEXICON = Path(__file__).resolve().parents[3] / "config" / "languages" / "lexicon"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("I withdraw my consent", "stop", id="withdraws-consent"),
        pytest.param("ondoeni usajili wangu", "stop", id="remove-registration"),
        pytest.param("naomba nisitumiwe sms tena", "stop", id="may-i-be-sent-none"),
        pytest.param("kaeni mbali na simu yangu", "stop", id="away-from-my-phone"),
        pytest.param("lose my number", "stop", id="lose-my-number"),
        pytest.param("nimechoka na sms zenu", "stop", id="tired-of-messages"),
        pytest.param("hakuna mtu anaitwa Jane hapa", "wrong_number", id="nobody-called"),
        pytest.param("you must be mistaken", "wrong_number", id="mistaken"),
        pytest.param("akirudi nitamwambia", "wrong_number", id="will-tell-her"),
        pytest.param("laini hii nilipata mwezi jana", "wrong_number", id="got-this-line"),
        pytest.param("this message was meant for someone else", "wrong_number", id="meant"),
        pytest.param("bora tuongee kwa simu", "callback", id="better-to-talk"),
        pytest.param("can the nurse phone me", "callback", id="nurse-phone-me"),
        pytest.param("nikona jambo la kuwaambia", "callback", id="something-to-tell"),
        pytest.param("nahitaji ushauri wako", "callback", id="needs-advice"),
        pytest.param("chakula kipo, sina la kulalamika", "ok", id="nothing-to-complain"),
        pytest.param("biashara imeanza kuchangamka", "ok", id="business-picks-up"),
        pytest.param("mtihani nimepita", "ok", id="passed-exam"),
        pytest.param("Mungu awazidishie", "other", id="blessing"),
        pytest.param("are there any openings for tailors?", "other", id="openings"),
        pytest.param("only text me on weekends", "other", id="only-text"),
    ],
)
def test_constructions_are_read_in_many_wordings(text: str, label: str) -> None:
    assert _label(text) == label


@pytest.mark.parametrize(
    ("text", "never"),
    [
        pytest.param("aliacha shule mwaka jana", "stop", id="left-school"),
        pytest.param("nataka kuacha kazi hii", "stop", id="wants-to-leave-work"),
        pytest.param("nataka kuacha hii kazi", "stop", id="wants-to-leave-this-work"),
        pytest.param("he wont stop following me", "stop", id="does-not-stop-following"),
        pytest.param("stop the rain", "stop", id="rain"),
        pytest.param("niondoe hapa nateseka", "stop", id="take-me-from-here"),
        pytest.param("roho iko mbali", "ok", id="heart-is-far"),
        pytest.param("chakula kipo lakini ananifungia", "ok", id="food-but-locked-in"),
        pytest.param("afadhali kufa kuliko kuishi", "ok", id="better-dead"),
        pytest.param("nimepata kazi nzuri dubai, agent amenilipia", "ok", id="work-in-the-gulf"),
    ],
)
def test_look_alikes_stay_out(text: str, never: str) -> None:
    assert _label(text) != never


def _label(text: str) -> str:
    return read(text, lexicon=_lexicon(), prompt="checkin").label.value


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return load_lexicon(_LEXICON)

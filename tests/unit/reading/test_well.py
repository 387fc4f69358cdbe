"""Fine in the wordings of the coast, the lake, the town; and what keeps a fine from closing."""

from functools import lru_cache
from pathlib import Path

import pytest

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.reader import read
from monitor.reading.reading import Label

_LEXICON = Path(__file__).resolve().parents[3] / "config" / "languages" / "lexicon"

WELL = [
    pytest.param("mie buheri wa afya dada", id="hale"),
    pytest.param("nko tip top kabisa", id="tip-top"),
    pytest.param("mzima kama kawaida", id="as-usual"),
    pytest.param("sijambo na watoto wote", id="and-the-children"),
    pytest.param("siku hizi sina woga tena", id="no-fear-any-more"),
    pytest.param("no longer worried, am okay", id="no-longer-worried"),
    pytest.param("natembea bila hofu na nalala vizuri", id="walks-without-fear"),
    pytest.param("biashara ya mayai yaenda vizuri", id="work-goes-well"),
    pytest.param("am fine just tired from church", id="tired-from-church"),
    pytest.param("nimepona ile malaria, niko kazini", id="recovered"),
    pytest.param("shida zile zote zimeisha, tuko salama", id="troubles-are-over"),
    pytest.param("siwezi lalamika, tunapata riziki", id="cannot-complain"),
    pytest.param("everything is in order here", id="in-order"),
    pytest.param("been a good month, I have paid my rent", id="a-good-month"),
    pytest.param("kwema, hofu kwenu tu", id="worried-for-you"),
    pytest.param("kila kitu kiko sawa, watoto wanasoma vizuri", id="children-learn"),
    pytest.param("alive and kicking", id="alive-and-kicking"),
    pytest.param("nikosawa walai", id="joined"),
]


@pytest.mark.parametrize("text", WELL)
def test_fine_is_recognised_however_it_is_said(text: str) -> None:
    assert read(text, lexicon=_lexicon(), prompt="checkin").label is Label.OK


NOT_WELL = [
    pytest.param("everything is in order, he said", id="he-said"),
    pytest.param("I feel safe only when he is away", id="when-he-is-away"),
    pytest.param("mambo yanaenda vizuri kwake si kwangu", id="for-him"),
    pytest.param("no longer afraid of dying", id="unafraid-of-dying"),
    pytest.param("sina hofu tena ya kufa", id="unafraid-of-death"),
    pytest.param("niko sawa ndani ya lori sijui twaenda wapi", id="inside-a-lorry"),
    pytest.param("nimeshawasha jiko ndani tusiamke", id="charcoal-inside"),
    pytest.param("by tonight I will be resting for good", id="resting-for-good"),
    pytest.param("leave me in peace", id="leave-me"),
    pytest.param("sawa sijui", id="fine-I-do-not-know"),
    pytest.param("be blessed all of you", id="a-blessing"),
    pytest.param("angalia namba vizuri", id="look-well"),
    pytest.param("niko raha bila chakula", id="ease-without-food"),
    pytest.param("never been safe here", id="never-safe"),
    pytest.param("things are not going well", id="not-going-well"),
    pytest.param("everything is under control of madam", id="under-her-control"),
    pytest.param("in one piece after what he did", id="after-what-he-did"),
    pytest.param("kids are fine, me I am not", id="the-children-only"),
    pytest.param("niko na amani nimeamua kuondoka duniani", id="at-peace-to-leave-the-world"),
    pytest.param("I feel lighter, I have given away my clothes", id="gives-her-things-away"),
    pytest.param("nala vizuri, ni chakula cha mwisho", id="a-last-meal"),
    pytest.param("mambo yaenda vizuri kwa madam", id="well-for-madam"),
    pytest.param("we are settled in the container", id="in-a-container"),
    pytest.param("kuko shwari, sasa amelala", id="while-he-sleeps"),
    pytest.param("nimewasha moto ndani", id="fire-inside"),
    pytest.param("niko poa na ananigrindu kila siku", id="something-not-understood"),
]


@pytest.mark.parametrize("text", NOT_WELL)
def test_a_fine_that_may_hide_something_closes_nothing(text: str) -> None:
    assert read(text, lexicon=_lexicon(), prompt="checkin").label is not Label.OK


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return load_lexicon(_LEXICON)

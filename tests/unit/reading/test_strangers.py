"""Tables of texts from somebody else than her, and of what she herself may write like them."""

from functools import lru_cache
from pathlib import Path

import pytest

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.reader import read
from monitor.reading.reading import Label, Reading

_LEXICON = Path(__file__).resolve().parents[3] / "config" / "languages" / "lexicon"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("unaitwa nani wewe", id="what-is-your-name"),
        pytest.param("nyinyi ni kampuni gani", id="which-company"),
        pytest.param("which office is this", id="which-office"),
        pytest.param("ni nani ananiandikia", id="who-writes"),
        pytest.param("mnamtafuta nani", id="for-whom"),
        pytest.param("we ni msee wa wapi", id="who-sheng"),
        pytest.param("nani amewatuma", id="who-sent-you"),
        pytest.param("ww n nan", id="who-short"),
        pytest.param("sijawahi kujiandikisha na nyinyi", id="never-registered"),
        pytest.param("namba yangu mlitoa wapi", id="where-did-you-get-it"),
        pytest.param("hatujawahi kuonana mimi na wewe", id="never-met"),
        pytest.param("mnanifananisha na mwingine", id="takes-me-for-another"),
        pytest.param("you are confusing me with someone", id="confusing-me"),
        pytest.param("mi si huyo mnamtafuta", id="not-that-one"),
        pytest.param("mimi si Halima", id="not-of-that-name"),
        pytest.param("not Esther here", id="not-her-english"),
        pytest.param("siitwi hivyo", id="not-called-so"),
        pytest.param("no one hapa anaitwa hivyo", id="nobody-called-so"),
        pytest.param("mimi ni mwanaume", id="a-man"),
        pytest.param("mimi ni mchungaji sijui hii maneno", id="a-pastor-who-knows-nothing"),
        pytest.param("pengine ulitaka mtu mwingine", id="wanted-another"),
        pytest.param("simu hii ni ya ofisi ya chifu", id="an-office"),
        pytest.param("this is a business line for a garage", id="a-business-line"),
        pytest.param("umepiga kinyozi", id="a-barber"),
        pytest.param("rong number", id="misspelt"),
        pytest.param("angalia namba vizuri", id="check-your-number"),
    ],
)
def test_who_does_not_know_us_is_a_wrong_number(text: str) -> None:
    assert _read(text).label is Label.WRONG_NUMBER


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("nimeiokota simu hii", id="picked-up"),
        pytest.param("i picked this phone at the market", id="picked-up-english"),
        pytest.param("hii line ni yangu sai", id="mine-now"),
        pytest.param("safaricom walinipa hii namba", id="given-by-the-operator"),
        pytest.param("a customer forgot this phone here", id="forgotten-by-a-customer"),
        pytest.param("hii number ilikua ya sistangu", id="was-my-sisters"),
        pytest.param("the owner sold it to me", id="sold-to-me"),
    ],
)
def test_a_line_in_new_hands_is_marked_so(text: str) -> None:
    assert (_read(text).label, "recycled" in _read(text).flags) == (Label.WRONG_NUMBER, True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("mm mjukuu wake", id="grandchild"),
        pytest.param("mimi bintiye, yeye kaenda shamba", id="daughter"),
        pytest.param("shemeji yake hapa", id="in-law"),
        pytest.param("mi ni boyfie wake", id="boyfriend"),
        pytest.param("she is bathing, am the roommate", id="roommate"),
        pytest.param("mum is cooking. I'm her son", id="son"),
        pytest.param("phone is with me her sister", id="phone-with-me"),
        pytest.param("kaacha simu kwangu charging", id="charging-here"),
        pytest.param("Mimi mtoto. Mama ako jikoni", id="a-child"),
        pytest.param("huyo mtu alifariki mwaka jana", id="has-died"),
        pytest.param("ngoja nimpe simu", id="i-give-her-the-phone"),
    ],
)
def test_one_who_holds_her_phone_is_a_third_person(text: str) -> None:
    assert (_read(text).label, "third_party" in _read(text).flags) == (Label.WRONG_NUMBER, True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("mnataka nini na mke wangu", id="what-with-my-wife"),
        pytest.param("stop texting my wife", id="stop-texting-my-wife"),
        pytest.param("achana na dem wangu", id="leave-my-girl"),
        pytest.param("mnamuulizia nini", id="why-ask-after-her"),
        pytest.param("wezi nyinyi", id="thieves"),
        pytest.param("matapeli nyinyi", id="swindlers"),
        pytest.param("this is a scam", id="scam"),
        pytest.param("nitawareport kwa polisi", id="will-report-you"),
        pytest.param("ukituma tena nitakupeleka polisi", id="police-if-you-write"),
        pytest.param("nitakuja hapo kwenu na rungu", id="comes-with-a-club"),
    ],
)
def test_an_angry_stranger_is_hostile(text: str) -> None:
    reading = _read(text)
    assert (reading.label, "hostile" in reading.flags) == (Label.WRONG_NUMBER, True)
    assert reading.severity >= 3


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("who is my caseworker now", id="who-is-my-caseworker"),
        pytest.param("nani ni mshauri wangu", id="who-is-my-counsellor"),
        pytest.param("who will help me", id="who-will-help"),
        pytest.param("sijui nani wa kumwambia", id="whom-to-tell"),
        pytest.param("I do not know who to trust", id="whom-to-trust"),
        pytest.param("mimi ni mama wa watoto watatu", id="a-mother-of-three"),
        pytest.param("mimi ni fundi wa nguo sasa", id="a-tailor-now"),
        pytest.param("dadangu yuko shule na mimi niko salama", id="my-sister-is-at-school"),
        pytest.param("naitwa Mercy, niko sawa", id="my-name-is"),
        pytest.param("hawa jamaa ni matapeli, wamechukua pesa yangu", id="swindled"),
        pytest.param("nikija kesho nitawapata?", id="shall-i-find-you"),
        pytest.param("nimekosea namba ya mpesa", id="erred-herself"),
        pytest.param("mimi ni mke wa pili", id="second-wife"),
        pytest.param("nimebaki na ya unga", id="money-left-for-flour"),
    ],
)
def test_what_she_writes_herself_is_no_wrong_number(text: str) -> None:
    assert _read(text).label is not Label.WRONG_NUMBER


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("mimi ni dada yake, amepigwa na mumewe", id="her-sister-tells"),
        pytest.param("i am her roommate, they took her last night", id="she-was-taken"),
        pytest.param("this is her sister, she is bleeding", id="she-bleeds"),
        pytest.param("mume wangu anauliza ninyi ni nani, atanipiga", id="he-asks-who-we-are"),
        pytest.param("mwanaume simjui ananifuata kila siku", id="a-stranger-follows"),
        pytest.param("Kamau beats me every night", id="named-by-his-name"),
        pytest.param("mume wangu ameshika simu yangu, atanipiga", id="he-holds-the-phone"),
    ],
)
def test_danger_told_by_or_beside_another_stays_distress(text: str) -> None:
    assert _read(text).label is Label.DISTRESS


def test_staff_with_a_common_name_are_still_named() -> None:
    assert "named_staff" in _read("salimia madam Rose").flags


def _read(text: str) -> Reading:
    return read(text, lexicon=_lexicon(), prompt="checkin")


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return load_lexicon(_LEXICON)

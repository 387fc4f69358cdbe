"""Harmless texts that sound like danger word by word, and the danger that stands beside each."""

from functools import lru_cache
from pathlib import Path

import pytest

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.reader import read
from monitor.reading.reading import Label

_LEXICON = Path(__file__).resolve().parents[3] / "config" / "languages" / "lexicon"

HARMLESS = [
    pytest.param("mshauri wangu anitafute jioni", Label.CALLBACK, id="my-counsellor-should-look"),
    pytest.param("mwambieni dada wa ofisi anipigie", Label.CALLBACK, id="the-sister-should-ring"),
    pytest.param("majirani wamejua mambo yangu", Label.PROBLEM, id="neighbours-know-of-me"),
    pytest.param("people found out about my past", Label.PROBLEM, id="people-found-out"),
    pytest.param("wananiita Dubai mtaani", Label.PROBLEM, id="named-after-the-gulf"),
    pytest.param("they keep calling me names in church", Label.PROBLEM, id="called-names"),
    pytest.param("the school refused to give me my results", Label.PROBLEM, id="school-withholds"),
    pytest.param("chifu amekataa kunipa barua ya ID", Label.PROBLEM, id="the-chief-refuses"),
    pytest.param("they cut our wages this month", Label.PROBLEM, id="wages-cut"),
    pytest.param("wamenikata mshahara kwa kuchelewa", Label.PROBLEM, id="wages-cut-swahili"),
    pytest.param("yale mambo yananijia kichwani kila saa", Label.PROBLEM, id="it-comes-back"),
    pytest.param(
        "mama hanisemeshi tangu nirudi kutoka Qatar", Label.PROBLEM, id="since-I-returned"
    ),
    pytest.param("nimejikata kidole nikikata sukuma", Label.PROBLEM, id="cut-a-finger"),
    pytest.param("wezi wameiba kuku wangu wote", Label.PROBLEM, id="hens-stolen"),
    pytest.param(
        "scared of speaking in court but I will try", Label.PROBLEM, id="afraid-of-the-court"
    ),
    pytest.param("mvua ilinipiga njiani lakini niko sawa", Label.OK, id="rained-upon"),
]


@pytest.mark.parametrize(("text", "label"), HARMLESS)
def test_what_only_sounds_like_danger_pages_nobody(text: str, label: Label) -> None:
    assert read(text, lexicon=_lexicon(), prompt="checkin").label is label


DANGER = [
    pytest.param("mshauri wangu anipigie, mume ananipiga", id="counsellor-and-beaten"),
    pytest.param("yule madam wa Oman ananitafuta", id="the-madam-looks-for-me"),
    pytest.param("they found out where I live", id="found-where-I-live"),
    pytest.param("he found out about me and he is coming", id="he-found-out"),
    pytest.param("wananiita majina na kunipiga", id="names-and-blows"),
    pytest.param("wanakijiji wananiita mchawi wanataka kunichoma", id="called-a-witch"),
    pytest.param("they refused to give me my passport and locked the gate", id="passport-kept"),
    pytest.param("amenikata mkono kwa panga", id="cut-with-a-panga"),
    pytest.param("tangu nirudi wananitafuta kila usiku", id="hunted-since-I-returned"),
    pytest.param("nimejikata mishipa", id="cut-her-veins"),
    pytest.param("wezi wameiba kuku na kunibaka", id="thieves-and-rape"),
    pytest.param("naogopa kwenda mahakamani, wamesema wataniua", id="court-and-threat"),
    pytest.param("boda amenipeleka kwa dalali kwa nguvu", id="taken-by-force"),
    pytest.param("mtu amesimama nje ya dirisha langu", id="somebody-outside"),
    pytest.param("no longer afraid of him, tonight I will kill myself", id="unafraid-to-die"),
]


@pytest.mark.parametrize("text", DANGER)
def test_danger_beside_the_same_words_is_still_danger(text: str) -> None:
    assert read(text, lexicon=_lexicon(), prompt="checkin").label is Label.DISTRESS


NEWS = [
    pytest.param(
        "Vijana wa Mandera wameshauriwa kukagua leseni za mawakala kabla ya kusafiri Qatar",
        id="advice-with-infinitives",
    ),
    pytest.param(
        "Wabunge wanapinga sheria inayowapa polisi uwezo wa kufuatilia simu za raia",
        id="of-members-of-parliament",
    ),
    pytest.param("Faru ni mnyama aliye katika hatari ya kutoweka", id="a-dying-kind"),
    pytest.param("Ngoja ngoja huumiza matumbo", id="a-proverb"),
]


@pytest.mark.parametrize("text", NEWS)
def test_news_and_proverbs_page_nobody(text: str) -> None:
    assert read(text, lexicon=_lexicon(), prompt=None).label is not Label.DISTRESS


GRAVE_OF_OTHERS = [
    pytest.param("Otieno amekuja na panga anamtafuta Akinyi", id="a-man-with-a-panga"),
    pytest.param("Wanaume wanne wenye bunduki wamesimama nje ya geti ya plot", id="armed-outside"),
    pytest.param(
        "Jamani kuna mama anapigwa na mumewe huku Kawangware plot ya kijani tafadhali msaada",
        id="help-is-called",
    ),
]


@pytest.mark.parametrize("text", GRAVE_OF_OTHERS)
def test_a_weapon_or_a_call_for_help_is_no_news(text: str) -> None:
    assert read(text, lexicon=_lexicon(), prompt=None).label in {Label.DISTRESS, Label.CALLBACK}


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return load_lexicon(_LEXICON)

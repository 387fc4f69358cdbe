"""Who does what to whom: constructions of Swahili, each with the label that must come out."""

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
        pytest.param("amenitandika kwa ufagio", id="plain-root-of-violence"),
        pytest.param("tangu juzi nachapwa na waya", id="passive-contracted"),
        pytest.param("akirejea ataniumiza", id="conditional-then-future"),
        pytest.param("nahofia anipige", id="subjunctive-that-he-hit-me"),
        pytest.param("haachi kunipiga", id="does-not-cease"),
        pytest.param("alijaribu kunikaba", id="infinitive-under-try"),
        pytest.param("njooni kabla hajaniua", id="before-he-kills-me"),
        pytest.param("tuokoeni tusidhurike", id="lest-we-be-harmed"),
        pytest.param("kanichoma na pasi", id="coastal-narrative"),
        pytest.param("wanamtesa binti yangu", id="done-to-her-child"),
        pytest.param("mtoto wangu amechomwa na mama wa kambo", id="passive-of-her-child"),
        pytest.param("amenigwaratua tena leo", id="unknown-root-done-to-her"),
        pytest.param("nimegwaratwa na yule jamaa", id="unknown-root-passive"),
        pytest.param("kasema nikitoka atanizika", id="reported-conditional-threat"),
        pytest.param("ameapa atanionyesha cha moto", id="threat-without-a-verb-of-harm"),
        pytest.param("wametishia kumdhuru mama yangu", id="threat-to-kin"),
        pytest.param("hawaniachilii niende kwetu", id="not-let-go"),
        pytest.param("hataki nitoke hata kidogo", id="does-not-want-me-to"),
        pytest.param("sina ruhusa ya kutoka", id="no-leave-to-go-out"),
        pytest.param("vitambulisho vyangu amevificha tajiri", id="papers-hidden"),
        pytest.param("geti lina kufuli na funguo anazo yeye", id="padlocked-gate"),
        pytest.param("nalazimishwa kulala na wageni", id="forced-to-sleep-with"),
        pytest.param("nilidanganywa kazi ya saluni kumbe ni danguro", id="tricked"),
        pytest.param("ameniuza kwa mzee fulani", id="sold"),
        pytest.param("yule dalali amerejea mtaani kwetu", id="the-broker-is-back"),
        pytest.param("mtu wa Jeddah amenitumia ujumbe", id="somebody-from-the-gulf"),
        pytest.param("wananifuatilia hadi kazini", id="followed"),
        pytest.param("kuna mtu simjui ananiulizia kwa majirani", id="a-stranger-asks"),
        pytest.param("nina kamba mkononi, nimechoka", id="rope-and-weariness"),
        pytest.param("nimenunua dawa ya panya", id="bought-poison"),
        pytest.param("heri nisingezaliwa", id="better-not-born"),
        pytest.param("watunzeni watoto wangu nikiondoka", id="look-after-my-children"),
        pytest.param("nimejificha kwa jirani usiku", id="in-hiding"),
        pytest.param("damu haikomi tangu jana", id="bleeding-does-not-cease"),
        pytest.param("wameshapokea mahari yangu", id="bride-price-taken"),
        pytest.param("usinipigie yuko kando yangu", id="he-is-beside-me"),
        pytest.param("akipokea sema ni namba isiyo sahihi", id="what-to-say-if-he-answers"),
        pytest.param("anasoma simu yangu usiku", id="he-reads-her-phone"),
        pytest.param("mwanangu haonekani tangu asubuhi", id="child-missing"),
        pytest.param("nimetiwa selini leo", id="in-a-cell"),
    ],
)
def test_danger_to_her_or_hers_is_distress(text: str) -> None:
    assert _read(text).label is Label.DISTRESS


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("hajanipiga tena, niko salama", Label.OK, id="denied-and-safe"),
        pytest.param("ameacha kunipiga, tuko na amani", Label.OK, id="has-ceased"),
        pytest.param("nilikuwa napigwa zamani, sasa niko salama", Label.OK, id="long-past"),
        pytest.param("nilipigwa jana, sasa niko sawa", Label.DISTRESS, id="yesterday-is-not-past"),
        pytest.param("alikuwa ananipiga na bado ananifuata", Label.DISTRESS, id="was-and-is"),
        pytest.param("daktari amenipima, niko sawa", Label.OK, id="harmless-deed"),
        pytest.param("amenipeleka hospitali, niko sawa", Label.OK, id="taken-to-hospital"),
        pytest.param("ananitafutia kazi, mambo poa", Label.OK, id="looks-for-work-for-me"),
        pytest.param("nimegongwa na boda mguu unauma", Label.PROBLEM, id="hit-by-a-vehicle"),
        pytest.param("niko sawa na kifo", Label.UNCLEAR, id="fine-and-death"),
        pytest.param("niko sawa xylofuni", Label.UNCLEAR, id="fine-and-a-strange-word"),
        pytest.param("niko salama mpaka arudi", Label.UNCLEAR, id="fine-until-he-comes"),
        pytest.param("nikisema niko sawa nitadanganya", Label.UNCLEAR, id="if-I-said-fine"),
        pytest.param("walicheza vizuri sana jana", Label.UNCLEAR, id="others-played-well"),
    ],
)
def test_harm_that_is_denied_past_or_harmless_is_not_mistaken(text: str, label: Label) -> None:
    assert _read(text).label is label


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Polisi wa Kisumu wamemkamata mshukiwa wa mauaji ya Otieno", id="arrest"),
        pytest.param("Mahakama ilimfunga mshukiwa kwa ubakaji wa wanawake wawili", id="court"),
        pytest.param(
            "Watu kumi waliuawa katika shambulizi la mpakani usiku wa kuamkia leo", id="raid"
        ),
        pytest.param("Serikali imeonya dhidi ya ukeketaji wa wasichana nchini", id="warning"),
        pytest.param("Wanafunzi walifanya vizuri katika mtihani wa kitaifa mwaka huu", id="exams"),
        pytest.param("Timu ya taifa ilicheza vizuri na kushinda mabao mawili", id="sport"),
        pytest.param("Wavuvi wawili wametoweka ziwani baada ya boti kuzama Jumanne", id="missing"),
    ],
)
def test_news_of_others_is_neither_danger_nor_fine(text: str) -> None:
    assert _read(text).label not in {Label.DISTRESS, Label.OK}


def test_the_reason_names_the_deed_and_the_words() -> None:
    because = _read("wameninyonga shingo").because
    assert any(rule.startswith("deed:") and "wameninyonga" in words for rule, words in because)


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return load_lexicon(_LEXICON)


def _read(text: str) -> Reading:
    return read(text, lexicon=_lexicon(), prompt="checkin")

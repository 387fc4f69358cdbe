"""Danger told in plain words, without a word of danger, is heard; its look-alikes page nobody."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.likeness import Learned
from monitor.reading.reader import read
from monitor.reading.reading import Label, Reading

_LEXICON = Path(__file__).resolve().parents[3] / "config" / "languages" / "lexicon"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("nina wiki tatu sijaona jua", id="has-not-seen-the-sun"),
        pytest.param("viatu vyetu wameficha ili tusitoke", id="shoes-hidden"),
        pytest.param("amegonga kufuli kwa kate akaenda na ufunguo", id="padlock-upcountry"),
        pytest.param("usiku huweka kabati mbele ya mlango nisitoke", id="cupboard-at-the-door"),
        pytest.param("hapana njia ya kutoka hapa", id="no-way-out"),
        pytest.param("tuko kwenye roli la makaa, hatuambiwi kitu", id="in-a-lorry"),
        pytest.param("tumepandishwa mashua usiku, hasemi tunaenda wapi", id="in-a-boat"),
        pytest.param("dereva hataki kusimama nimemwambia nishuke", id="does-not-stop"),
        pytest.param("meli iko tayari kesho na sitaki kwenda", id="the-ship-is-ready"),
        pytest.param("wamekubaliana bei yangu mbele yangu", id="her-price"),
        pytest.param("akapewa bahasha, ameniacha kwa mwanamke mwingine", id="left-for-money"),
        pytest.param("anasema amenilipia, mimi ni mali yake", id="paid-for"),
        pytest.param("baba amepokea ngamia kumi, mimi niko darasa la saba", id="camels"),
        pytest.param("wazee wamekunywa chai ya posa bila kuniuliza", id="bride-tea"),
        pytest.param("nihamie kwa shemeji, nimekataa", id="inherited"),
        pytest.param("kila usiku analeta mwanaume mwingine", id="men-brought"),
        pytest.param("nalala na wageni, pesa anahesabu madam", id="the-madam-counts"),
        pytest.param("nisipopata wateja kumi sipewi chakula", id="a-sum-or-no-food"),
        pytest.param("usiku mzee anapanda kitanda changu", id="into-her-bed"),
        pytest.param("amesimama kwa geti kila jioni", id="at-the-gate"),
        pytest.param("mtu alikuja na picha yangu akiuliza", id="her-picture-shown"),
        pytest.param("nasikia nyayo juu ya mabati kila usiku", id="steps-on-the-roof"),
        pytest.param("alisema fisi watashiba", id="the-hyenas-will-eat"),
        pytest.param("kasema nitarudi nyumbani kwenye sanduku", id="home-in-a-box"),
        pytest.param("nyumba yenu itageuka majivu na nyinyi ndani", id="house-to-ashes"),
        pytest.param("wamesema watanizima kama mshumaa", id="like-a-candle"),
        pytest.param("wamejaa nje wanasema mchawi", id="a-crowd-calls-witch"),
        pytest.param("haraka, anapanda ngazi", id="up-the-stairs"),
        pytest.param("nimeandika barua, iko chini ya godoro", id="letter-under-the-mattress"),
        pytest.param("mnisamehe, watoto wapewe dada", id="forgive-me-the-children"),
        pytest.param("nimewasha makaa, madirisha nimefunga", id="charcoal-in-a-shut-room"),
        pytest.param("natamani gari linigonge niishe", id="that-a-car-hit-me"),
        pytest.param("mama mkwe amebeba mtoto, simu imezimwa", id="child-carried-off"),
        pytest.param("kitambaa cha tatu nimebadilisha na bado inatoka", id="cloth-after-cloth"),
        pytest.param("mtoto ametoka lakini kondo halijatoka", id="afterbirth"),
        pytest.param("walinipa juisi, nimeamka sina nguo", id="woke-without-clothes"),
        pytest.param("wamenidunga kitu, sijui niko wapi", id="an-injection"),
        pytest.param("wako na pingu wanasema niende nao", id="handcuffs"),
        pytest.param("ananiambia niandike niko sawa", id="told-to-write-fine"),
        pytest.param("kitambulisho changu hataki kunipa", id="papers-kept"),
        pytest.param("mangariba wamefika", id="the-cutters-have-come"),
        pytest.param("amenipika na mti ya jembe", id="beaten-as-it-is-said"),
        pytest.param("narara chini jikoni kwa yule mama, nakura mabaki", id="r-for-l"),
    ],
)
def test_danger_without_a_word_of_danger_pages(text: str) -> None:
    assert _read(text).label is Label.DISTRESS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("tumepanda lori la viazi kwenda soko, tutafika jioni", id="market-lorry"),
        pytest.param("nimepoteza funguo za nyumba", id="lost-keys"),
        pytest.param("wamenipa soda na keki kwa sherehe", id="soda-at-a-feast"),
        pytest.param("nimemwandikia mama barua, atafurahi", id="letter-to-mother"),
        pytest.param("tumewasha makaa tunachoma mahindi", id="roasting-maize"),
        pytest.param("bei yangu ya maandazi ni kumi", id="price-of-buns"),
        pytest.param("viatu vyangu vimeisha", id="worn-shoes"),
        pytest.param("mamba alikula mbuzi wa jirani", id="a-crocodile-ate-a-goat"),
        pytest.param("wanaume watatu wamekuja kujenga choo", id="men-build"),
        pytest.param("mama amenipikia chapati, tuko sawa", id="cooked-for-me"),
        pytest.param("tunalima shamba la baba", id="we-till"),
        pytest.param("mtoto amezaliwa salama, kondo limetoka", id="a-birth-that-went-well"),
        pytest.param("nilalo ni usingizi tu, nitalala kwa dada leo", id="sleeps-at-sisters"),
        pytest.param("tulienda porini kutafuta kuni", id="firewood"),
    ],
)
def test_everyday_keys_lorries_and_letters_page_nobody(text: str) -> None:
    assert _read(text).label is not Label.DISTRESS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("niko ndani ya lori, wamesema mandera", id="inside-is-no-slang"),
        pytest.param("tuko ndani ya boti hatuambiwi kitu", id="inside-a-boat"),
        pytest.param("niko sawa, silishwi", id="fine-and-not-fed"),
        pytest.param("niko poa tu, madirisha yamezibwa", id="fine-and-shut-in"),
        pytest.param("mimi ni jirani, wanaume wanne walimbeba usiku", id="a-neighbour-tells"),
        pytest.param("mama amelala chini hasemi kitu, baba alimsukuma", id="a-child-tells"),
        pytest.param("usitume tena, viatu vyangu wameficha", id="stop-and-shoes"),
    ],
)
def test_a_sign_of_danger_lets_nothing_be_closed(text: str) -> None:
    closing = {Label.OK, Label.OTHER, Label.STOP, Label.WRONG_NUMBER}
    assert _read(text).label not in closing


def test_a_stop_beside_a_sign_of_danger_is_still_a_stop() -> None:
    reading = _read("usitume tena, alimpiga mtu nje")
    assert (reading.label, reading.also) == (Label.DISTRESS, (Label.STOP,))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Bei ya petroli haijabadilika mwezi huu", id="petrol"),
        pytest.param("Jipu la zamani halipasuliwi kwa makelele ya watu", id="a-proverb"),
        pytest.param("Damu yahitajika katika hospitali ya Bombo", id="blood-is-needed"),
    ],
)
def test_one_heavy_word_in_a_text_of_nobody_pages_nobody(text: str) -> None:
    assert _read(text).label is not Label.DISTRESS


@pytest.mark.parametrize(
    "text",
    [pytest.param("damu", id="blood"), pytest.param("kisu mlangoni", id="a-knife-at-the-door")],
)
def test_a_heavy_word_alone_still_pages(text: str) -> None:
    assert _read(text).label is Label.DISTRESS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("amebadilisha kitasa akasema nisijue", id="two-things-around-her"),
        pytest.param("wamenifyonyoa mkononi", id="a-thing-done-to-her"),
        pytest.param("tulipangwa mstari tukahesabiwa", id="a-thing-she-suffered"),
    ],
)
def test_what_others_do_to_her_in_a_text_not_understood_pages(text: str) -> None:
    assert _read(text).label is Label.DISTRESS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("nashukuru Mungu, wamenikumbuka na kuniletea keki", id="at-ease"),
        pytest.param("hii laini aliniuzia jamaa akaenda zake", id="of-a-line"),
        pytest.param("mnajua walichosema wakaniambia nini?", id="a-question"),
    ],
)
def test_what_others_do_at_her_ease_pages_nobody(text: str) -> None:
    assert _read(text).label is not Label.DISTRESS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("akanipasua mdomo na kijiko", id="split-my-lip"),
        pytest.param("alinipiga teke", id="kicked-me"),
        pytest.param("amenipiga konde", id="punched-me"),
        pytest.param("ameniunguza pasi", id="burnt-me-with-an-iron"),
        pytest.param("boys wamenichapa", id="the-boys-beat-me"),
        pytest.param("usitume tena, amenipasua mdomo", id="beside-a-stop"),
    ],
)
def test_no_turn_of_speech_swallows_what_is_done_to_her(text: str) -> None:
    assert _read(text).label is Label.DISTRESS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("tunapiga mdomo tu na marafiki", id="we-chat"),
        pytest.param("mtoto anapiga magoti kuomba", id="kneels"),
        pytest.param("boys wamechapa kazi leo", id="the-boys-work"),
    ],
)
def test_turns_of_speech_with_hitting_page_nobody(text: str) -> None:
    assert _read(text).label is not Label.DISTRESS


def _read(text: str) -> Reading:
    return read(text, lexicon=_lexicon(), prompt="checkin")


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    """Give the grammar alone: what a text resembles is tested beside its weights."""
    kinds = tuple(label.value for label in Label)
    silent = Learned(kinds=kinds, bias=(0.0,) * len(kinds), weights={})
    return replace(load_lexicon(_LEXICON), learned=silent)

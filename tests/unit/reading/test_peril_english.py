"""Danger told in plain English and Sheng, without a word of danger; and what only looks like it."""

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.reading.lexicon import load_lexicon
from monitor.reading.likeness import Learned
from monitor.reading.reader import read
from monitor.reading.reading import Label, Reading

_LEXICON = load_lexicon(Path(__file__).parents[3] / "config" / "languages" / "lexicon")
_RULES_ALONE = replace(
    _LEXICON,
    learned=Learned(kinds=("distress", "ok", "unclear"), bias=(-9.0, -9.0, 9.0), weights={}),
)
_ENDS_UNHEARD = {Label.OK, Label.OTHER, Label.STOP, Label.WRONG_NUMBER}


def _read(text: str) -> Reading:
    return read(text, lexicon=_LEXICON, prompt="checkin")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        pytest.param(
            "a padlock hangs outside and aunty left with the keys", "confinement", id="key"
        ),
        pytest.param("he hid my sandals and my skirts so that i stay", "confinement", id="clothes"),
        pytest.param("the dogs are loose if i open, since monday", "confinement", id="dogs"),
        pytest.param(
            "we are inside a canter, the driver wont say where", "trafficker_contact", id="lorry"
        ),
        pytest.param(
            "i dont know which town this is, i see the sea", "trafficker_contact", id="where"
        ),
        pytest.param("she handed me over at the market", "exploitation", id="handed-over"),
        pytest.param("they swapped me for a cow", "exploitation", id="swapped"),
        pytest.param("the agent wrote it all in the book as debt", "exploitation", id="debt"),
        pytest.param("she brings men and keeps the money", "exploitation", id="men"),
        pytest.param("he recorded us and my church will see it", "threat", id="filmed"),
        pytest.param(
            "my stepdad comes to my bedroom when mum is away", "sexual_violence", id="bed"
        ),
        pytest.param("he lifts my blanket", "sexual_violence", id="blanket"),
        pytest.param("a pickup is parked opposite my stall every evening", "threat", id="parked"),
        pytest.param("he asked the guard which door is mine", "threat", id="asked"),
        pytest.param("she sent me an emoji of a coffin", "threat", id="emoji"),
        pytest.param("he told them i fell", "violence", id="fell"),
        pytest.param("they fed me soap", "violence", id="soap"),
        pytest.param("the pills are in my hand", "suicide", id="pills"),
        pytest.param("i keep going to the dam and standing there", "suicide", id="dam"),
        pytest.param("the baby is cold and quiet, there is no food", "health", id="quiet-child"),
        pytest.param("a stranger walked off with my son", "child", id="child-off"),
        pytest.param(
            "he gave me a soda and i woke without my clothes", "sexual_violence", id="soda"
        ),
        pytest.param("i change the pad every few minutes", "health", id="pads"),
        pytest.param("the officer says bring 5k or sleep here", "legal", id="cell"),
        pytest.param("people are gathering with tyres", "threat", id="crowd"),
        pytest.param("the goats are here and i am 14", "forced_marriage", id="goats"),
        pytest.param("grandma called the circumciser", "fgm", id="cutter"),
        pytest.param("he thinks i am asleep, i have two minutes only", "threat", id="two-minutes"),
        pytest.param("my passport stays with the agent", "exploitation", id="passport"),
    ],
)
def test_danger_in_plain_english_is_distress(text: str, topic: str) -> None:
    reading = _read(text)
    assert reading.label is Label.DISTRESS
    assert topic in reading.topics


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ameninyorosha na waya", id="straightened"),
        pytest.param("nimekula ngumi za boss", id="ate-fists"),
        pytest.param("ako na mguu ya kuku", id="leg-of-chicken"),
        pytest.param("waliniwekea mchele kwa keg", id="rice-in-the-drink"),
        pytest.param("maponyi wamenibeba, niko ndani ya cell", id="police"),
        pytest.param("wananiulizia kwa base", id="asked-for"),
        pytest.param("wamefunga na padi, madem tuko nane", id="padlock"),
        pytest.param("bei yangu ni thao mia, client ni wa nje", id="price"),
        pytest.param("wale wasee wamerudi mtaani", id="those-men"),
        pytest.param("amesema nitalala mbele", id="laid-dead"),
        pytest.param("nimeandikia watoi barua", id="letter"),
        pytest.param("niko juu ya flyover naangalia magari", id="flyover"),
    ],
)
def test_danger_in_sheng_is_distress(text: str) -> None:
    assert _read(text).label is Label.DISTRESS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the padlock of the shop is lost, i bought another", id="shop-padlock"),
        pytest.param("she gave me the key of the salon", id="salon-key"),
        pytest.param("we are in a matatu going to the coast", id="matatu"),
        pytest.param("she handed me my certificate", id="certificate"),
        pytest.param("we counted the money of the chama", id="chama"),
        pytest.param("customers come at night to my kiosk", id="kiosk"),
        pytest.param("he recorded the wedding", id="wedding-film"),
        pytest.param("my uncle comes on sunday to visit", id="uncle-visits"),
        pytest.param("he asked me which bus goes to thika", id="which-bus"),
        pytest.param("the soil is ready for planting", id="soil"),
        pytest.param("i change the baby's diaper every two hours", id="diaper"),
        pytest.param("tea with them was good", id="tea"),
        pytest.param("i am in class eight now", id="class-eight"),
        pytest.param("my passport is in a safe place", id="my-passport"),
        pytest.param("nimepewa mchele na unga", id="rice"),
        pytest.param("amenunua mguu wa kuku", id="chicken-leg"),
        pytest.param("tumeandikia shule barua", id="letter-to-school"),
        pytest.param("nimelima shamba leo", id="tilled"),
    ],
)
def test_what_only_looks_like_it_is_no_danger_by_the_rules(text: str) -> None:
    assert read(text, lexicon=_RULES_ALONE, prompt="checkin").label is not Label.DISTRESS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "dont text again, he asked who is writing and my eye is closed", id="stop-eye"
        ),
        pytest.param("stop, he is counting the money and there are two buyers", id="stop-buyers"),
        pytest.param(
            "i am her neighbour, four men came with her in the boot of a car", id="neighbour"
        ),
        pytest.param("this is her sister, she lies there and blood is coming", id="sister"),
        pytest.param("thank you, the key is with madam, i am fine", id="fine-key"),
        pytest.param("asante, wasichana wengine tuko nao kwa lori", id="thanks-lorry"),
    ],
)
def test_a_sign_of_danger_is_never_closed_with_the_contact(text: str) -> None:
    assert _read(text).label not in _ENDS_UNHEARD

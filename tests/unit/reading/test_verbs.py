from pathlib import Path

import pytest

from monitor.reading.lexicon import load_lexicon
from monitor.reading.verbs import analyse

_ROOTS = load_lexicon(Path(__file__).resolve().parents[3] / "config/languages/lexicon").roots


@pytest.mark.parametrize(
    ("word", "root", "marks"),
    [
        pytest.param("amenipiga", "pig", "s3 perfect o1", id="he-has-hit-me"),
        pytest.param("amenipigia", "pig", "s3 o1 applied", id="he-has-phoned-me"),
        pytest.param("nipigie", "pig", "applied order", id="phone-me"),
        pytest.param("hajanisumbua", "sumbu", "s3 neg perfect o1", id="not-bothered"),
        pytest.param("nimepigwa", "pig", "s1 passive perfect", id="I-was-hit"),
        pytest.param("ataniua", "u", "s3 future o1", id="he-will-kill-me"),
        pytest.param("wataniua", "u", "s3 future o1", id="they-will-kill-me"),
        pytest.param("hunipiga", "pig", "s3 habitual o1", id="he-keeps-hitting-me"),
        pytest.param("aliyenipeleka", "pelek", "s3 past rel o1", id="who-took-me"),
        pytest.param("silali", "lal", "s1 neg present", id="I-do-not-sleep"),
        pytest.param("usinipigie", "pig", "s2 neg order applied", id="do-not-phone"),
        pytest.param("kunichukua", "chuku", "inf o1", id="to-take-me"),
        pytest.param("ananibeat", "beat", "s3 present o1", id="sheng-loan"),
        pytest.param("naogopa", "ogop", "s1 present", id="contracted-present"),
        pytest.param("nmepigwa", "pig", "s1 perfect passive", id="sms-perfect"),
        pytest.param("wananifwata", "fwat", "s3 present o1", id="sms-follow"),
        pytest.param("kuniua", "u", "inf o1", id="to-kill-me"),
        pytest.param("nikafungiwa", "fungi", "s1 past passive", id="and-I-was-locked-in"),
        pytest.param("sijaweza", "wez", "s1 neg perfect", id="I-have-not-been-able"),
        pytest.param("kanipiga", "pig", "s3 past o1", id="coastal-and-he-hit-me"),
        pytest.param("akanipiga", "pig", "s3 past o1", id="and-he-hit-me"),
        pytest.param("wakanipiga", "pig", "s3 past o1", id="and-they-hit-me"),
        pytest.param("tusidhurike", "dhur", "s1 order neg stative", id="lest-we-be-harmed"),
        pytest.param("akinipiga", "pig", "s3 if o1", id="when-he-hits-me"),
        pytest.param("asiponipiga", "pig", "s3 if o1", id="unless-he-hits-me"),
        pytest.param("atakayeniua", "u", "s3 future rel o1", id="who-will-kill-me"),
        pytest.param("watakaonipiga", "pig", "s3 future rel o1", id="who-will-hit-me"),
        pytest.param("anayenipiga", "pig", "s3 present rel o1", id="who-hits-me"),
        pytest.param("wanaponipiga", "pig", "s3 present rel o1", id="when-they-hit-me"),
        pytest.param("wasiotupenda", "pend", "s3 neg rel o1", id="who-do-not-love-us"),
        pytest.param("niliyepigwa", "pig", "s1 past rel passive", id="I-who-was-hit"),
        pytest.param("ananipiganga", "pig", "s3 present o1", id="sheng-habit"),
        pytest.param("nishapigwa", "pig", "s1 perfect passive", id="I-was-already-hit"),
        pytest.param("ashanipiga", "pig", "s3 perfect o1", id="he-has-already-hit-me"),
        pytest.param("ameshanipiga", "pig", "s3 perfect o1", id="he-has-already-hit-me-in-full"),
        pytest.param("wmenipiga", "pig", "s3 perfect o1", id="sms-they-have"),
        pytest.param("wamenpiga", "pig", "s3 perfect o1", id="sms-without-the-vowel-of-me"),
        pytest.param("yuanipiga", "pig", "s3 present o1", id="coastal-present"),
        pytest.param("nisingepigwa", "pig", "s1 if neg passive", id="I-would-not-be-hit"),
        pytest.param("singepigwa", "pig", "s1 if neg passive", id="I-would-not-be-hit-short"),
        pytest.param("nikipigwa", "pig", "s1 if passive", id="when-I-am-hit"),
        pytest.param("hatupigwi", "pig", "s1 neg passive present", id="we-are-not-hit"),
        pytest.param("wasinipige", "pig", "s3 order neg o1", id="that-they-may-not-hit-me"),
        pytest.param("kutonipiga", "pig", "inf neg o1", id="not-to-hit-me"),
        pytest.param("nilipigishwa", "pig", "s1 past causative passive", id="I-was-made-to-hit"),
        pytest.param("tunapigana", "pig", "s1 present recip", id="we-hit-each-other"),
        pytest.param("watanizika", "zik", "s3 future o1", id="they-will-bury-me"),
        pytest.param("ninajisikia", "siki", "s1 present refl", id="I-feel-myself"),
        pytest.param("ntakupigia", "pig", "s1 future o2 applied", id="sms-I-shall-ring-you"),
        pytest.param("hataniua", "u", "s3 future neg o1", id="he-will-not-kill-me"),
        pytest.param("nitauawa", "u", "s1 future passive", id="I-shall-be-killed"),
        pytest.param("aliniuzia", "uz", "s3 past o1 applied", id="he-sold-me-to"),
        pytest.param("siachiliwi", "achili", "s1 neg present passive", id="I-am-not-let-go"),
        pytest.param("hawanipi", "p", "s3 neg present o1", id="they-do-not-give-me"),
        pytest.param("nirudi", "rud", "s1 order", id="that-I-return"),
        pytest.param("tunanyanyaswa", "nyanyas", "s1 present passive", id="we-are-abused"),
        pytest.param("ananilazimisha", "lazimish", "s3 present o1", id="he-forces-me"),
    ],
)
def test_a_verb_is_taken_apart(word: str, root: str, marks: str) -> None:
    verb = analyse(word, _ROOTS)
    assert verb is not None
    assert verb.root is not None
    assert verb.root.root == root
    assert set(marks.split()) <= verb.marks


@pytest.mark.parametrize(
    ("word", "marks"),
    [
        pytest.param("amenigwarakwata", "s3 o1 perfect", id="done-to-me"),
        pytest.param("watatugwarakwata", "s3 o1 future", id="will-be-done-to-us"),
        pytest.param("nimegwarakwatwa", "s1 passive perfect", id="I-was-done-it"),
    ],
)
def test_a_thing_done_to_her_is_seen_though_the_root_is_unknown(word: str, marks: str) -> None:
    verb = analyse(word, _ROOTS)
    assert verb is not None
    assert verb.root is None
    assert set(marks.split()) <= verb.marks


@pytest.mark.parametrize("word", ["nyumba", "computer", "sky", "", "nimegwarakwata"])
def test_what_is_no_verb_done_to_her_is_left_alone(word: str) -> None:
    assert analyse(word, _ROOTS) is None


def test_the_table_of_roots_covers_everyday_life() -> None:
    assert len(_ROOTS) >= 600
    assert sum("harmless" in root.senses for root in _ROOTS.values()) >= 150

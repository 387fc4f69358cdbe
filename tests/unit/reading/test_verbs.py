from pathlib import Path

import pytest

from monitor.reading.lexicon import load_lexicon
from monitor.reading.verbs import analyse

_ROOTS = load_lexicon(Path(__file__).resolve().parents[3] / "config/languages/lexicon").roots


@pytest.mark.parametrize(
    ("word", "root", "marks"),
    [
        pytest.param("amenipiga", "pig", {"s3", "perfect", "o1"}, id="he-has-hit-me"),
        pytest.param("amenipigia", "pig", {"s3", "o1", "applied"}, id="he-has-phoned-me"),
        pytest.param("nipigie", "pig", {"applied", "order"}, id="phone-me"),
        pytest.param("hajanisumbua", "sumbu", {"s3", "neg", "perfect", "o1"}, id="not-bothered"),
        pytest.param("nimepigwa", "pig", {"s1", "passive", "perfect"}, id="I-was-hit"),
        pytest.param("ataniua", "u", {"s3", "future", "o1"}, id="he-will-kill-me"),
        pytest.param("wataniua", "u", {"s3", "future", "o1"}, id="they-will-kill-me"),
        pytest.param("hunipiga", "pig", {"s3", "habitual", "o1"}, id="he-keeps-hitting-me"),
        pytest.param("aliyenipeleka", "pelek", {"s3", "past", "rel", "o1"}, id="who-took-me"),
        pytest.param("silali", "lal", {"s1", "neg", "present"}, id="I-do-not-sleep"),
        pytest.param("usinipigie", "pig", {"s2", "neg", "order", "applied"}, id="do-not-phone"),
        pytest.param("kunichukua", "chuku", {"inf", "o1"}, id="to-take-me"),
        pytest.param("ananibeat", "beat", {"s3", "present", "o1"}, id="sheng-loan"),
        pytest.param("naogopa", "ogop", {"s1", "present"}, id="contracted-present"),
    ],
)
def test_a_verb_is_taken_apart(word: str, root: str, marks: set[str]) -> None:
    verb = analyse(word, _ROOTS)
    assert verb is not None
    assert verb.root is not None
    assert verb.root.root == root
    assert marks <= verb.marks


def test_a_thing_done_to_her_is_seen_though_the_root_is_unknown() -> None:
    verb = analyse("amenigwarakwata", _ROOTS)
    assert verb is not None
    assert verb.root is None


@pytest.mark.parametrize("word", ["nyumba", "computer", "sky", ""])
def test_a_noun_is_no_verb(word: str) -> None:
    assert analyse(word, _ROOTS) is None

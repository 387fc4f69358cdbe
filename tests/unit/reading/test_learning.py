import pytest

from monitor.reading.learning import Example, as_document, learn

_TEXTS = [
    *(Example(("niko", "sawa", each), "ok") for each in ("leo", "sana", "kabisa", "tu")),
    *(Example(("amefunga", "mlango", each), "distress") for each in ("jana", "tena", "leo", "tu")),
]


def test_what_was_learned_carries_over_to_other_words_around_it() -> None:
    likeness = learn(_TEXTS).likeness(("wamefunga", "mlango", "asubuhi"))
    assert likeness["distress"] > 0.8


def test_an_ending_carries_over_to_a_word_never_seen() -> None:
    learned = learn(_TEXTS)
    assert learned.likeness(("nimefunga",))["distress"] > learned.likeness(("zzz",))["distress"]


def test_a_feature_of_one_text_is_not_kept() -> None:
    assert "asubuhi" not in learn([*_TEXTS, Example(("asubuhi",), "ok")]).weights


def test_the_same_texts_give_the_same_weights() -> None:
    assert as_document(learn(_TEXTS)) == as_document(learn(_TEXTS))


@pytest.mark.parametrize("kind", ["ok", "distress"])
def test_each_text_it_learned_from_is_known_again(kind: str) -> None:
    learned = learn(_TEXTS)
    for text in (text for text in _TEXTS if text.kind == kind):
        assert learned.likeness(text.words)[kind] > 0.5


def test_the_weights_stand_in_the_order_of_the_kinds() -> None:
    learned = learn(_TEXTS)
    assert learned.kinds == ("distress", "ok")
    assert learned.weights["mlango"][0] > 0 > learned.weights["mlango"][1]

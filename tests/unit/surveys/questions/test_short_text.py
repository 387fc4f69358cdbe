"""Her own words, kept as she wrote them."""

import pytest

from monitor.surveys.definition import Answer, NotUnderstood, Question, State
from monitor.surveys.questions import short_text

WHERE = Question("q1", "short_text", {"en": "Which office?"})


def test_her_words_are_kept_in_her_spelling() -> None:
    read = short_text.understand(WHERE, "  Kibra, NEAR the market! ", "en")
    assert read == Answer(State.GIVEN, value="Kibra, NEAR the market!")


@pytest.mark.parametrize("raw", ["", "   ", "a" * 161, 3, None])
def test_nothing_or_far_too_much_is_not_taken(raw: object) -> None:
    assert short_text.accept(WHERE, raw) == NotUnderstood()

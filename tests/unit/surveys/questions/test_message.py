"""A message goes on with whatever she replies."""

import pytest

from monitor.surveys.definition import NotUnderstood, Question
from monitor.surveys.questions import message

NEWS = Question("m1", "message", {"en": "Two more."})


@pytest.mark.parametrize("text", ["1", "ok", "???", "99"])
def test_any_reply_goes_on(text: str) -> None:
    assert message.understand(NEWS, text, "en").stored == "seen"


def test_only_the_stored_mark_is_taken_back() -> None:
    assert message.accept(NEWS, "seen").stored == "seen"
    assert message.accept(NEWS, 1) == NotUnderstood()

"""A heading is never asked."""

from monitor.surveys.definition import NotUnderstood, Question
from monitor.surveys.questions import section

HEADING = Question("s1", "section", {"en": "Work"})


def test_a_heading_takes_no_answer() -> None:
    assert section.ASKED is False
    assert section.choices(HEADING) == ()
    assert section.understand(HEADING, "1", "en") == NotUnderstood()
    assert section.accept(HEADING, "seen") == NotUnderstood()

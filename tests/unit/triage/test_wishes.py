import pytest

from monitor.reading.reading import FLAGS, Label, Reading
from monitor.triage.flags.reply import RAISES
from monitor.triage.rules import Effect, rule_named
from monitor.triage.wishes import WISHES, locks_of, tasks_of


def test_every_flag_of_a_reading_has_its_line() -> None:
    assert set(WISHES) == FLAGS


def test_every_task_is_a_rule_that_her_words_may_raise() -> None:
    assert {wish.task for wish in WISHES.values()} - {None} <= set(RAISES)


@pytest.mark.parametrize(
    ("labels", "flags", "locked"),
    [
        pytest.param([Label.OTHER], ["no_call"], ["no_call"], id="do-not-call"),
        pytest.param([Label.OTHER], ["no_sms"], ["no_sms"], id="do-not-text"),
        pytest.param([Label.STOP], ["no_sms"], ["no_sms"], id="stop-and-do-not-text"),
        pytest.param([Label.CALLBACK], ["no_call", "time"], [], id="call-me-at-another-hour"),
        pytest.param([Label.CALLBACK], ["no_sms"], ["no_sms"], id="call-me-do-not-text"),
        pytest.param(
            [Label.DISTRESS, Label.CALLBACK], ["no_call"], ["no_call"], id="danger-locks-always"
        ),
        pytest.param([Label.OTHER], ["language_pref", "moved", "new_number"], [], id="by-a-person"),
    ],
)
def test_what_holds_at_once(labels: list[Label], flags: list[str], locked: list[str]) -> None:
    assert [kind for kind, _ in locks_of(labels, flags)] == locked


@pytest.mark.parametrize("flag", ["no_call", "no_sms", "language_pref", "moved", "away"])
def test_what_lasts_is_a_task_beside_any_case(flag: str) -> None:
    danger = Reading(Label.DISTRESS, 4, (), (flag,), ())
    assert tasks_of(danger, read_anyway=True) == ("other_request",)


@pytest.mark.parametrize("flag", ["hostile", "recycled"])
def test_other_hands_freeze_whatever_else_the_text_says(flag: str) -> None:
    text = Reading(Label.DISTRESS, 4, (), (flag,), ())
    assert tasks_of(text, read_anyway=True) == (flag,)
    assert rule_named(flag).effect is Effect.FREEZE


def test_what_a_stranger_wishes_is_nobodys_wish() -> None:
    stranger = Reading(Label.WRONG_NUMBER, 2, (), ("no_sms", "moved"), ())
    assert tasks_of(stranger, read_anyway=True) == ()

"""The closed list of hold and skip reasons."""

from monitor.people.hold_reason import HoldReason

AGREED = (
    "no_plan plan_expired no_consent no_window too_late paused killed frozen opted_out "
    "channel_locked capped unapproved untranslated no_rota minor pull_only monitored deceased "
    "returned completed gateway_down"
)


def test_the_list_is_the_agreed_one() -> None:
    assert [reason.value for reason in HoldReason] == AGREED.split()

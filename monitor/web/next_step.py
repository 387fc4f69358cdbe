"""Reads what is to happen next, and when: a tap for the usual days, a date for any other."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from monitor.core.clock import to_local
from monitor.triage.moves import NextStep
from monitor.triage.work import Plan
from monitor.web.form import Form
from monitor.web.speech import _, marked

OFFERED = tuple(step for step in NextStep if step is not NextStep.APPROVE_CLOSE)
NINE = time(9)
ON_A_DAY = "date"
WHEN: Mapping[str, str] = {
    "soon": marked("In two hours"),
    "tomorrow": marked("Tomorrow"),
    "three_days": marked("In three days"),
    "week": marked("In a week"),
    ON_A_DAY: marked("On a day I choose"),
}
_DAYS = {"tomorrow": 1, "three_days": 3, "week": 7}


def read_plan(form: Form, *, now: datetime) -> Plan:
    """Return the next step; one that needs a day and has none is named in the form."""
    step = NextStep(form.choice("next_step", OFFERED) or NextStep.NONE)
    if step is NextStep.NONE:
        return Plan(step=step)
    when = form.choice("when", WHEN)
    at = None if when is None else _at(form, when, now)
    if at is not None and at < now:
        form.refuse("on", _("This day has passed."))
    return Plan(step=step, at=at)


def _at(form: Form, when: str, now: datetime) -> datetime | None:
    if when == "soon":
        return now + timedelta(hours=2)
    if when in _DAYS:
        morning = to_local(now) + timedelta(days=_DAYS[when])
        return datetime.combine(morning.date(), NINE, morning.tzinfo).astimezone(UTC)
    chosen = form.instant("on", "at", otherwise=NINE)
    if chosen is None:
        form.refuse("on", _("Give the day."))
    return chosen

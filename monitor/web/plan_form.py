"""Reads a safe-contact plan: days and hours without any notation to learn, ways, cover story."""

from datetime import date, timedelta

from werkzeug.datastructures import MultiDict

from monitor.core.errors import Invalid
from monitor.people.enrolment import PlanTerms
from monitor.people.safe_hours import DAYS, SafeHours, parse_windows
from monitor.people.views import PlanView
from monitor.web.form import Form
from monitor.web.speech import _

STRETCHES = ("1", "2", "3")
PLAN_LASTS = timedelta(days=90)
COVER_MOST = 300
WAYS = ("sms_ok", "voice_ok", "ussd_ok", "invite_ok", "confirm_stop", "acknowledge", "airtime_ok")


def read_plan_terms(form: Form, *, pull_only: bool, today: date) -> PlanTerms | None:
    """Return the plan a form describes, or None where it names none or cannot be used."""
    hours = _read_hours(form)
    expires_on = form.day("plan_expires", needed=True)
    if expires_on is not None and expires_on < today:
        form.refuse("plan_expires", _("This day has passed."))
    if hours is not None and not hours.windows and not pull_only:
        form.refuse("windows", _("Name at least one time in which contact is safe."))
    ways = {way: form.ticked(way) for way in WAYS}
    cover_story = form.text("cover_story", most=COVER_MOST)
    if expires_on is None or hours is None:
        return None
    return PlanTerms(
        safe_hours=hours, expires_on=expires_on, cover_story=cover_story or None, **ways
    )


def first_values(today: date) -> MultiDict[str, str]:
    """Return what a fresh plan form begins with: the strictest settings, and a full term."""
    return MultiDict({"plan_expires": (today + PLAN_LASTS).isoformat()})


def values_of(plan: PlanView, today: date) -> MultiDict[str, str]:
    """Return the present plan as form values, with a fresh term."""
    values = first_values(today)
    for way in WAYS:
        if getattr(plan, way):
            values.add(way, "yes")
    values["cover_story"] = plan.cover_story or ""
    for place, (days, opens, closes) in zip(STRETCHES, _stretches(plan.windows), strict=False):
        values.setlist(f"days_{place}", days)
        values[f"from_{place}"], values[f"to_{place}"] = opens, closes
    return values


def _read_hours(form: Form) -> SafeHours | None:
    pieces = []
    for place in STRETCHES:
        days = form.choices(f"days_{place}", DAYS)
        opens = form.time_of_day(f"from_{place}")
        closes = form.time_of_day(f"to_{place}")
        if not days and opens is None and closes is None:
            continue
        if not days or opens is None or closes is None:
            form.refuse("windows", _("Each time needs its days, its beginning and its end."))
            return None
        pieces.append(f"{','.join(days)} {opens:%H:%M}-{closes:%H:%M}")
    try:
        return parse_windows(";".join(pieces))
    except Invalid:
        form.refuse("windows", _("Check the hours: the end must differ from the beginning."))
        return None


def _stretches(windows: str) -> list[tuple[list[str], str, str]]:
    """Return the stretches of a stored plan as the form shows them."""
    found = []
    for piece in filter(None, windows.split(";")):
        names, _space, hours = piece.partition(" ")
        opens, _dash, closes = hours.partition("-")
        days = [day for name in names.split(",") for day in _days(name)]
        found.append((days, opens, "23:59" if closes == "24:00" else closes))
    return found


def _days(name: str) -> tuple[str, ...]:
    if name == "daily":
        return DAYS
    first, dash, last = name.partition("-")
    if not dash:
        return (first,)
    return DAYS[DAYS.index(first) : DAYS.index(last) + 1]

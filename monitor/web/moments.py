"""Dates and spans as staff read them: Kenyan local time, 24 hours, in the language of the page."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime
from flask_babel import get_locale

from monitor.core.clock import to_local
from monitor.web.speech import _, ngettext

HOUR = timedelta(hours=1)
TWO_DAYS = timedelta(hours=48)


def moment(instant: datetime, now: datetime) -> str:
    """Return the time alone on the same day, else day and time, and the year where it differs."""
    local, today = to_local(instant), to_local(now)
    if local.date() == today.date():
        return _format(local, "HH:mm")
    pattern = "d MMM, HH:mm" if local.year == today.year else "d MMM y, HH:mm"
    return _format(local, pattern)


def clock_time(instant: datetime) -> str:
    """Return hours and minutes."""
    return _format(to_local(instant), "HH:mm")


def day(on: date) -> str:
    """Return a date with its year."""
    return str(format_date(on, "d MMM y", locale=get_locale()))


def left(due: datetime, now: datetime) -> str:
    """Return how much time is left, or by how much it is over."""
    gap = due - now
    if gap < timedelta(0):
        return _("%(span)s over", span=span(-gap))
    return _("%(span)s left", span=span(gap))


def span(gap: timedelta) -> str:
    """Return a span in its largest sensible unit, rounded down: nobody is told she has longer."""
    if gap < HOUR:
        return ngettext("%(num)d min", "%(num)d min", int(gap.total_seconds() // 60))
    if gap < TWO_DAYS:
        return ngettext("%(num)d h", "%(num)d h", int(gap / HOUR))
    return ngettext("%(num)d day", "%(num)d days", gap.days)


def _format(local: datetime, pattern: str) -> str:
    return str(format_datetime(local, pattern, tzinfo=local.tzinfo, locale=get_locale()))

"""The first page of reports: reintegration, staying in contact, open cases, response times."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil

from babel.numbers import format_decimal, format_percent
from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from monitor.core.clock import NAIROBI, to_local
from monitor.core.errors import Forbidden
from monitor.outcomes.indicators import Rate
from monitor.outcomes.suppression import LEAST
from monitor.outcomes.timeliness import AGES, GRADES, open_by_age
from monitor.staff.permissions import Permission, Reach, Scope
from monitor.usecases.show_outcomes import Outcomes, show_outcomes
from monitor.web import outcome_words
from monitor.web.blueprint import pages
from monitor.web.door import programme, reach
from monitor.web.guard import needs
from monitor.web.outcome_charts import rate_chart, reply_chart
from monitor.web.speech import _

FIRST_DAY = date(2000, 1, 1)
NOTHING = "–"
MINUTES_UNTIL_HOURS = 120


@dataclass(frozen=True)
class AsKnown:
    """The day a report is about; `refused` where the address named none that can be."""

    on: date
    at: datetime
    refused: bool = False


@pages.get("/overview")
@needs(Permission.SEE_REPORTS)
def overview() -> ResponseReturnValue:
    """Show the figures of the viewer's whole reach, as known today or on an earlier day."""
    known = as_known(request.args.get("known_on", ""), now=programme().clock.now())
    mine = reach(Permission.SEE_REPORTS)
    found = show_outcomes(
        programme(), known_at=known.at, shelter_id=team_of(mine), staff_id=mine.staff_id
    )
    page = render_template(
        "manager.html",
        known=known,
        is_whole=mine.scope is Scope.ALL,
        found=found,
        any_exits=any(figures.exits for figures in found.months),
        rates_drawn=rate_chart(found.months),
        replies_drawn=reply_chart(found.reply_weeks),
        open_table=open_by_age(found.open_cases, known.at),
        grades=GRADES,
        ages=AGES,
        telling=outcome_words,
        summary=summary(found),
        percent=percent,
        interval=interval,
        minutes=minutes,
        least=LEAST,
    )
    return page, 400 if known.refused else 200


def as_known(asked: str, *, now: datetime) -> AsKnown:
    """Return the end of the day an address asks for, at the latest now; today where it asks none.

    >>> from datetime import UTC
    >>> as_known("2026-03-01", now=datetime(2026, 3, 2, 6, tzinfo=UTC)).at.isoformat()
    '2026-03-01T23:59:59.999999+03:00'
    >>> as_known("2026-03-03", now=datetime(2026, 3, 2, 6, tzinfo=UTC)).refused
    True
    """
    today = to_local(now).date()
    if not asked:
        return AsKnown(today, now)
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return AsKnown(today, now, refused=True)
    if not FIRST_DAY <= day <= today:
        return AsKnown(today, now, refused=True)
    end = datetime.combine(day + timedelta(days=1), time(), NAIROBI) - timedelta(microseconds=1)
    return AsKnown(day, min(end, now))


def team_of(mine: Reach) -> str | None:
    """Return the team a report is limited to; None for the whole programme."""
    if mine.scope is Scope.ALL:
        return None
    if mine.shelter_id is None:
        raise Forbidden("a team is needed to see a team's figures")
    return mine.shelter_id


def percent(rate: Rate) -> str:
    """Return a rate in percent with one decimal; a dash where nobody is counted."""
    return NOTHING if rate.rate is None else _percent(rate.rate)


def interval(rate: Rate) -> str:
    """Return the 95% interval of a rate."""
    if rate.low is None or rate.high is None:
        return NOTHING
    return f"{_percent(rate.low)} – {_percent(rate.high)}"


def minutes(value: float | None) -> str:
    """Return a wait in minutes, or in hours from two hours on; rounded up, so as not to flatter."""
    if value is None:
        return NOTHING
    whole = ceil(value)
    if whole < MINUTES_UNTIL_HOURS:
        return _("%(num)s min", num=whole)
    return _("%(num)s h", num=format_decimal(round(whole / 60, 1), locale=get_locale()))


def summary(found: Outcomes) -> str:
    """Return what the chart of replies shows, for who cannot see it."""
    rated = [week for week in found.reply_weeks if week.reply.rate is not None]
    if not rated:
        return _("No check-in has been delivered yet.")
    return _(
        "Reply rate in week %(first)s: %(first_rate)s; in week %(last)s: %(last_rate)s."
        " Every number stands in the table.",
        first=rated[0].week,
        first_rate=percent(rated[0].reply),
        last=rated[-1].week,
        last_rate=percent(rated[-1].reply),
    )


def _percent(share: float) -> str:
    return str(format_percent(share, "#,##0.0%", locale=get_locale()))

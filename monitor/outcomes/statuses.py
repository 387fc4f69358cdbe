"""How one exit stands at one month: the status that reports count.

Unit is the exit, not the person. All facts are read as they stood at the end of the month's
window (21 days after the month's date), so that one moment decides and no status flatters:
a bare "sawa" from the number is a reply, never proof that it was she.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from monitor.schedule.calendar import month_date

MONTHS = (3, 6, 12, 18, 24)
WINDOW_DAYS = 21
DIMENSIONS = ("safety", "economic", "social", "psych")
_GOOD_ENOUGH = 0.5 - 1e-9
"""Half, less what floating point may lose in a mean that is exactly half."""
_GRAVE = 3


class Status(StrEnum):
    """The statuses, in the order in which the first that matches wins."""

    DECEASED = "deceased"
    RE_EXPLOITED = "re_exploited"
    RETURNED = "returned"
    UNSTABLE = "unstable"
    STABLE = "stable"
    CONTACT_ONLY = "contact_only"
    OPTED_OUT = "opted_out"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Span:
    """Something that began on a date and may have ended."""

    began_on: date
    ended_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether it had begun and not yet ended by the end of a day."""
        return self.began_on <= day and (self.ended_on is None or day < self.ended_on)


@dataclass(frozen=True)
class CaseSpan(Span):
    """A case from opening to closing, with its severity."""

    severity: int = 0


@dataclass(frozen=True)
class Core14Result:
    """One Core-14 survey: the dimensions that could be scored, and its critical answers."""

    on: date
    scores: Mapping[str, float]
    critical: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Say whether all four dimensions are scored."""
        return all(dimension in self.scores for dimension in DIMENSIONS)

    @property
    def low(self) -> tuple[str, ...]:
        """Return the dimensions below one half, compared unrounded."""
        return tuple(name for name, score in self.scores.items() if score < _GOOD_ENOUGH)


@dataclass(frozen=True)
class Episode:
    """What is known of one exit, on local dates."""

    exit_on: date
    deceased_on: date | None = None
    re_exploited_on: date | None = None
    returned_on: date | None = None
    verified_on: tuple[date, ...] = ()
    core14: tuple[Core14Result, ...] = ()
    cases: tuple[CaseSpan, ...] = ()
    opt_outs: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """A status with the facts that decided it, as codes that a page can word."""

    status: Status
    because: tuple[str, ...] = field(default=())


def window(exit_on: date, month: int) -> tuple[date, date]:
    """Return first and last date on which a measure of a month counts.

    >>> window(date(2026, 8, 31), 6)
    (datetime.date(2027, 2, 7), datetime.date(2027, 3, 21))
    """
    middle = month_date(exit_on, month)
    return middle - timedelta(days=WINDOW_DAYS), middle + timedelta(days=WINDOW_DAYS)


def cohort(exit_on: date) -> str:
    """Return the calendar quarter of an exit.

    >>> cohort(date(2026, 6, 30))
    '2026-Q2'
    """
    return f"{exit_on.year}-Q{(exit_on.month - 1) // 3 + 1}"


def is_reportable(exit_on: date, month: int, *, data_on: date) -> bool:
    """Say whether the whole window of every exit in the same quarter has passed.

    >>> is_reportable(date(2026, 1, 5), 3, data_on=date(2026, 7, 21))
    False
    >>> is_reportable(date(2026, 1, 5), 3, data_on=date(2026, 7, 22))
    True
    """
    first_of_next = month_date(exit_on.replace(day=1), 3 - (exit_on.month - 1) % 3)
    return window(first_of_next - timedelta(days=1), month)[1] < data_on


def status_at(episode: Episode, month: int) -> Verdict:
    """Return the status of an exit at a month: the first that matches.

    >>> status_at(Episode(date(2026, 3, 2)), 6)
    Verdict(status=<Status.UNKNOWN: 'unknown'>, because=('no_verified_contact',))
    """
    opens, closes = window(episode.exit_on, month)
    ended = _ended(episode, closes)
    if ended is not None:
        return Verdict(ended, (f"{ended}_recorded",))
    if any(opens <= day <= closes for day in episode.verified_on):
        return _reached(episode, opens, closes)
    if any(span.holds_on(closes) for span in episode.opt_outs):
        return Verdict(Status.OPTED_OUT, ("asked_to_stop", "no_verified_contact"))
    return Verdict(Status.UNKNOWN, ("no_verified_contact",))


def _ended(episode: Episode, closes: date) -> Status | None:
    """Return the event that decides alone; later recovery does not remove it."""
    events = (
        (Status.DECEASED, episode.deceased_on),
        (Status.RE_EXPLOITED, episode.re_exploited_on),
        (Status.RETURNED, episode.returned_on),
    )
    for status, happened_on in events:
        if happened_on is not None and happened_on <= closes:
            return status
    return None


def _reached(episode: Episode, opens: date, closes: date) -> Verdict:
    """Return the status of one who was reached, herself, inside the window."""
    surveys = [result for result in episode.core14 if opens <= result.on <= closes]
    trouble = tuple(dict.fromkeys(_trouble(episode, surveys, closes)))
    if trouble:
        return Verdict(Status.UNSTABLE, trouble)
    if any(result.is_complete for result in surveys):
        return Verdict(Status.STABLE, ("core14_complete",))
    return Verdict(Status.CONTACT_ONLY, ("core14_incomplete",))


def _trouble(episode: Episode, surveys: list[Core14Result], closes: date) -> Iterator[str]:
    """Yield what speaks against stable; any survey in the window counts, not the kindest."""
    for case in episode.cases:
        if case.severity >= _GRAVE and case.holds_on(closes):
            yield f"open_case_severity_{case.severity}"
    for result in surveys:
        yield from (f"critical_{question}" for question in result.critical)
        yield from (f"low_{dimension}" for dimension in result.low)

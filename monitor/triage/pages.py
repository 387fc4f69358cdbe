"""Whom to page and when: from the person on duty up to the programme head, until one answers.

Harm watched for: somebody writes that she is in danger at three in the morning, the one phone that
rings is on silent, and nobody else ever hears of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.triage.clocks import Rung, rungs
from monitor.triage.rota import OnDuty

UNANSWERED_AFTER = timedelta(minutes=10)
"""After the last rung; then two people are alarmed."""

_RUNGS = {
    4: (Rung.ON_DUTY, Rung.NEXT, Rung.SUPERVISOR, Rung.PROGRAMME_HEAD),
    3: (Rung.ON_DUTY, Rung.ON_DUTY, Rung.SUPERVISOR),
}
"""Who stands on which rung: the ladder, and above the short one whoever hears of a missed case."""


@dataclass(frozen=True)
class Roster:
    """Everybody who can be paged about one case at one moment."""

    duty: OnDuty | None
    holder_id: str | None
    supervisors: tuple[str, ...]
    heads: tuple[str, ...]


@dataclass(frozen=True)
class Climb:
    """What is due on a ladder: the rungs to page now, when to look again, and whether it ended."""

    rungs: tuple[int, ...]
    next_at: datetime | None
    unanswered: bool = False


def climb(severity: int, arrived_at: datetime, *, paged: int, now: datetime) -> Climb:
    """Return what is due after the rung paged last; -1 where nobody was paged yet.

    A worker that comes late pages every rung it missed at once.

    >>> from datetime import UTC
    >>> night = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
    >>> climb(4, night, paged=-1, now=night).rungs
    (0,)
    >>> climb(4, night, paged=0, now=night + timedelta(minutes=25)).rungs
    (1, 2)
    >>> climb(4, night, paged=3, now=night + timedelta(minutes=40)).unanswered
    True
    """
    ladder = rungs(severity, arrived_at)
    if not ladder:
        return Climb((), None)
    due = tuple(
        number
        for number, page in enumerate(ladder)
        if number > paged and (page.at <= now or number == 0)
    )
    last = max(paged, *due) if due else paged
    end = ladder[-1].at + UNANSWERED_AFTER
    if last + 1 < len(ladder):
        return Climb(due, ladder[last + 1].at)
    return Climb(due, None, unanswered=True) if end <= now and not due else Climb(due, end)


def addressees(severity: int, rung: int, roster: Roster) -> tuple[str, ...]:
    """Return who is paged on a rung; an empty rung goes to whoever stands above it.

    >>> roster = Roster(OnDuty("njeri", "otieno"), "njeri", ("wanjiku",), ("mwangi",))
    >>> [addressees(4, rung, roster) for rung in range(4)]
    [('njeri',), ('otieno',), ('wanjiku',), ('mwangi',)]
    >>> addressees(4, 0, Roster(None, None, ("wanjiku", "achieng"), ("mwangi",)))
    ('wanjiku', 'achieng')
    """
    groups = _groups(_RUNGS[severity][rung], roster)
    first = next((group for group in groups if group), ())
    with_holder = (roster.holder_id, *first) if rung == 0 else first
    return _distinct(with_holder)


def _groups(kind: Rung, roster: Roster) -> tuple[tuple[str, ...], ...]:
    """Return the groups to try, nearest first."""
    duty = (roster.duty.staff_id,) if roster.duty else ()
    backup = _distinct((roster.duty.backup_id,)) if roster.duty else ()
    everybody_above = (roster.supervisors, roster.heads)
    match kind:
        case Rung.ON_DUTY:
            return (duty, *everybody_above)
        case Rung.NEXT:
            return (backup, *everybody_above)
        case Rung.SUPERVISOR:
            return everybody_above
        case Rung.PROGRAMME_HEAD:
            return (roster.heads, roster.supervisors)


def _distinct(staff_ids: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(staff_id for staff_id in staff_ids if staff_id is not None))

"""Every query about outcomes: facts and check-ins as they were known at one instant.

Each is one statement, whatever the number of people; rows are read in parts. All of them leave out
what was recorded later, and facts that were corrected by then.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from monitor.core.facts import Fact
from monitor.outcomes.episodes import KnownFact
from monitor.outcomes.indicators import CheckInPath
from monitor.people.models import Exit
from monitor.schedule.models import CheckIn
from monitor.triage.models import Case

ROWS_AT_ONCE = 2_000


def iterate_facts(
    session: Session, kinds: Collection[str], *, known_at: datetime
) -> Iterator[KnownFact]:
    """Yield the facts about people, one person after the other, each in order of recording."""
    query = _known(kinds, known_at).where(Fact.person_id.is_not(None))
    for row in _in_parts(session, query.order_by(Fact.person_id, Fact.seq)):
        yield _fact(row)


def iterate_case_facts(
    session: Session,
    kinds: Collection[str],
    *,
    known_at: datetime,
    shelter_id: str | None = None,
) -> Iterator[KnownFact]:
    """Yield the facts about cases, those without a person too, in order of recording."""
    query = _known(kinds, known_at)
    if shelter_id is not None:
        query = query.join(Case, Case.id == Fact.subject_id).where(Case.shelter_id == shelter_id)
    for row in _in_parts(session, query.order_by(Fact.seq)):
        yield _fact(row)


def iterate_checkins(
    session: Session, *, known_at: datetime, shelter_id: str | None = None
) -> Iterator[CheckInPath]:
    """Yield every check-in that had gone out or been skipped by then.

    An instant in a row is written at that instant, so leaving out the later ones gives back what
    was known.
    """
    skipped = and_(CheckIn.skip_reason.is_not(None), CheckIn.closed_at <= known_at)
    query = (
        select(
            Exit.exit_on,
            CheckIn.slot_on,
            CheckIn.sent_at,
            CheckIn.delivered_at,
            CheckIn.undelivered_at,
            CheckIn.replied_at,
        )
        .join(Exit, Exit.id == CheckIn.exit_id)
        .where(or_(CheckIn.sent_at <= known_at, skipped))
    )
    if shelter_id is not None:
        query = query.where(Exit.shelter_id == shelter_id)
    for row in _in_parts(session, query):
        exit_on, slot_on, *instants = row
        known = (None if at is None or at > known_at else at for at in instants)
        yield CheckInPath(exit_on, slot_on, *known)


def _known(kinds: Collection[str], known_at: datetime) -> Select[*tuple[Any, ...]]:
    later = aliased(Fact)
    corrected = select(later.corrects).where(
        later.corrects.is_not(None), later.recorded_at <= known_at
    )
    return select(
        Fact.kind,
        Fact.happened_at,
        Fact.person_id,
        Fact.exit_id,
        Fact.subject_id,
        Fact.recorded_by,
        Fact.data,
    ).where(Fact.kind.in_(tuple(kinds)), Fact.recorded_at <= known_at, Fact.seq.not_in(corrected))


def _fact(row: Row[*tuple[Any, ...]]) -> KnownFact:
    return KnownFact(**row._asdict())


def _in_parts(session: Session, query: Select[*tuple[Any, ...]]) -> Iterator[Row[*tuple[Any, ...]]]:
    yield from session.execute(query.execution_options(yield_per=ROWS_AT_ONCE))

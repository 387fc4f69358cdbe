"""Queries of the list and of the case page; each fetches all its rows at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import Session

from monitor.people.models import Person
from monitor.privacy.models import DataKey
from monitor.staff.models import Staff
from monitor.staff.permissions import Reach
from monitor.triage.models import Case, CaseAction, CaseEvent
from monitor.triage.store import CLOSED, within

Name = TypeVar("Name", bound=str)


def in_tab(name: str, reach: Reach, *, on_duty: bool, now: datetime) -> ColumnElement[bool]:
    """Return the condition for one tab."""
    seen = and_(Case.state != CLOSED, within(reach, on_duty=on_duty))
    asleep = and_(Case.state == "waiting", Case.act_by.is_(None), Case.next_step_at > now)
    if name == "watching":
        return and_(seen, asleep)
    awake = and_(seen, or_(Case.next_step_at.is_(None), not_(asleep)))
    if name == "team":
        return awake
    hers = or_(
        Case.holder_id == reach.staff_id,
        and_(Case.holder_id.is_(None), Person.caseworker_id == reach.staff_id),
    )
    return and_(awake, hers)


def is_case(case_id: str, reach: Reach, *, on_duty: bool) -> ColumnElement[bool]:
    """Return the condition for one case within reach."""
    return and_(Case.id == case_id, within(reach, on_duty=on_duty))


def is_about(person_id: str) -> ColumnElement[bool]:
    """Return the condition for the cases of one person."""
    return Case.person_id == person_id


def list_cases(
    session: Session, condition: ColumnElement[bool], *, limit: int, offset: int
) -> Sequence[tuple[Case, str | None]]:
    """Return cases with the username of their holder: worst first, then least time left."""
    due_at = func.coalesce(Case.act_by, Case.next_step_at)
    query = (
        select(Case, Staff.username)
        .join(Person, Person.id == Case.person_id, isouter=True)
        .join(Staff, Staff.id == Case.holder_id, isouter=True)
        .where(condition)
        .order_by(Case.severity.desc(), due_at.is_(None), due_at, Case.arrived_at, Case.id)
        .limit(limit)
        .offset(offset)
    )
    return [(found, holder) for found, holder in session.execute(query)]


def count_cases(
    session: Session, conditions: Mapping[Name, ColumnElement[bool]]
) -> Mapping[Name, int]:
    """Count the cases of several tabs in one statement."""
    columns = [func.count().filter(condition) for condition in conditions.values()]
    query = (
        select(*columns)
        .select_from(Case)
        .join(Person, Person.id == Case.person_id, isouter=True)
        .where(Case.state != CLOSED)
    )
    return dict(zip(conditions, session.execute(query).one(), strict=True))


def events_by_case(
    session: Session, case_ids: Collection[str]
) -> Mapping[str, Sequence[CaseEvent]]:
    """Return the events of several cases, in order of arrival."""
    query = select(CaseEvent).where(CaseEvent.case_id.in_(case_ids))
    found = defaultdict(list)
    for event in session.scalars(query.order_by(CaseEvent.arrived_at, CaseEvent.id)):
        found[event.case_id].append(event)
    return found


def list_actions(session: Session, case_id: str) -> Sequence[tuple[CaseAction, str | None]]:
    """Return what was done in a case and by whom, latest first."""
    query = (
        select(CaseAction, Staff.username)
        .join(Staff, Staff.id == CaseAction.staff_id, isouter=True)
        .where(CaseAction.case_id == case_id)
        .order_by(CaseAction.at.desc(), CaseAction.id.desc())
    )
    return [(action, username) for action, username in session.execute(query)]


def load_keys(session: Session, person_ids: Collection[str]) -> Sequence[DataKey]:
    """Load the data keys of several people at once, so that opening names asks no more.

    Whoever calls keeps the result alive until the names are open.
    """
    return session.scalars(select(DataKey).where(DataKey.owner_id.in_(person_ids))).all()

"""Queries of the triage room: cases and their parts, duty, alarms, who may be paged."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, func, or_, select, true
from sqlalchemy.orm import Session

from monitor.core.errors import NotFound
from monitor.people.models import Exit, Person
from monitor.staff.models import Staff
from monitor.staff.permissions import Reach, Scope
from monitor.triage.models import Alarm, Case, CaseAction, CaseEvent

CLOSED = "closed"
URGENT = 3
"""From this severity on the person on duty sees every open case (S38)."""

_OPEN_ALARMS = select(Alarm).where(Alarm.closed_at.is_(None)).order_by(Alarm.opened_at, Alarm.id)
_OPEN_ALARM = _OPEN_ALARMS.where(Alarm.kind == bindparam("kind")).limit(1)


def lock_person(session: Session, person_id: str) -> None:
    """Have two events of one person wait for each other, so that they do not open two cases."""
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))


def find_open_case(
    session: Session, *, reason: str, person_id: str | None, from_lookup: str | None
) -> Case | None:
    """Return the case that an event of this person, or else of this number, joins."""
    query = select(Case).where(Case.reason == reason, Case.state != CLOSED)
    if person_id is not None:
        query = query.where(Case.person_id == person_id)
    elif from_lookup is not None:
        query = query.where(Case.person_id.is_(None), Case.from_lookup == from_lookup)
    else:
        query = query.where(Case.person_id.is_(None), Case.from_lookup.is_(None))
    query = query.order_by(Case.id).limit(1).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).first()


def has_open_from(
    session: Session, person_id: str, *, severity: int, reasons: Collection[str]
) -> bool:
    """Tell whether a case of a person is open that is this grave or has one of these reasons."""
    query = select(Case.id).where(
        Case.person_id == person_id,
        Case.state != CLOSED,
        or_(Case.severity >= severity, Case.reason.in_(reasons)),
    )
    return session.scalar(query.limit(1)) is not None


def list_open_cases(
    session: Session, person_id: str, *, reasons: Collection[str]
) -> Sequence[Case]:
    """Return the open cases of a person that have one of these reasons, locked."""
    query = select(Case).where(
        Case.person_id == person_id, Case.reason.in_(reasons), Case.state != CLOSED
    )
    return session.scalars(query.order_by(Case.id).with_for_update()).all()


def holds_case_of(session: Session, person_id: str, staff_id: str, *, wall_now: datetime) -> bool:
    """Tell whether a member of staff holds an open case of a person at this moment."""
    query = select(Case.id).where(
        Case.person_id == person_id,
        Case.state != CLOSED,
        Case.holder_id == staff_id,
        Case.claimed_until > wall_now,
    )
    return session.scalar(query.limit(1)) is not None


def list_raised_for(session: Session, source_id: str, *, rule: str) -> Sequence[CaseEvent]:
    """Return what one rule has raised for one source."""
    query = select(CaseEvent).where(CaseEvent.source_id == source_id, CaseEvent.rule == rule)
    return session.scalars(query.order_by(CaseEvent.id)).all()


def get_case(session: Session, case_id: str) -> Case:
    """Return a case as it stands now, locked until the transaction ends; else `NotFound`."""
    query = select(Case).where(Case.id == case_id).with_for_update()
    found = session.scalars(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound("there is no such case")
    return found


def find_case(session: Session, case_id: str) -> Case:
    """Return a case to look at, not locked, or say that there is none."""
    found = session.get(Case, case_id)
    if found is None:
        raise NotFound("there is no such case")
    return found


def within(reach: Reach, *, on_duty: bool) -> ColumnElement[bool]:
    """Return the condition for the cases somebody may see.

    Her own, her team's, those of nobody's team (unknown numbers), and on duty every urgent one.
    """
    if reach.scope is Scope.ALL:
        return true()
    own = or_(Case.holder_id == reach.staff_id, Person.caseworker_id == reach.staff_id)
    if reach.scope is Scope.TEAM:
        own = or_(own, Case.shelter_id.is_(None), Case.shelter_id == reach.shelter_id)
    return or_(own, Case.severity >= URGENT) if on_duty else own


def is_within(session: Session, case_id: str, reach: Reach, *, on_duty: bool) -> bool:
    """Tell whether somebody may see a case."""
    query = (
        select(Case.id)
        .join(Person, Person.id == Case.person_id, isouter=True)
        .where(Case.id == case_id, within(reach, on_duty=on_duty))
    )
    return session.scalar(query) is not None


def list_events(session: Session, case_id: str) -> Sequence[CaseEvent]:
    """Return what happened in a case, in order of arrival."""
    query = select(CaseEvent).where(CaseEvent.case_id == case_id)
    return session.scalars(query.order_by(CaseEvent.arrived_at, CaseEvent.id)).all()


def list_unacted_events(session: Session, case_id: str) -> Sequence[CaseEvent]:
    """Return the events of a case that nobody acted on yet."""
    return [event for event in list_events(session, case_id) if event.acted_at is None]


def count_unread(session: Session, case_id: str) -> int:
    """Count the events with words in them that nobody read yet."""
    query = select(func.count()).where(
        CaseEvent.case_id == case_id, CaseEvent.read_by.is_not(None), CaseEvent.read_at.is_(None)
    )
    return session.scalar(query) or 0


def list_actions(session: Session, case_id: str) -> Sequence[CaseAction]:
    """Return what was done in a case, in order."""
    query = select(CaseAction).where(CaseAction.case_id == case_id)
    return session.scalars(query.order_by(CaseAction.at, CaseAction.id)).all()


def has_acted_since(
    session: Session, case_id: str, *, staff_id: str, kinds: Collection[str], since: datetime
) -> bool:
    """Tell whether somebody did one of some things in a case lately."""
    query = select(CaseAction.id).where(
        CaseAction.case_id == case_id,
        CaseAction.staff_id == staff_id,
        CaseAction.kind.in_(kinds),
        CaseAction.at > since,
    )
    return session.scalars(query.limit(1)).first() is not None


def has_case_since(
    session: Session, person_id: str, *, reasons: Collection[str], since: datetime
) -> bool:
    """Tell whether an event of one of these reasons arrived for a person lately."""
    query = (
        select(CaseEvent.id)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(Case.person_id == person_id, Case.reason.in_(reasons))
        .where(CaseEvent.arrived_at > since)
    )
    return session.scalars(query.limit(1)).first() is not None


def find_exit_id(session: Session, person_id: str) -> str | None:
    """Return the latest exit of a person."""
    query = select(Exit.id).where(Exit.person_id == person_id)
    return session.scalars(query.order_by(Exit.exit_on.desc(), Exit.id.desc()).limit(1)).first()


def find_shelter_id(session: Session, person_id: str) -> str | None:
    """Return the shelter whose team follows a person."""
    return session.scalar(select(Person.shelter_id).where(Person.id == person_id))


def list_staff_ids(
    session: Session, *, role: str, shelter_id: str | None = None, whole_programme: bool = False
) -> tuple[str, ...]:
    """Return the active staff of a role: of one team and above it, or of the whole programme."""
    query = select(Staff.id).where(Staff.role == role, Staff.active.is_(True))
    if whole_programme:
        query = query.where(Staff.shelter_id.is_(None))
    elif shelter_id is not None:
        query = query.where(or_(Staff.shelter_id == shelter_id, Staff.shelter_id.is_(None)))
    return tuple(session.scalars(query.order_by(Staff.username)))


def is_active(session: Session, staff_id: str) -> bool:
    """Tell whether a member of staff may still log in."""
    query = select(Staff.id).where(Staff.id == staff_id, Staff.active.is_(True))
    return session.scalar(query) is not None


def get_event(session: Session, event_id: str) -> tuple[CaseEvent, Case]:
    """Return an event and its case."""
    query = select(CaseEvent, Case).join(Case, Case.id == CaseEvent.case_id)
    found = session.execute(query.where(CaseEvent.id == event_id)).one_or_none()
    if found is None:
        raise NotFound("there is no such event")
    return found[0], found[1]


def find_open_alarm(session: Session, kind: str) -> Alarm | None:
    """Return the open alarm of a kind."""
    return session.scalars(_OPEN_ALARM, {"kind": kind}).first()


def list_open_alarms(session: Session) -> Sequence[Alarm]:
    """Return the open alarms, oldest first."""
    return session.scalars(_OPEN_ALARMS).all()

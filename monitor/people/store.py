"""Every query about people and what may be done to them.

What the gate asks before every message is built once: building costs more than running it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from monitor.core.errors import NotFound
from monitor.people.models import (
    Consent,
    Contact,
    DuressWord,
    Exit,
    Person,
    Phone,
    Pin,
    Plan,
    Restriction,
    TrustedContact,
)
from monitor.staff.permissions import Reach, Scope

_Row = TypeVar("_Row")

_EXITS = (
    select(Exit).where(Exit.person_id == bindparam("person_id")).order_by(Exit.exit_on, Exit.id)
)
_PHONE = (
    select(Phone)
    .where(Phone.person_id == bindparam("person_id"), Phone.ended_at.is_(None))
    .order_by(Phone.since.desc(), Phone.id.desc())
    .limit(1)
)
_HOLDERS = (
    select(Phone.person_id)
    .where(Phone.number_lookup == bindparam("number_lookup"), Phone.ended_at.is_(None))
    .order_by(Phone.since, Phone.id)
)
_PLAN = (
    select(Plan)
    .where(Plan.person_id == bindparam("person_id"), Plan.replaced_at.is_(None))
    .order_by(Plan.agreed_at.desc(), Plan.id.desc())
    .limit(1)
)
_CONSENTS = (
    select(Consent)
    .where(Consent.person_id == bindparam("person_id"), Consent.withdrawn_at.is_(None))
    .order_by(Consent.given_at, Consent.id)
)
_IN_FORCE = select(Restriction).where(
    Restriction.lifted_at.is_(None),
    or_(Restriction.until.is_(None), Restriction.until > bindparam("now")),
)
_RESTRICTIONS = _IN_FORCE.where(
    or_(
        and_(Restriction.scope == "person", Restriction.person_id == bindparam("person_id")),
        and_(Restriction.scope == "shelter", Restriction.shelter_id == bindparam("shelter_id")),
        Restriction.scope == "all",
    )
).order_by(Restriction.since)
_VERIFIED = select(func.max(Contact.happened_at)).where(
    Contact.person_id == bindparam("person_id"), Contact.verified.is_(True)
)


def get_person(session: Session, person_id: str) -> Person:
    """Return a person's row, or raise `NotFound`."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("there is no such person")
    return person


def find_by_code_name(session: Session, code_lookup: str) -> str | None:
    """Return the id of whoever goes by a code name, given its keyed hash."""
    return session.scalar(select(Person.id).where(Person.code_name_lookup == code_lookup))


def list_people(
    session: Session, reach: Reach, *, code_lookup: str | None, limit: int, offset: int
) -> Sequence[Person]:
    """Return the people within reach, latest enrolled first."""
    query = _within(select(Person), reach)
    if code_lookup is not None:
        query = query.where(Person.code_name_lookup == code_lookup)
    query = query.order_by(Person.enrolled_at.desc(), Person.id.desc())
    return session.scalars(query.limit(limit).offset(offset)).all()


def count_people(session: Session, reach: Reach) -> int:
    """Return how many people are within reach."""
    return session.scalar(_within(select(func.count(Person.id)), reach)) or 0


def list_by_ids(session: Session, person_ids: Iterable[str]) -> Sequence[Person]:
    """Return the rows of these people."""
    return session.scalars(select(Person).where(Person.id.in_(tuple(person_ids)))).all()


def list_person_ids(session: Session, *, shelter_id: str | None = None) -> tuple[str, ...]:
    """Return the ids of a shelter's people, or everybody's."""
    query = select(Person.id).order_by(Person.id)
    if shelter_id is not None:
        query = query.where(Person.shelter_id == shelter_id)
    return tuple(session.scalars(query))


def list_exits(session: Session, person_id: str) -> Sequence[Exit]:
    """Return a person's exits, earliest first."""
    return session.scalars(_EXITS, {"person_id": person_id}).all()


def get_exit(session: Session, exit_id: str) -> Exit:
    """Return one exit, or raise `NotFound`."""
    row = session.get(Exit, exit_id)
    if row is None:
        raise NotFound("there is no such exit")
    return row


def find_phone(session: Session, person_id: str) -> Phone | None:
    """Return the phone a person has now."""
    return session.scalar(_PHONE, {"person_id": person_id})


def list_holders(session: Session, number_lookup: str) -> tuple[str, ...]:
    """Return the people who have a number now, first holder first."""
    return tuple(dict.fromkeys(session.scalars(_HOLDERS, {"number_lookup": number_lookup})))


def find_plan(session: Session, person_id: str) -> Plan | None:
    """Return the plan in force, expired or not."""
    return session.scalar(_PLAN, {"person_id": person_id})


def list_consents(session: Session, person_id: str) -> Sequence[Consent]:
    """Return the consents that stand."""
    return session.scalars(_CONSENTS, {"person_id": person_id}).all()


def list_restrictions(session: Session, person: Person, *, now: datetime) -> Sequence[Restriction]:
    """Return what is in force for a person, her shelter and everybody."""
    asked = {"person_id": person.id, "shelter_id": person.shelter_id, "now": now}
    return session.scalars(_RESTRICTIONS, asked).all()


def list_in_force(
    session: Session,
    *,
    kind: str,
    scope: str,
    person_id: str | None,
    shelter_id: str | None,
    now: datetime,
) -> Sequence[Restriction]:
    """Return the restrictions of one kind on exactly one person, shelter or everybody."""
    query = _IN_FORCE.where(
        Restriction.kind == kind,
        Restriction.scope == scope,
        Restriction.person_id.is_(None)
        if person_id is None
        else Restriction.person_id == person_id,
        Restriction.shelter_id.is_(None)
        if shelter_id is None
        else Restriction.shelter_id == shelter_id,
    )
    return session.scalars(query.order_by(Restriction.since), {"now": now}).all()


def list_stops(session: Session, *, now: datetime) -> Sequence[Restriction]:
    """Return the kill switches in force for a shelter or for everybody, oldest first."""
    query = _IN_FORCE.where(Restriction.kind == "kill", Restriction.scope != "person")
    return session.scalars(query.order_by(Restriction.since, Restriction.id), {"now": now}).all()


def list_pins(session: Session, person_ids: Iterable[str]) -> Sequence[Pin]:
    """Return the PIN rows of these people."""
    return session.scalars(select(Pin).where(Pin.person_id.in_(tuple(person_ids)))).all()


def list_duress_words(session: Session, person_id: str) -> Sequence[DuressWord]:
    """Return one person's words; nobody else's are ever opened."""
    return session.scalars(select(DuressWord).where(DuressWord.person_id == person_id)).all()


def list_trusted_contacts(session: Session, person_id: str) -> Sequence[TrustedContact]:
    """Return whom she named."""
    query = select(TrustedContact).where(TrustedContact.person_id == person_id)
    return session.scalars(query.order_by(TrustedContact.created_at)).all()


def list_contacts(session: Session, person_id: str, *, limit: int) -> Sequence[Contact]:
    """Return the latest contacts with a person, newest first."""
    query = select(Contact).where(Contact.person_id == person_id)
    return session.scalars(
        query.order_by(Contact.happened_at.desc(), Contact.id.desc()).limit(limit)
    ).all()


def last_verified_at(
    session: Session, person_id: str, *, methods: Iterable[str] | None = None
) -> datetime | None:
    """Return when her identity was last checked, by any way or by some only."""
    query = _VERIFIED
    if methods is not None:
        query = query.where(Contact.method.in_(tuple(methods)))
    return session.scalar(query, {"person_id": person_id})


def _within(query: Select[_Row], reach: Reach) -> Select[_Row]:
    if reach.scope is Scope.ALL:
        return query
    own = Person.caseworker_id == reach.staff_id
    if reach.scope is Scope.OWN or reach.shelter_id is None:
        return query.where(own)
    return query.where(or_(own, Person.shelter_id == reach.shelter_id))

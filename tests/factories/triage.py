"""A small team, the people it follows, and flags; rows are made here and nowhere else in tests."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from monitor.core.ids import new_id
from monitor.people.models import Exit, Person
from monitor.privacy import vault
from monitor.staff.models import Shelter, Staff
from monitor.triage import rota, service
from monitor.triage.flag import flag
from monitor.triage.moves import Condition, Method, NextStep, Reached
from monitor.triage.service import Raised
from monitor.triage.work import ContactLog, Plan, Worker


@dataclass(frozen=True)
class Team:
    """Two caseworkers, a supervisor and the programme head of one shelter."""

    shelter_id: str
    first: str
    second: str
    supervisor: str
    head: str


def make_shelter(session: Session, name: str = "House A") -> str:
    shelter = Shelter(id=new_id(), name=name)
    session.add(shelter)
    session.flush()
    return shelter.id


def make_staff(
    session: Session,
    username: str,
    *,
    at: datetime,
    role: str = "caseworker",
    shelter_id: str | None = None,
    phone: str | None = None,
) -> str:
    staff = Staff(
        id=new_id(), username=username, role=role, shelter_id=shelter_id, language="en",
        created_at=at,
    )  # fmt: skip
    if phone is not None:
        staff.phone_lookup = vault.lookup(session, phone, use="phone")
        staff.phone_sealed = vault.seal(
            session, phone, owner=None, table="staff", column="phone_sealed", row_id=staff.id
        )
    session.add(staff)
    session.flush()
    return staff.id


def make_team(session: Session, at: datetime, *, name: str = "House A") -> Team:
    shelter_id = make_shelter(session, name)
    tag = name[-1].lower()
    digit = ord(tag) % 10
    return Team(
        shelter_id=shelter_id,
        first=make_staff(
            session, f"first-{tag}", at=at, shelter_id=shelter_id, phone=f"+25470000{digit}001"
        ),
        second=make_staff(
            session, f"second-{tag}", at=at, shelter_id=shelter_id, phone=f"+25470000{digit}002"
        ),
        supervisor=make_staff(
            session, f"supervisor-{tag}", at=at, role="supervisor", shelter_id=shelter_id,
            phone=f"+25470000{digit}003",
        ),
        head=make_staff(
            session, f"head-{tag}", at=at, role="manager", phone=f"+25470000{digit}004"
        ),
    )  # fmt: skip


def make_duty(session: Session, team: Team, at: datetime, *, hours: int = 48) -> str:
    return rota.add_duty(
        session,
        staff_id=team.first,
        backup_id=team.second,
        starts_at=at - timedelta(hours=1),
        ends_at=at + timedelta(hours=hours),
    )


def make_person(
    session: Session,
    code: str,
    *,
    at: datetime,
    shelter_id: str | None = None,
    caseworker_id: str | None = None,
    risk_tier: str = "low",
) -> str:
    person_id = new_id()
    vault.make_key(session, person_id, at=at)
    place = {"table": "people", "column": "code_name_sealed", "row_id": person_id}
    session.add(
        Person(
            id=person_id, code_name_sealed=vault.seal(session, code, owner=person_id, **place),
            code_name_lookup=vault.lookup(session, code.lower(), use="code_name"), language="sw",
            risk_tier=risk_tier, content_level="covert", survey_channel="ussd",
            wording="checkin_a", shelter_id=shelter_id, caseworker_id=caseworker_id,
            enrolled_at=at,
        )
    )  # fmt: skip
    session.flush()
    return person_id


def make_exit(session: Session, person_id: str, shelter_id: str, at: datetime) -> str:
    row = Exit(
        id=new_id(), person_id=person_id, exit_on=at.date(), shelter_id=shelter_id, services=[],
        protocol="standard", created_at=at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def raise_for(
    session: Session,
    person_id: str | None,
    rule: str,
    *,
    at: datetime,
    severity: int = 1,
    now: datetime | None = None,
    from_lookup: str | None = None,
    source_id: str | None = None,
) -> Raised:
    return service.raise_flag(
        session,
        flag(rule, severity=severity),
        person_id=person_id,
        from_lookup=from_lookup,
        source_type="inbound",
        source_id=source_id or new_id(),
        arrived_at=at,
        now=now or at,
    )


def worker(
    staff_id: str, at: datetime, *, supervisor: bool = False, wall: datetime | None = None
) -> Worker:
    return Worker(staff_id=staff_id, supervisor=supervisor, at=at, wall_now=wall or at)


def contact(
    at: datetime,
    *,
    condition: Condition = Condition.SAFE,
    reached: Reached = Reached.HER,
    method: Method = Method.VOICE,
    identity_confirmed: bool = True,
    plan: Plan | None = None,
) -> ContactLog:
    return ContactLog(
        method=method,
        reached=reached,
        condition=condition,
        identity_confirmed=identity_confirmed,
        happened_at=at,
        next=plan or Plan(step=NextStep.NONE),
    )

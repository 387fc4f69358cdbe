"""Facts and check-ins for tests of outcomes: what happened to made-up people, day by day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from monitor.core import facts
from monitor.core.clock import NAIROBI
from monitor.core.facts import Fact
from monitor.core.ids import new_id
from monitor.schedule.models import CheckIn
from tests.factories.triage import make_exit, make_person

GOOD = {f"c{number}": "1" for number in range(1, 14)} | {"c11": "9", "c14": "1"}
"""Core-14 without a worry: each dimension 1."""


@dataclass(frozen=True)
class Left:
    """Somebody who left, by her ids."""

    person_id: str
    exit_id: str
    exit_on: date


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), NAIROBI)


def fact(
    session: Session,
    kind: str,
    left: Left,
    *,
    on: date,
    known: date | None = None,
    **rest: Any,
) -> int:
    """Record one fact, known on its own day unless told otherwise; return its number."""
    known_at = noon(known or on)
    facts.record(
        session, kind, happened_at=noon(on), recorded_at=known_at, person_id=left.person_id, **rest
    )
    session.flush()
    return session.scalar(select(func.max(Fact.seq))) or 0


def someone_left(
    session: Session,
    exit_on: date,
    *,
    shelter_id: str = "a",
    person_id: str | None = None,
    known: date | None = None,
) -> Left:
    left = Left(person_id or new_id(), new_id(), exit_on)
    data = {"exit_on": exit_on.isoformat(), "shelter": shelter_id}
    fact(
        session, "exit_recorded", left, on=exit_on, known=known, exit_id=left.exit_id, data=data
    )  # fmt: skip
    return left


def ended(session: Session, left: Left, ended_as: str, *, on: date, **rest: Any) -> int:
    data = {"as": ended_as, "on": on.isoformat()}
    return fact(session, "exit_ended", left, on=on, exit_id=left.exit_id, data=data, **rest)


def seen(session: Session, left: Left, on: date, *, verified: bool = True, **rest: Any) -> int:
    data = {"method": "voice", "reached": "her", "condition": "safe", "verified": verified}
    return fact(session, "contact_recorded", left, on=on, data=data, **rest)


def answered(
    session: Session, left: Left, on: date, *, run: str | None = None, **answers: str
) -> dict[str, int]:
    """Answer Core-14, all well but for what is given; return the numbers of the facts."""
    run = run or new_id()
    return {
        question: fact(
            session, "survey_answered", left, on=on, subject_id=run,
            data={"survey": "core14", "question": question, "value": value},
        )
        for question, value in (answers or GOOD).items()
    }  # fmt: skip


def case_opened(
    session: Session, left: Left, severity: int, *, on: date, case_id: str | None = None
) -> str:
    case_id = case_id or new_id()
    data = {"reason": "problem", "severity": severity}
    fact(session, "case_opened", left, on=on, subject_id=case_id, data=data)
    return case_id


def case_closed(session: Session, left: Left, case_id: str, *, on: date, **rest: Any) -> int:
    data = {"reason": "problem", "outcome": "helped"}
    return fact(session, "case_closed", left, on=on, subject_id=case_id, data=data, **rest)


def asked_to_stop(session: Session, left: Left, *, on: date) -> int:
    data = {"kind": "opt_out", "scope": "person", "shelter": None, "reason": "sms"}
    return fact(session, "restriction_set", left, on=on, subject_id=new_id(), data=data)


def stable(session: Session, exit_on: date, *, middle: date, **rest: Any) -> Left:
    """Somebody who was reached and is well around a day."""
    left = someone_left(session, exit_on, **rest)
    seen(session, left, middle)
    answered(session, left, middle)
    return left


def someone_with_checkins(session: Session, shelter_id: str, exit_on: date) -> Left:
    person_id = make_person(session, new_id()[-12:], at=noon(exit_on), shelter_id=shelter_id)
    exit_id = make_exit(session, person_id, shelter_id, noon(exit_on))
    return Left(person_id, exit_id, exit_on)


def a_checkin(session: Session, left: Left, day: int, **fields: Any) -> None:
    """Add a check-in so many days after the exit; instants are given in hours after sending."""
    slot_on = left.exit_on + timedelta(days=day)
    sent_at = noon(slot_on)
    instants = {
        name: sent_at + timedelta(hours=value)
        for name, value in fields.items()
        if name.endswith("_at")
    }
    rest = {name: value for name, value in fields.items() if name not in instants}
    session.add(
        CheckIn(
            id=new_id(), person_id=left.person_id, exit_id=left.exit_id, slot_on=slot_on,
            due_at=sent_at, state=rest.pop("state", "closed"), **instants, **rest,
        )
    )  # fmt: skip
    session.flush()

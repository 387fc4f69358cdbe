"""Record that staff have just spoken with her and that it was she, before what that allows."""

from sqlalchemy.orm import Session

from monitor.core.errors import Invalid
from monitor.triage.moves import Condition, Method, NextStep, Reached
from monitor.triage.work import ContactLog, Plan, Worker
from monitor.usecases.note_contact import PROVES_IDENTITY, note_contact
from monitor.usecases.programme import Programme


def prove_identity(
    session: Session, programme: Programme, person_id: str, *, method: Method, staff_id: str
) -> None:
    """Note the contact of this moment; `Invalid` where it was neither by voice nor face to face."""
    if method not in PROVES_IDENTITY:
        raise Invalid("her identity is checked by voice or face to face", field="method")
    now = programme.clock.now()
    worker = Worker(
        staff_id=staff_id, supervisor=False, at=now, wall_now=programme.wall.now()
    )  # fmt: skip
    spoken = ContactLog(
        method=method,
        reached=Reached.HER,
        condition=Condition.UNKNOWN,
        identity_confirmed=True,
        happened_at=now,
        next=Plan(step=NextStep.NONE),
    )
    note_contact(session, person_id, None, worker, spoken)

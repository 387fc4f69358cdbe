"""Keeps the safe-contact plan: what she agreed to, and what it replaced."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.core import facts
from monitor.core.ids import new_id
from monitor.people import store
from monitor.people.enrolment import PlanTerms
from monitor.people.models import Plan
from monitor.people.safe_hours import format_windows
from monitor.privacy import vault


def agree_plan(
    session: Session, person_id: str, plan: PlanTerms, *, at: datetime, recorded_by: str | None
) -> str:
    """Put a plan in force in place of the one before; return its id."""
    store.get_person(session, person_id)
    before = store.find_plan(session, person_id)
    if before is not None:
        before.replaced_at = at
    row = Plan(
        id=new_id(), person_id=person_id, windows=format_windows(plan.safe_hours),
        sms_ok=plan.sms_ok, voice_ok=plan.voice_ok, ussd_ok=plan.ussd_ok,
        invite_ok=plan.invite_ok, confirm_stop=plan.confirm_stop, acknowledge=plan.acknowledge,
        airtime_ok=plan.airtime_ok, expires_on=plan.expires_on, agreed_at=at,
        recorded_by=recorded_by,
    )  # fmt: skip
    if plan.cover_story:
        row.cover_story_sealed = vault.seal(
            session, plan.cover_story, owner=person_id, table="plans",
            column="cover_story_sealed", row_id=row.id,
        )  # fmt: skip
    session.add(row)
    facts.record(
        session, "plan_agreed", happened_at=at, recorded_at=at, person_id=person_id,
        subject_id=row.id, recorded_by=recorded_by,
        data={"expires_on": plan.expires_on.isoformat()},
    )  # fmt: skip
    session.flush()
    return row.id

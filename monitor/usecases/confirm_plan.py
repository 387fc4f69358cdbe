"""Renew her plan as it stands, after she was asked whether it still holds."""

from dataclasses import replace

from sqlalchemy.orm import Session

from monitor.core.clock import to_local
from monitor.people import service as people
from monitor.people.enrolment import PlanTerms
from monitor.people.safe_hours import parse_windows
from monitor.people.views import PlanView
from monitor.schedule import measures
from monitor.schedule.ladder import plan_expiry
from monitor.usecases.change_contact import AgreePlan, change_contact
from monitor.usecases.programme import Programme


def confirm_plan(session: Session, programme: Programme, person_id: str, *, staff_id: str) -> bool:
    """Agree on the same plan anew, to its full term; tell whether there was one."""
    now = programme.clock.now()
    plan = people.identity(session, person_id, now=now).plan
    if plan is None:
        return False
    today = to_local(now).date()
    planned = measures.next_human_contact_on(session, person_id, after=today)
    terms = replace(_terms(plan), expires_on=max(plan.expires_on, plan_expiry(today, planned)))
    change = AgreePlan(person_id=person_id, plan=terms)
    change_contact(session, programme, change, actor_id=staff_id)
    return True


def _terms(plan: PlanView) -> PlanTerms:
    return PlanTerms(
        safe_hours=parse_windows(plan.windows), expires_on=plan.expires_on,
        cover_story=plan.cover_story, sms_ok=plan.sms_ok, voice_ok=plan.voice_ok,
        ussd_ok=plan.ussd_ok, invite_ok=plan.invite_ok, confirm_stop=plan.confirm_stop,
        acknowledge=plan.acknowledge, airtime_ok=plan.airtime_ok,
    )  # fmt: skip

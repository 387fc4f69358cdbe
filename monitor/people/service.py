"""What staff or the system does with people: enrol, plan, reach, verify, end.

This is the room's door: the rules about restrictions, PINs and views live beside it and are named
here, so that other rooms need only this module.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from monitor.core import facts
from monitor.core.clock import NAIROBI
from monitor.core.errors import Conflict, Invalid
from monitor.core.ids import new_id
from monitor.people import duress, store
from monitor.people.contact_facts import (
    ContactFacts,
    PlanFacts,
    strictest_content_level,
    strictest_survey_channel,
)
from monitor.people.enrolling import Enrolled, add_exit, add_phone, enrol
from monitor.people.enrolment import PlanTerms
from monitor.people.models import Contact, Phone, Plan
from monitor.people.pins import PinMatch, check_pin, forget_pins, has_pin, set_pins
from monitor.people.planning import agree_plan
from monitor.people.restrictions import (
    HER_MENU,
    UNFREEZES,
    give_consent,
    lift,
    lift_row,
    opt_out,
    restrict,
    withdraw_consent,
)
from monitor.people.safe_hours import parse_windows
from monitor.people.views import (
    PersonLine,
    PersonView,
    code_lookup,
    code_names,
    identity,
    list_people,
    number_in,
)
from monitor.privacy import vault

__all__ = [
    "HER_MENU", "ContactFacts", "Enrolled", "PersonLine", "PersonView", "PinMatch", "PlanTerms",
    "add_exit", "agree_plan", "change_number", "check_pin", "code_names", "contact_facts",
    "duress_meaning", "end_exit", "enrol", "find_by_code_name", "find_people_by_number",
    "give_consent", "has_pin", "identity", "last_verified_at", "lift", "list_people", "number_of",
    "open_exits", "opt_out", "person_ids", "record_contact", "restrict", "set_contact_state",
    "set_pins", "withdraw_consent",
]  # fmt: skip

ENDS = ("deceased", "returned", "completed")
METHODS = ("voice", "visit", "ussd_pin", "sms")
REACHED = ("her", "other", "nobody")
CONDITIONS = ("safe", "not_safe", "unknown")


@dataclass(frozen=True)
class ContactRecorded:
    """A contact written down; `unfrozen` says that it lifted a freeze."""

    contact_id: str
    unfrozen: bool


def contact_facts(session: Session, person_id: str, *, now: datetime) -> ContactFacts:
    """Return everything that says what may be done to her at this moment."""
    person = store.get_person(session, person_id)
    phone = store.find_phone(session, person_id)
    plan = store.find_plan(session, person_id)
    exits = store.list_exits(session, person_id)
    consents = frozenset(row.purpose for row in store.list_consents(session, person_id))
    shared = phone is not None and _is_shared(session, phone)
    return ContactFacts(
        person_id=person.id,
        language=person.language,
        content_level=strictest_content_level(
            person.content_level, monitored=person.monitored, shared=shared
        ),
        survey_channel=strictest_survey_channel(person.survey_channel, monitored=person.monitored),
        wording=person.wording,
        risk_tier=person.risk_tier,
        shelter_id=person.shelter_id,
        birth_year=person.birth_year,
        guardian_consent="guardian" in consents,
        plan=_plan_facts(plan) if plan else None,
        consents=consents,
        restrictions=frozenset(
            row.kind for row in store.list_restrictions(session, person, now=now)
        ),
        pull_only=person.pull_only,
        monitored=person.monitored,
        ended_as=exits[-1].ended_as if exits else None,
        has_number=phone is not None,
        number_shared=shared,
    )


def number_of(session: Session, person_id: str) -> str | None:
    """Return the number she is reached on now (E.164), or None."""
    return number_in(session, store.find_phone(session, person_id))


def find_people_by_number(session: Session, number: str) -> tuple[str, ...]:
    """Return the ids of all who hold a number (E.164) now, first holder first."""
    return store.list_holders(session, vault.lookup(session, number, use="phone"))


def find_by_code_name(session: Session, code: str) -> str | None:
    """Return the id of whoever goes by a code name, however it is capitalised."""
    return store.find_by_code_name(session, code_lookup(session, code))


def person_ids(session: Session, *, shelter_id: str | None = None) -> tuple[str, ...]:
    """Return the ids of one shelter's people, or of all."""
    return store.list_person_ids(session, shelter_id=shelter_id)


def change_number(
    session: Session,
    person_id: str,
    *,
    number: str,
    shared_with: str | None,
    at: datetime,
    recorded_by: str | None,
) -> None:
    """Give her a new number after a caseworker has spoken with her; the old one is kept, ended.

    What froze the old number ends with it.

    PINs are kept as hashes of one person each, so nobody can tell whether two people on one number
    have the same. Where others hold the new number, hers are therefore forgotten.
    """
    store.get_person(session, person_id)
    phone = store.find_phone(session, person_id)
    if phone is not None:
        phone.ended_at = at
    if any(holder != person_id for holder in find_people_by_number(session, number)):
        forget_pins(session, person_id, at=at)
    add_phone(session, person_id, number=number, shared_with=shared_with, at=at)
    _unfreeze(session, person_id, happened_at=at, at=at, by=recorded_by)
    facts.record(
        session, "number_changed", happened_at=at, recorded_at=at, person_id=person_id,
        recorded_by=recorded_by,
    )  # fmt: skip


def duress_meaning(session: Session, person_id: str, text: str) -> str | None:
    """Return "danger" or "not_safe" where the text holds one of her own words, else None."""
    words = {
        vault.unseal(
            session, row.word_sealed, table="duress_words", column="word_sealed", row_id=row.id
        ): row.meaning
        for row in store.list_duress_words(session, person_id)
    }
    return duress.meaning_in(text, words)


def record_contact(
    session: Session,
    person_id: str,
    *,
    method: str,
    reached: str,
    condition: str,
    verified: bool,
    happened_at: datetime,
    recorded_at: datetime,
    recorded_by: str | None,
    case_id: str | None = None,
) -> ContactRecorded:
    """Write down a contact. One by voice, with her identity checked, lifts a freeze of the number:
    a visit proves who she is, and not whose line it is.
    """
    _check_contact(method, reached, condition, verified=verified)
    store.get_person(session, person_id)
    contact = Contact(
        id=new_id(), person_id=person_id, method=method, reached=reached, condition=condition,
        verified=verified, case_id=case_id, happened_at=happened_at, recorded_at=recorded_at,
        recorded_by=recorded_by,
    )  # fmt: skip
    session.add(contact)
    facts.record(
        session, "contact_recorded", happened_at=happened_at, recorded_at=recorded_at,
        person_id=person_id, subject_id=contact.id, recorded_by=recorded_by,
        data={"method": method, "reached": reached, "condition": condition, "verified": verified},
    )  # fmt: skip
    session.flush()
    heard = verified and method in UNFREEZES
    unfrozen = heard and _unfreeze(
        session, person_id, happened_at=happened_at, at=recorded_at, by=recorded_by
    )
    return ContactRecorded(contact.id, unfrozen)


def last_verified_at(session: Session, person_id: str) -> datetime | None:
    """Return when her identity was last checked; at the latest when she left the shelter."""
    found = store.last_verified_at(session, person_id)
    exits = store.list_exits(session, person_id)
    left = datetime.combine(exits[-1].exit_on, time(), NAIROBI) if exits else None
    known = [instant for instant in (found, left) if instant is not None]
    return max(known, default=None)


def end_exit(
    session: Session,
    exit_id: str,
    *,
    ended_as: str,
    on: date,
    at: datetime,
    recorded_by: str | None,
) -> None:
    """End the follow-up of one exit: deceased, returned or completed."""
    if ended_as not in ENDS:
        raise Invalid(f"an exit ends as {', '.join(ENDS)}", field="ended_as")
    row = store.get_exit(session, exit_id)
    if on < row.exit_on:
        raise Invalid("an exit cannot end before it began", field="ended_on")
    if row.ended_as is not None:
        raise Conflict("this exit has ended already")
    row.ended_as, row.ended_on = ended_as, on
    facts.record(
        session, "exit_ended", happened_at=at, recorded_at=at, person_id=row.person_id,
        exit_id=exit_id, recorded_by=recorded_by, data={"as": ended_as, "on": on.isoformat()},
    )  # fmt: skip
    session.flush()


def contact_state(session: Session, person_id: str) -> str:
    """Return in_contact or out_of_contact, as it was last found."""
    return store.get_person(session, person_id).contact_state


def open_exits(session: Session, person_id: str) -> tuple[str, ...]:
    """Return the ids of the exits whose follow-up has not ended."""
    rows = store.list_exits(session, person_id)
    return tuple(row.id for row in rows if row.ended_as is None)


def set_contact_state(session: Session, person_id: str, state: str) -> None:
    """Keep the cache of whether she is in contact in step with the facts."""
    store.get_person(session, person_id).contact_state = state


def _is_shared(session: Session, phone: Phone) -> bool:
    if phone.shared_with_sealed is not None:
        return True
    return len(store.list_holders(session, phone.number_lookup)) > 1


def _plan_facts(plan: Plan) -> PlanFacts:
    return PlanFacts(
        safe_hours=parse_windows(plan.windows),
        sms_ok=plan.sms_ok,
        voice_ok=plan.voice_ok,
        ussd_ok=plan.ussd_ok,
        invite_ok=plan.invite_ok,
        confirm_stop=plan.confirm_stop,
        acknowledge=plan.acknowledge,
        airtime_ok=plan.airtime_ok,
        expires_on=plan.expires_on,
    )


def _check_contact(method: str, reached: str, condition: str, *, verified: bool) -> None:
    for field, value, allowed in (
        ("method", method, METHODS),
        ("reached", reached, REACHED),
        ("condition", condition, CONDITIONS),
    ):
        if value not in allowed:
            raise Invalid(f"{field} must be one of {', '.join(allowed)}", field=field)
    if verified and (reached != "her" or method == "sms"):
        raise Invalid("only she herself can be verified, and never by SMS", field="verified")


def _unfreeze(
    session: Session, person_id: str, *, happened_at: datetime, at: datetime, by: str | None
) -> bool:
    rows = store.list_in_force(
        session, kind="freeze", scope="person", person_id=person_id, shelter_id=None, now=at
    )
    ended = [row for row in rows if row.since <= happened_at]
    for row in ended:
        lift_row(session, row, at=at, lifted_by=by)
    return bool(ended)

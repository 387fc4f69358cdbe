"""Writes a person into the house on her last day in the shelter, and each later exit.

Everything goes in within one transaction: whoever is enrolled has her key, her phone, her plan,
her consents and her words, or is not there at all.
"""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from monitor.core import facts
from monitor.core.clock import NAIROBI
from monitor.core.errors import Conflict, Invalid
from monitor.core.ids import new_id
from monitor.people import duress, store
from monitor.people.enrolment import Enrolment, TrustedContactTerms
from monitor.people.models import DuressWord, Exit, Person, Phone, TrustedContact
from monitor.people.pins import set_pins
from monitor.people.planning import agree_plan
from monitor.people.restrictions import give_consent
from monitor.people.views import code_lookup
from monitor.privacy import vault
from monitor.staff import store as staff_store


@dataclass(frozen=True)
class Enrolled:
    """Who came in, and on which exit."""

    person_id: str
    exit_id: str


def enrol(
    session: Session, enrolment: Enrolment, *, at: datetime, recorded_by: str | None
) -> Enrolled:
    """Enrol one person whose enrolment was checked; `Conflict` where her code name is taken."""
    shelter_id = _shelter_id(session, enrolment.shelter)
    person_id = _add_person(session, enrolment, shelter_id=shelter_id, at=at)
    _record(session, "enrolled", person_id, at=at, by=recorded_by)
    exit_id = add_exit(session, person_id, enrolment, at=at, recorded_by=recorded_by)
    if enrolment.number is not None:
        add_phone(
            session, person_id, number=enrolment.number, shared_with=enrolment.shared_with, at=at
        )
    if enrolment.plan is not None:
        agree_plan(session, person_id, enrolment.plan, at=at, recorded_by=recorded_by)
    for purpose in enrolment.consents:
        give_consent(
            session, person_id, purpose=purpose, language=enrolment.language,
            way=enrolment.consent_way, at=at, recorded_by=recorded_by,
        )  # fmt: skip
    _add_secrets(session, person_id, enrolment, at=at)
    session.flush()
    return Enrolled(person_id, exit_id)


def add_exit(
    session: Session,
    person_id: str,
    enrolment: Enrolment,
    *,
    at: datetime,
    recorded_by: str | None,
) -> str:
    """Record that she left a shelter; her team is from now on that of the latest exit."""
    exits = store.list_exits(session, person_id)
    if any(row.ended_as is None for row in exits):
        raise Conflict("an earlier exit has not ended yet")
    row = Exit(
        id=new_id(), person_id=person_id, exit_on=enrolment.exit_on,
        shelter_id=_shelter_id(session, enrolment.shelter), services=list(enrolment.services),
        protocol=enrolment.protocol, created_at=at,
    )  # fmt: skip
    session.add(row)
    store.get_person(session, person_id).shelter_id = row.shelter_id
    session.flush()
    left_at = datetime.combine(row.exit_on, time(), NAIROBI)
    facts.record(
        session, "exit_recorded", happened_at=left_at, recorded_at=at, person_id=person_id,
        exit_id=row.id, recorded_by=recorded_by,
        data={"exit_on": row.exit_on.isoformat(), "shelter": row.shelter_id},
    )  # fmt: skip
    return row.id


def add_phone(
    session: Session, person_id: str, *, number: str, shared_with: str | None, at: datetime
) -> None:
    """Give her a number; one that staff are paged on is refused, so that no reply is mistaken."""
    lookup = vault.lookup(session, number, use="phone")
    if staff_store.find_by_phone(session, lookup) is not None:
        raise Invalid("phone is that of a member of staff", field="phone")
    row_id = new_id()
    place = {"owner": person_id, "table": "phones", "row_id": row_id}
    shared = None
    if shared_with:
        shared = vault.seal(session, shared_with, column="shared_with_sealed", **place)
    session.add(
        Phone(
            id=row_id, person_id=person_id, number_lookup=lookup, since=at,
            number_sealed=vault.seal(session, number, column="number_sealed", **place),
            shared_with_sealed=shared,
        )
    )  # fmt: skip
    session.flush()


def _add_person(session: Session, enrolment: Enrolment, *, shelter_id: str, at: datetime) -> str:
    lookup = code_lookup(session, enrolment.code_name)
    if store.find_by_code_name(session, lookup) is not None:
        raise Conflict("code_name is taken already")
    person_id = new_id()
    vault.make_key(session, person_id, at=at)
    code_name = vault.seal(
        session, " ".join(enrolment.code_name.split()), owner=person_id, table="people",
        column="code_name_sealed", row_id=person_id,
    )  # fmt: skip
    session.add(
        Person(
            id=person_id, code_name_sealed=code_name, code_name_lookup=lookup,
            language=enrolment.language, gender=enrolment.gender,
            birth_year=enrolment.birth_year, county=enrolment.county,
            disability=enrolment.disability, risk_tier=enrolment.risk_tier,
            content_level=enrolment.content_level, survey_channel=enrolment.survey_channel,
            wording=enrolment.wording, shelter_id=shelter_id, pull_only=enrolment.pull_only,
            caseworker_id=_caseworker_id(session, enrolment.caseworker),
            monitored=enrolment.monitored, contact_state="in_contact", enrolled_at=at,
        )
    )  # fmt: skip
    try:
        session.flush()
    except IntegrityError:
        raise Conflict("code_name is taken already") from None
    return person_id


def _add_secrets(session: Session, person_id: str, enrolment: Enrolment, *, at: datetime) -> None:
    if enrolment.pin is not None:
        phone = store.find_phone(session, person_id)
        holders = store.list_holders(session, phone.number_lookup) if phone else ()
        set_pins(
            session, person_id, pin=enrolment.pin, duress_pin=enrolment.duress_pin,
            sharing=holders, at=at,
        )  # fmt: skip
    for meaning, word in (
        (duress.DANGER, enrolment.danger_word),
        (duress.NOT_SAFE, enrolment.not_safe_word),
    ):
        if word is not None:
            _add_word(session, person_id, word, meaning=meaning, at=at)
    if enrolment.trusted_contact is not None:
        _add_trusted(session, person_id, enrolment.trusted_contact, at=at)


def _add_word(session: Session, person_id: str, word: str, *, meaning: str, at: datetime) -> None:
    row_id = new_id()
    sealed = vault.seal(
        session, " ".join(duress.words_of(word)), owner=person_id, table="duress_words",
        column="word_sealed", row_id=row_id,
    )  # fmt: skip
    session.add(
        DuressWord(id=row_id, person_id=person_id, meaning=meaning, word_sealed=sealed, set_at=at)
    )


def _add_trusted(
    session: Session, person_id: str, terms: TrustedContactTerms, *, at: datetime
) -> None:
    row_id = new_id()
    place = {"owner": person_id, "table": "trusted_contacts", "row_id": row_id}
    scope = None
    if terms.scope:
        scope = vault.seal(session, terms.scope, column="scope_sealed", **place)
    session.add(
        TrustedContact(
            id=row_id, person_id=person_id,
            name_sealed=vault.seal(session, terms.name, column="name_sealed", **place),
            number_sealed=vault.seal(session, terms.number, column="number_sealed", **place),
            scope_sealed=scope, expires_on=terms.expires_on, created_at=at,
        )
    )  # fmt: skip


def _shelter_id(session: Session, name: str) -> str:
    shelter = staff_store.find_shelter(session, name)
    if shelter is None or not shelter.active:
        raise Invalid("shelter is not known; add it first", field="shelter")
    return shelter.id


def _caseworker_id(session: Session, username: str | None) -> str | None:
    if username is None:
        return None
    member = staff_store.find_by_username(session, username)
    if member is None or not member.active:
        raise Invalid("caseworker must be the username of active staff", field="caseworker")
    return member.id


def _record(session: Session, kind: str, person_id: str, *, at: datetime, by: str | None) -> None:
    facts.record(session, kind, happened_at=at, recorded_at=at, person_id=person_id, recorded_by=by)

"""What staff see of a person: her line in a list, and her page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from monitor.people import store
from monitor.people.models import Exit, Person, Phone, Plan, Restriction, TrustedContact
from monitor.privacy import vault
from monitor.staff.permissions import Reach


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """One person in a list: no number, no plan."""

    person_id: str
    code_name: str = field(repr=False)
    county: str | None
    language: str
    risk_tier: str
    contact_state: str
    caseworker_id: str | None
    shelter_id: str | None
    enrolled_at: datetime


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """Her plan as staff read it before they reach out."""

    windows: str
    sms_ok: bool
    voice_ok: bool
    ussd_ok: bool
    invite_ok: bool
    confirm_stop: bool
    acknowledge: bool
    airtime_ok: bool
    cover_story: str | None = field(repr=False)
    expires_on: date
    agreed_at: datetime


@dataclass(frozen=True, kw_only=True)
class ExitView:
    """One leaving of one shelter."""

    exit_id: str
    exit_on: date
    shelter_id: str
    services: tuple[str, ...]
    protocol: str
    ended_as: str | None
    ended_on: date | None


@dataclass(frozen=True, kw_only=True)
class RestrictionView:
    """Something in force for her; `scope` says whether for her alone."""

    kind: str
    scope: str
    reason: str
    since: datetime
    until: datetime | None
    set_by: str | None


@dataclass(frozen=True, kw_only=True)
class TrustedContactView:
    """Somebody she named."""

    name: str = field(repr=False)
    number: str = field(repr=False)
    scope: str | None = field(repr=False)
    expires_on: date | None


@dataclass(frozen=True, kw_only=True)
class PersonView:
    """One person's page. Whoever shows it records that it was seen."""

    line: PersonLine
    gender: str | None
    birth_year: int | None
    disability: bool | None
    content_level: str
    survey_channel: str
    wording: str
    pull_only: bool
    monitored: bool
    number: str | None = field(repr=False)
    shared_with: str | None = field(repr=False)
    plan: PlanView | None
    consents: tuple[str, ...]
    exits: tuple[ExitView, ...]
    restrictions: tuple[RestrictionView, ...]
    trusted_contacts: tuple[TrustedContactView, ...]
    has_pin: bool

    @property
    def person_id(self) -> str:
        """Return her identifier."""
        return self.line.person_id

    @property
    def code_name(self) -> str:
        """Return the name staff call her by."""
        return self.line.code_name


def identity(session: Session, person_id: str, *, now: datetime) -> PersonView:
    """Return one person's page, with everything sealed in it opened."""
    person = store.get_person(session, person_id)
    phone = store.find_phone(session, person_id)
    plan = store.find_plan(session, person_id)
    restrictions = store.list_restrictions(session, person, now=now)
    return PersonView(
        line=line_of(session, person),
        gender=person.gender,
        birth_year=person.birth_year,
        disability=person.disability,
        content_level=person.content_level,
        survey_channel=person.survey_channel,
        wording=person.wording,
        pull_only=person.pull_only,
        monitored=person.monitored,
        number=number_in(session, phone),
        shared_with=_shared_with(session, phone),
        plan=_plan_view(session, plan) if plan else None,
        consents=tuple(row.purpose for row in store.list_consents(session, person_id)),
        exits=tuple(_exit_view(row) for row in store.list_exits(session, person_id)),
        restrictions=tuple(_restriction_view(row) for row in restrictions),
        trusted_contacts=tuple(
            _trusted_view(session, row) for row in store.list_trusted_contacts(session, person_id)
        ),
        has_pin=bool(store.list_pins(session, [person_id])),
    )


def list_people(
    session: Session,
    reach: Reach,
    *,
    code_name: str | None = None,
    limit: int = 50,
    offset: int = 0,
) -> tuple[PersonLine, ...]:
    """Return the people within reach, latest enrolled first; a code name must match whole."""
    wanted = None if code_name is None else code_lookup(session, code_name)
    rows = store.list_people(session, reach, code_lookup=wanted, limit=limit, offset=offset)
    return tuple(line_of(session, row) for row in rows)


def code_names(session: Session, person_ids: Iterable[str]) -> Mapping[str, str]:
    """Return the code names of these people by id, for a list that names them."""
    return {row.id: _code_name(session, row) for row in store.list_by_ids(session, person_ids)}


def code_lookup(session: Session, code_name: str) -> str:
    """Return the keyed hash a code name is found by; case and outer spaces do not matter."""
    return vault.lookup(session, " ".join(code_name.split()).lower(), use="code_name")


def line_of(session: Session, person: Person) -> PersonLine:
    """Return a person's line in a list."""
    return PersonLine(
        person_id=person.id,
        code_name=_code_name(session, person),
        county=person.county,
        language=person.language,
        risk_tier=person.risk_tier,
        contact_state=person.contact_state,
        caseworker_id=person.caseworker_id,
        shelter_id=person.shelter_id,
        enrolled_at=person.enrolled_at,
    )


def number_in(session: Session, phone: Phone | None) -> str | None:
    """Return the number of a phone row, opened."""
    if phone is None:
        return None
    place = {"table": "phones", "column": "number_sealed", "row_id": phone.id}
    return vault.unseal(session, phone.number_sealed, **place)


def _code_name(session: Session, person: Person) -> str:
    place = {"table": "people", "column": "code_name_sealed", "row_id": person.id}
    return vault.unseal(session, person.code_name_sealed, **place)


def _shared_with(session: Session, phone: Phone | None) -> str | None:
    if phone is None or phone.shared_with_sealed is None:
        return None
    place = {"table": "phones", "column": "shared_with_sealed", "row_id": phone.id}
    return vault.unseal(session, phone.shared_with_sealed, **place)


def _plan_view(session: Session, plan: Plan) -> PlanView:
    story = plan.cover_story_sealed
    place = {"table": "plans", "column": "cover_story_sealed", "row_id": plan.id}
    return PlanView(
        windows=plan.windows,
        sms_ok=plan.sms_ok,
        voice_ok=plan.voice_ok,
        ussd_ok=plan.ussd_ok,
        invite_ok=plan.invite_ok,
        confirm_stop=plan.confirm_stop,
        acknowledge=plan.acknowledge,
        airtime_ok=plan.airtime_ok,
        cover_story=None if story is None else vault.unseal(session, story, **place),
        expires_on=plan.expires_on,
        agreed_at=plan.agreed_at,
    )


def _exit_view(row: Exit) -> ExitView:
    return ExitView(
        exit_id=row.id,
        exit_on=row.exit_on,
        shelter_id=row.shelter_id,
        services=tuple(row.services),
        protocol=row.protocol,
        ended_as=row.ended_as,
        ended_on=row.ended_on,
    )


def _restriction_view(row: Restriction) -> RestrictionView:
    return RestrictionView(
        kind=row.kind,
        scope=row.scope,
        reason=row.reason,
        since=row.since,
        until=row.until,
        set_by=row.set_by,
    )


def _trusted_view(session: Session, row: TrustedContact) -> TrustedContactView:
    def opened(value: str, column: str) -> str:
        return vault.unseal(session, value, table="trusted_contacts", column=column, row_id=row.id)

    return TrustedContactView(
        name=opened(row.name_sealed, "name_sealed"),
        number=opened(row.number_sealed, "number_sealed"),
        scope=None if row.scope_sealed is None else opened(row.scope_sealed, "scope_sealed"),
        expires_on=row.expires_on,
    )

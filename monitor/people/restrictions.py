"""Sets and lifts what forbids contact, and keeps her consents.

Anybody may tighten. What she said herself, or what protects her from a stranger on her line, is
lifted only after somebody has spoken with her and checked who she is (safety rules 7, 14, 28, 30).
Nothing is ever erased here: a lifted restriction keeps its row and its fact.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.core import facts
from monitor.core.errors import Forbidden, Invalid
from monitor.core.ids import new_id
from monitor.people import store
from monitor.people.models import Consent, Restriction

KINDS = ("pause", "freeze", "no_call", "no_sms", "opt_out", "kill")
SCOPES = ("person", "shelter", "all")
SPOKEN = ("voice", "visit")
IN_HER_OWN_HAND = (*SPOKEN, "ussd_pin")
LIFTED_AFTER = {
    "no_call": SPOKEN,
    "no_sms": SPOKEN,
    "opt_out": IN_HER_OWN_HAND,
    "pause": IN_HER_OWN_HAND,
}
"""What must have happened since a restriction was set before it may be lifted."""
UNFREEZES = ("voice",)
"""Only her voice on the line shows that the number is still hers; who stands before us does not."""
HER_MENU = "her_menu"
"""The reason of a pause that she set herself on her own screen."""


def restrict(
    session: Session,
    *,
    kind: str,
    scope: str,
    reason: str,
    at: datetime,
    person_id: str | None = None,
    shelter_id: str | None = None,
    until: datetime | None = None,
    set_by: str | None = None,
) -> bool:
    """Forbid contact from this moment; say whether that is new. One that holds as long stays."""
    _check_target(kind, scope, person_id=person_id, shelter_id=shelter_id)
    present = store.list_in_force(
        session, kind=kind, scope=scope, person_id=person_id, shelter_id=shelter_id, now=at
    )
    if any(_holds_as_long(row, until) for row in present):
        return False
    row = Restriction(
        id=new_id(), kind=kind, scope=scope, person_id=person_id, shelter_id=shelter_id,
        reason=reason, since=at, until=until, set_by=set_by,
    )  # fmt: skip
    session.add(row)
    _record(session, "restriction_set", row, at=at, by=set_by, data={"reason": reason})
    session.flush()
    return True


def lift(
    session: Session,
    *,
    kind: str,
    scope: str,
    at: datetime,
    lifted_by: str | None,
    person_id: str | None = None,
    shelter_id: str | None = None,
) -> bool:
    """Allow contact again; say whether anything was in force.

    `Forbidden` where nobody has checked with her since. A freeze is never lifted from here: only
    `record_contact`, with her voice and her identity checked, or a new number does that.
    """
    _check_target(kind, scope, person_id=person_id, shelter_id=shelter_id)
    rows = store.list_in_force(
        session, kind=kind, scope=scope, person_id=person_id, shelter_id=shelter_id, now=at
    )
    for row in rows:
        _refuse_by_machine(row, lifted_by=lifted_by)
        _refuse_unspoken(session, row)
    for row in rows:
        lift_row(session, row, at=at, lifted_by=lifted_by)
    return bool(rows)


def lift_row(session: Session, row: Restriction, *, at: datetime, lifted_by: str | None) -> None:
    """Close one restriction and record it."""
    row.lifted_at, row.lifted_by = at, lifted_by
    _record(session, "restriction_lifted", row, at=at, by=lifted_by, data={})
    session.flush()


def opt_out(session: Session, person_id: str, *, at: datetime, way: str) -> bool:
    """Stop all automation for her at once; care goes on by people. Say whether that is new."""
    return restrict(session, kind="opt_out", scope="person", person_id=person_id, reason=way, at=at)


def give_consent(
    session: Session,
    person_id: str,
    *,
    purpose: str,
    language: str,
    way: str,
    at: datetime,
    recorded_by: str | None,
) -> bool:
    """Write down that she agreed to one purpose; say whether that is new."""
    if any(row.purpose == purpose for row in store.list_consents(session, person_id)):
        return False
    session.add(
        Consent(
            id=new_id(), person_id=person_id, purpose=purpose, language=language, way=way,
            given_at=at, recorded_by=recorded_by,
        )
    )  # fmt: skip
    _record_consent(session, "consent_given", person_id, purpose, at=at, by=recorded_by)
    session.flush()
    return True


def withdraw_consent(
    session: Session,
    person_id: str,
    *,
    purpose: str,
    way: str,
    at: datetime,
    recorded_by: str | None = None,
) -> bool:
    """Write down that she took back her consent to one purpose; say whether it stood."""
    standing = [row for row in store.list_consents(session, person_id) if row.purpose == purpose]
    for row in standing:
        row.withdrawn_at, row.withdrawn_way = at, way
        _record_consent(session, "consent_withdrawn", person_id, purpose, at=at, by=recorded_by)
    session.flush()
    return bool(standing)


def _check_target(kind: str, scope: str, *, person_id: str | None, shelter_id: str | None) -> None:
    if kind not in KINDS or scope not in SCOPES:
        raise Invalid("no such restriction")
    wanted = (scope == "person", scope == "shelter")
    if (person_id is not None, shelter_id is not None) != wanted:
        raise Invalid("a restriction holds exactly one person, one shelter or everybody")


def _holds_as_long(row: Restriction, until: datetime | None) -> bool:
    return row.until is None or (until is not None and row.until >= until)


def _refuse_by_machine(row: Restriction, *, lifted_by: str | None) -> None:
    """Refuse to end without a person a pause that staff or a rule set: her PIN may be forced."""
    if lifted_by is None and row.kind == "pause" and row.reason != HER_MENU:
        raise Forbidden("only a pause that she set herself ends without a person")


def _refuse_unspoken(session: Session, row: Restriction) -> None:
    if row.kind == "freeze":
        raise Forbidden("a freeze ends with a verified contact by voice or with a new number")
    ways = LIFTED_AFTER.get(row.kind)
    set_by_staff = row.kind == "pause" and row.set_by is not None
    if ways is None or set_by_staff or row.person_id is None:
        return
    verified_at = store.last_verified_at(session, row.person_id, methods=ways)
    if verified_at is None or verified_at < row.since:
        raise Forbidden(
            f"'{row.kind}' is lifted only after a verified contact by {' or '.join(ways)} "
            "that is later than it"
        )


def _record(
    session: Session,
    fact: str,
    row: Restriction,
    *,
    at: datetime,
    by: str | None,
    data: dict[str, str],
) -> None:
    """Record the restriction, with its end: one that runs out is never lifted by anybody."""
    facts.record(
        session, fact, happened_at=at, recorded_at=at, person_id=row.person_id,
        subject_id=row.id, recorded_by=by,
        data={
            "kind": row.kind, "scope": row.scope, "shelter": row.shelter_id,
            "until": None if row.until is None else row.until.isoformat(), **data,
        },
    )  # fmt: skip


def _record_consent(
    session: Session, fact: str, person_id: str, purpose: str, *, at: datetime, by: str | None
) -> None:
    facts.record(
        session, fact, happened_at=at, recorded_at=at, person_id=person_id, recorded_by=by,
        data={"purpose": purpose},
    )  # fmt: skip

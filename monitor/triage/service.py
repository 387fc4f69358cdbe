"""Turns flags into cases: opens one, or joins the open one of the same person and reason.

A later event never lowers and never hides: the case keeps the highest severity, the event has its
own clocks, a case that waited is open again, and distress pages again.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from monitor.core import facts
from monitor.core.ids import new_id
from monitor.triage import clocks, store, text_store
from monitor.triage.flag import Flag
from monitor.triage.graver import CALL_AT, Standing
from monitor.triage.models import Case, CaseAction, CaseEvent
from monitor.triage.moves import ACTED, Move, State
from monitor.triage.rules import DISTRESS_REASONS

ACTED_LATELY = timedelta(minutes=10)
"""A holder who did something this recently is at work on it: she is not paged again."""

RECENT_DISTRESS = timedelta(days=7)
"""Within this time after distress a stop may have been sent by somebody else (S30)."""


@dataclass(frozen=True)
class Raised:
    """What became of a flag."""

    case_id: str
    event_id: str
    severity: int
    """Severity of the event; the case may be graver."""
    joined: bool
    page: bool
    """Somebody is to be paged about this event."""
    holder_id: str | None
    """Who holds the case and is paged besides the person on duty."""
    shelter_id: str | None
    arrived_at: datetime


def raise_flag(
    session: Session,
    flag: Flag,
    *,
    person_id: str | None,
    source_type: str,
    source_id: str | None,
    arrived_at: datetime,
    now: datetime,
    shelter_id: str | None = None,
    from_lookup: str | None = None,
) -> Raised:
    """Open a case for a flag or join it to the open one, and say whether to page.

    Without a person, `from_lookup` (the keyed hash of the number) tells which case it joins. The
    shelter is the person's own, where none is given.
    """
    if person_id is not None:
        store.lock_person(session, person_id)
        shelter_id = shelter_id or store.find_shelter_id(session, person_id)
    case = store.find_open_case(
        session, reason=flag.reason, person_id=person_id, from_lookup=from_lookup
    )
    joined = case is not None
    if case is None:
        case = _new_case(flag, person_id, shelter_id, from_lookup, arrived_at, now)
        session.add(case)
        session.flush()
    event = _new_event(case.id, flag, source_type, source_id, arrived_at)
    session.add(event)
    page = flag.page and not (joined and _holder_is_at_it(session, case, now))
    if joined:
        _take_in(case, event)
    _record(session, case, event, joined=joined, now=now)
    return Raised(
        case_id=case.id,
        event_id=event.id,
        severity=event.severity,
        joined=joined,
        page=page,
        holder_id=case.holder_id,
        shelter_id=case.shelter_id,
        arrived_at=arrived_at,
    )


def standing_of(
    session: Session, source_ids: Collection[str], *, person_id: str | None
) -> Mapping[str, Standing]:
    """Return what some texts have led to for a person, or for nobody in particular, by reason."""
    found: dict[str, Standing] = {}
    for event, reason in text_store.list_events_from(session, source_ids, person_id=person_id):
        known = found.get(reason, Standing(0))
        timed = known.timed or CALL_AT in event.details
        found[reason] = Standing(max(event.severity, known.severity), timed)
    return found


def was_in_distress(session: Session, person_id: str, *, now: datetime) -> bool:
    """Tell whether distress or duress of a person arrived within the last seven days."""
    return store.has_case_since(
        session, person_id, reasons=DISTRESS_REASONS, since=now - RECENT_DISTRESS
    )


def has_open_case(session: Session, person_id: str, reason: str) -> bool:
    """Tell whether a case of this reason is open, so that a standing task is raised but once."""
    found = store.find_open_case(session, reason=reason, person_id=person_id, from_lookup=None)
    return found is not None


def has_grave_case(session: Session, person_id: str) -> bool:
    """Tell whether an open case forbids asking her anything: she waits for somebody, not for us."""
    return store.has_open_from(session, person_id, severity=3, reasons=("duress", "hostile"))


def open_severity(session: Session, person_id: str, reason: str) -> int:
    """Return how grave the open case of a reason is; 0 where none is open."""
    found = store.find_open_case(session, reason=reason, person_id=person_id, from_lookup=None)
    return 0 if found is None else found.severity


def _new_case(
    flag: Flag,
    person_id: str | None,
    shelter_id: str | None,
    from_lookup: str | None,
    arrived_at: datetime,
    now: datetime,
) -> Case:
    return Case(
        id=new_id(),
        person_id=person_id,
        shelter_id=shelter_id,
        from_lookup=from_lookup if person_id is None else None,
        reason=flag.reason,
        severity=flag.severity,
        state=State.OPEN,
        opened_at=now,
        arrived_at=arrived_at,
        act_by=_act_by(flag, arrived_at),
    )


def _new_event(
    case_id: str, flag: Flag, source_type: str, source_id: str | None, arrived_at: datetime
) -> CaseEvent:
    return CaseEvent(
        id=new_id(),
        case_id=case_id,
        rule=flag.rule,
        severity=flag.severity,
        source_type=source_type,
        source_id=source_id,
        details=_details(flag),
        silent=flag.silent,
        arrived_at=arrived_at,
        read_by=clocks.read_by(arrived_at) if flag.to_read else None,
        act_by=_act_by(flag, arrived_at),
    )


def _act_by(flag: Flag, arrived_at: datetime) -> datetime:
    """Return by when to act: the time she wishes to be called at, where that is sooner."""
    act_by = clocks.act_by(flag.severity, arrived_at)
    return act_by if flag.call_at is None else min(act_by, flag.call_at)


def _details(flag: Flag) -> dict[str, object]:
    wished = {} if flag.call_at is None else {CALL_AT: flag.call_at.isoformat()}
    return {**_plain(flag.details), **wished}


def _plain(details: Mapping[str, object]) -> dict[str, object]:
    """Return details as JSON can hold them."""
    return {
        name: list(value) if isinstance(value, list | tuple) else value
        for name, value in details.items()
    }


def _take_in(case: Case, event: CaseEvent) -> None:
    """Let a later event raise its case, bring its clock forward and wake it up."""
    case.severity = max(case.severity, event.severity)
    case.act_by = event.act_by if case.act_by is None else min(case.act_by, event.act_by)
    if case.state == State.WAITING:
        case.state = State.OPEN


def _holder_is_at_it(session: Session, case: Case, now: datetime) -> bool:
    if case.holder_id is None:
        return False
    since = now - ACTED_LATELY
    return store.has_acted_since(
        session, case.id, staff_id=case.holder_id, kinds=ACTED, since=since
    )


def _record(session: Session, case: Case, event: CaseEvent, *, joined: bool, now: datetime) -> None:
    """Write what was done and what happened: codes only."""
    details = {"rule": event.rule, "severity": event.severity}
    move = Move.JOINED if joined else Move.OPENED
    session.add(CaseAction(id=new_id(), case_id=case.id, kind=move, at=now, details=details))
    facts.record(
        session,
        "case_joined" if joined else "case_opened",
        happened_at=event.arrived_at,
        recorded_at=now,
        person_id=case.person_id,
        subject_id=case.id,
        data={"reason": case.reason, "severity": event.severity},
    )
    session.flush()

"""What staff do with a case: take it, read, note, contact, wait, close. Every move is kept.

Two people never answer one case: while somebody holds it the others are refused, and a hold runs
out by itself. A case cannot close without an outcome, nor with words in it that nobody read, and
at severity 4 only a supervisor closes it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from monitor.core import facts
from monitor.core.errors import Conflict, Invalid
from monitor.core.ids import new_id
from monitor.privacy import vault
from monitor.triage import store
from monitor.triage.models import Case, CaseAction
from monitor.triage.moves import Condition, Move, NextStep, Outcome, State
from monitor.triage.rules import NOW
from monitor.triage.work import ContactLog, Plan, Worker, check_contact, check_plan

NOTE_MOST = 4000
LEAST_WHEN_NOT_SAFE = 3
NO_DETAILS: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Closed:
    """What became of the wish to close."""

    person_id: str | None
    outcome: Outcome
    needs_approval: bool


def claim(session: Session, case_id: str, worker: Worker, *, until: datetime) -> None:
    """Take a case until the hold runs out; refused while somebody else holds it."""
    case = _workable(session, case_id, worker)
    taken_from = {"taken_from": case.holder_id} if _held_by_another(case, worker) else NO_DETAILS
    case.state, case.holder_id, case.claimed_until = State.CLAIMED, worker.staff_id, until
    _add(session, case, worker, Move.CLAIMED, details=taken_from)


def release(session: Session, case_id: str, worker: Worker) -> None:
    """Give a case back to the team."""
    case = _workable(session, case_id, worker)
    case.state, case.holder_id, case.claimed_until = State.OPEN, None, None
    _add(session, case, worker, Move.RELEASED)


def mark_read(session: Session, case_id: str, *, at: datetime) -> int:
    """Note that somebody has the words of a case before her eyes; return how many were new."""
    unread = [event for event in store.list_events(session, case_id) if event.read_at is None]
    for event in unread:
        event.read_at = at
    session.flush()
    return sum(event.read_by is not None for event in unread)


def add_note(session: Session, case_id: str, worker: Worker, text: str) -> None:
    """Append a note, sealed under her key; notes are never edited."""
    case = store.get_case(session, case_id)
    if not text.strip():
        raise Invalid("a note needs words", field="note")
    _add(session, case, worker, Move.NOTE, note=text)


def log_contact(
    session: Session, case_id: str, worker: Worker, contact: ContactLog, *, note: str = ""
) -> str | None:
    """Write down an attempt to reach her and return whom it was about.

    It is the human action for everything that had arrived by then. Not safe makes the case at
    least severity 3, and then something must come next.
    """
    case = _workable(session, case_id, worker)
    check_contact(contact, worker)
    if contact.condition is Condition.NOT_SAFE and case.severity < LEAST_WHEN_NOT_SAFE:
        case.severity = LEAST_WHEN_NOT_SAFE
        _fact(session, case, worker, "case_joined", severity=case.severity)
    _act(session, case, worker, happened_at=contact.happened_at)
    _plan(case, contact.next)
    if contact.next.step is not NextStep.NONE and case.act_by is None:
        _put_aside(case)
    details: dict[str, object] = {
        "method": contact.method,
        "reached": contact.reached,
        "condition": contact.condition,
        "identity_confirmed": contact.identity_confirmed,
        "happened_at": contact.happened_at.isoformat(),
        **_planned(contact.next),
    }
    _add(session, case, worker, Move.CONTACT, details=details, note=note)
    return case.person_id


def wait(session: Session, case_id: str, worker: Worker, plan: Plan) -> None:
    """Put a case aside until a step that has a date; its clocks run on."""
    case = _workable(session, case_id, worker)
    if plan.step is NextStep.NONE:
        raise Invalid("say what the case waits for", field="next_step")
    check_plan(plan, worker)
    _plan(case, plan)
    _put_aside(case)
    _add(session, case, worker, Move.WAITING, details=_planned(plan))


def escalate(session: Session, case_id: str, worker: Worker) -> Case:
    """Ask a supervisor to look; whoever calls this pages her."""
    case = store.get_case(session, case_id)
    if case.state == State.CLOSED:
        raise Conflict("this case is closed")
    _add(session, case, worker, Move.ESCALATED)
    return case


def close(
    session: Session, case_id: str, worker: Worker, *, outcome: Outcome, plan: Plan, note: str = ""
) -> Closed:
    """Close a case; one of severity 4 waits for a supervisor to approve it."""
    case = _workable(session, case_id, worker)
    check_plan(plan, worker)
    if store.count_unread(session, case_id):
        raise Conflict("there is something in this case that nobody has read")
    _act(session, case, worker, happened_at=worker.at)
    case.outcome = outcome
    if case.severity >= NOW and not worker.supervisor:
        _plan(case, Plan(step=NextStep.APPROVE_CLOSE, at=worker.at))
        _put_aside(case)
        asked = {"outcome": outcome, "next_step": NextStep.APPROVE_CLOSE}
        _add(session, case, worker, Move.WAITING, details=asked, note=note)
        return Closed(case.person_id, outcome, needs_approval=True)
    _end(session, case, worker, outcome=outcome, plan=plan, note=note)
    return Closed(case.person_id, outcome, needs_approval=False)


def settle_tasks(
    session: Session, person_id: str, worker: Worker, *, reasons: Collection[str], but: str | None
) -> int:
    """Close the standing tasks that a contact or a new plan has done; return how many.

    Only tasks we set ourselves: nothing that came from her is ever closed by the way.
    """
    done = [
        case
        for case in store.list_open_cases(session, person_id, reasons=reasons)
        if case.id != but and not _held_by_another(case, worker)
    ]
    for case in done:
        _act(session, case, worker, happened_at=worker.at)
        _end(session, case, worker, outcome=Outcome.HELPED, plan=Plan(step=NextStep.NONE))
    return len(done)


def reopen(session: Session, case_id: str, worker: Worker) -> None:
    """Open a closed case again, unless another of its kind was opened since."""
    case = store.get_case(session, case_id)
    if case.state != State.CLOSED:
        raise Conflict("this case is not closed")
    other = store.find_open_case(
        session, reason=case.reason, person_id=case.person_id, from_lookup=case.from_lookup
    )
    if other is not None:
        raise Conflict("a newer case of this kind is open")
    case.state, case.holder_id, case.closed_at, case.outcome = State.OPEN, None, None, None
    _plan(case, Plan(step=NextStep.CALL, at=worker.at))
    _add(session, case, worker, Move.REOPENED)
    _fact(session, case, worker, "case_opened", severity=case.severity, reopened=True)


def _workable(session: Session, case_id: str, worker: Worker) -> Case:
    """Return a case this worker may act on now."""
    case = store.get_case(session, case_id)
    if case.state == State.CLOSED:
        raise Conflict("this case is closed")
    if _held_by_another(case, worker) and not worker.supervisor:
        raise Conflict("somebody else holds this case")
    return case


def _held_by_another(case: Case, worker: Worker) -> bool:
    if case.holder_id is None or case.holder_id == worker.staff_id:
        return False
    return case.claimed_until is not None and case.claimed_until > worker.wall_now


def _act(session: Session, case: Case, worker: Worker, *, happened_at: datetime) -> None:
    """Stop the clocks of everything that had arrived when somebody acted."""
    waiting = store.list_unacted_events(session, case.id)
    done = [event for event in waiting if event.arrived_at <= happened_at]
    for event in done:
        event.acted_at = happened_at
    left = [event.act_by for event in waiting if event not in done]
    case.act_by = min(left, default=None)
    if not done:
        return
    case.acted_at = case.acted_at or happened_at
    first = min(event.arrived_at for event in done)
    seconds = int((happened_at - first).total_seconds())
    severity = max(event.severity for event in done)
    _fact(session, case, worker, "case_acted", severity=severity, seconds=seconds)


def _end(
    session: Session, case: Case, worker: Worker, *, outcome: Outcome, plan: Plan, note: str = ""
) -> None:
    case.state, case.outcome = State.CLOSED, outcome
    case.closed_at, case.claimed_until = worker.at, None
    _plan(case, plan)
    details: dict[str, object] = {"outcome": outcome, **_planned(plan)}
    _add(session, case, worker, Move.CLOSED, details=details, note=note)
    _fact(session, case, worker, "case_closed", outcome=outcome)


def _plan(case: Case, plan: Plan) -> None:
    case.next_step, case.next_step_at = plan.step, plan.at


def _put_aside(case: Case) -> None:
    """Have a case wait: still hers, but anybody may take it up."""
    case.state, case.claimed_until = State.WAITING, None


def _planned(plan: Plan) -> Mapping[str, object]:
    return {
        "next_step": plan.step,
        "next_step_at": None if plan.at is None else plan.at.isoformat(),
    }


def _add(
    session: Session,
    case: Case,
    worker: Worker,
    move: Move,
    *,
    details: Mapping[str, object] = NO_DETAILS,
    note: str = "",
) -> None:
    action = CaseAction(
        id=new_id(), case_id=case.id, staff_id=worker.staff_id, kind=move, at=worker.at,
        details=dict(details),
    )  # fmt: skip
    if note.strip():
        action.note_sealed = _sealed(session, note, owner=case.person_id, action_id=action.id)
    session.add(action)
    session.flush()


def _sealed(session: Session, note: str, *, owner: str | None, action_id: str) -> str:
    if len(note) > NOTE_MOST:
        raise Invalid(f"a note holds at most {NOTE_MOST} characters", field="note")
    return vault.seal(
        session, note, owner=owner, table="case_actions", column="note_sealed", row_id=action_id
    )


def _fact(session: Session, case: Case, worker: Worker, kind: str, **data: object) -> None:
    facts.record(
        session,
        kind,
        happened_at=worker.at,
        recorded_at=worker.at,
        person_id=case.person_id,
        subject_id=case.id,
        recorded_by=worker.staff_id,
        data={"reason": case.reason, **data},
    )

"""Measures: the surveys and human contacts of a protocol, each of which must come to an end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from monitor.core.clock import NAIROBI, to_local
from monitor.core.facts import record
from monitor.core.ids import new_id
from monitor.schedule import store
from monitor.schedule.calendar import PROTOCOLS, Channel, What, due_items
from monitor.schedule.models import Measure

BY_VOICE_BEFORE = timedelta(days=10)
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DueSurvey:
    """A survey whose window is open and that is not done."""

    measure_id: str
    survey: str
    due_on: date
    exit_id: str
    channel: str
    window_to: date


@dataclass(frozen=True)
class Untasked:
    """A measure that a caseworker is to do by voice; without a survey it is a planned contact."""

    measure_id: str
    person_id: str
    survey: str
    month: int


def plan(session: Session, *, person_id: str, exit_id: str, exit_on: date, protocol: str) -> None:
    """Write down every measure that the protocol asks for after an exit."""
    for item in due_items(exit_on, PROTOCOLS[protocol]):
        if item.what is not What.CHECKIN:
            session.add(
                Measure(
                    id=new_id(),
                    person_id=person_id,
                    exit_id=exit_id,
                    what=item.what.value,
                    survey=item.survey or "",
                    channel=item.channel.value,
                    month=item.month or 0,
                    due_on=item.due_on,
                    window_from=item.window_from,
                    window_to=item.window_to,
                    state="due",
                )
            )
    session.flush()


def due_surveys(session: Session, person_id: str, *, on: date) -> tuple[DueSurvey, ...]:
    """Return the surveys whose window is open for her, oldest first."""
    rows = store.list_open_measures(session, person_id, on=on)
    return tuple(
        DueSurvey(row.id, row.survey, row.due_on, row.exit_id, row.channel, row.window_to)
        for row in rows
        if row.survey
    )


def settle_measure(session: Session, measure_id: str, *, state: str, at: datetime) -> None:
    """End a due measure as done, done_by_voice or declined; a settled one stays as it is."""
    measure = store.get_measure(session, measure_id)
    if measure.state == "due":
        _settle(session, measure, state=state, at=at)


def settle_by_interview(
    session: Session, measure_id: str, *, face_to_face: bool, at: datetime
) -> None:
    """End a measure that a member of staff asked; what was planned face to face is simply done."""
    planned = store.get_measure(session, measure_id).channel == Channel.IN_PERSON
    state = "done" if planned and face_to_face else "done_by_voice"
    settle_measure(session, measure_id, state=state, at=at)


def decline_measure(session: Session, measure_id: str, *, because: str, at: datetime) -> bool:
    """End a due measure because she does not want it; tell whether it was still due."""
    measure = store.get_measure(session, measure_id)
    if measure.state != "due":
        return False
    measure.declined_because = because
    _settle(session, measure, state="declined", at=at)
    return True


def any_due(session: Session, measure_ids: Collection[str]) -> bool:
    """Tell whether one of some measures is still due."""
    return any(store.get_measure(session, each).state == "due" for each in measure_ids)


def settle_leaving(session: Session, exit_id: str, *, at: datetime) -> None:
    """Whoever enrols her stands before her: the human contact of the day of leaving is done."""
    for row in store.list_due_measures(session, exit_id):
        if row.what == What.HUMAN_CONTACT and row.channel == Channel.IN_PERSON:
            _settle(session, row, state="done", at=at)


def settle_human_contact(session: Session, person_id: str, *, at: datetime) -> None:
    """A verified human contact does the planned ones whose window is open."""
    for row in store.list_open_measures(session, person_id, on=to_local(at).date()):
        if row.what == What.HUMAN_CONTACT:
            _settle(session, row, state="done", at=at)


def pass_windows(
    session: Session, *, now: datetime, limit: int, being_asked: Collection[str] = ()
) -> int:
    """End measures whose window has passed, but those being asked now; return how many.

    What she began before midnight of the last day counts when she ends it.
    """
    rows = store.list_passed_measures(
        session, on=to_local(now).date(), limit=limit, but=being_asked
    )
    for row in rows:
        _settle(session, row, state="window_passed", at=now)
    return len(rows)


def next_human_contact_on(session: Session, person_id: str, *, after: date) -> date | None:
    """Return the date of the next planned human contact."""
    dates = (
        row.due_on
        for row in store.list_measures(session, person_id)
        if row.what == What.HUMAN_CONTACT and row.state == "due" and row.due_on > after
    )
    return next(dates, None)


def claim_untasked(session: Session, *, now: datetime, limit: int) -> tuple[Untasked, ...]:
    """Take the measures that it is time to ask a caseworker for.

    Planned contacts on their day, and surveys of whoever is asked by voice; other surveys ten days
    before their window closes.
    """
    today = to_local(now).date()
    rows = store.list_untasked_measures(
        session, contact_due_by=today, survey_window_by=today + BY_VOICE_BEFORE, limit=limit
    )
    for row in rows:
        row.tasked_at = now
    return tuple(Untasked(row.id, row.person_id, row.survey, row.month) for row in rows)


def put_off_task(session: Session, measure_id: str) -> None:
    """Have a caseworker asked again: this time it failed."""
    store.get_measure(session, measure_id).tasked_at = None


def next_due_at(session: Session, *, now: datetime) -> datetime | None:
    """Return the next local midnight at which a measure ends or a caseworker is to be asked."""
    today = to_local(now).date()
    ends_on = store.first_window_end(session, after=today - _ONE_DAY, untasked=False)
    survey_on = store.first_window_end(session, after=today + BY_VOICE_BEFORE, untasked=True)
    dates = (
        ends_on and ends_on + _ONE_DAY,
        survey_on and survey_on - BY_VOICE_BEFORE,
        store.first_contact_date(session, after=today),
    )
    days = [day for day in dates if day is not None]
    return datetime.combine(min(days), time(), NAIROBI).astimezone(UTC) if days else None


def end_all(session: Session, exit_id: str, *, at: datetime) -> None:
    """End whatever is still due of an exit: its follow-up is over."""
    for row in store.list_due_measures(session, exit_id):
        _settle(session, row, state="window_passed", at=at)


def _settle(session: Session, row: Measure, *, state: str, at: datetime) -> None:
    row.state, row.settled_at = state, at
    why = {"because": row.declined_because} if row.declined_because else {}
    record(
        session,
        "measure_settled",
        happened_at=at,
        recorded_at=at,
        person_id=row.person_id,
        exit_id=row.exit_id,
        subject_id=row.id,
        data={"what": row.what, "survey": row.survey, "month": row.month, "state": state, **why},
    )

"""Every query of the schedule."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from monitor.core.errors import NotFound
from monitor.people.models import Person
from monitor.schedule.models import CheckIn, FollowUp, Measure

_ASKABLE = (Measure.tasked_at.is_(None), Measure.channel != "in_person")
"""Nobody was asked to do it by voice yet, and it can be done so."""
_ON_ITS_DAY = (Measure.what == "human_contact") | Measure.person_id.in_(
    select(Person.id).where(Person.survey_channel == "voice")
)
"""Asked for on the day itself: planned contacts, and everything of whoever is asked by voice."""
_SENT = (
    select(CheckIn)
    .where(CheckIn.exit_id == bindparam("exit_id"), CheckIn.sent_at >= bindparam("since"))
    .order_by(CheckIn.sent_at, CheckIn.id)
)
_DUE_CHECKINS = (
    select(CheckIn)
    .where(CheckIn.state == "scheduled", CheckIn.due_at <= bindparam("now"))
    .order_by(CheckIn.due_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_DUE_REVIEWS = (
    select(FollowUp)
    .where(FollowUp.ended_at.is_(None), FollowUp.review_at <= bindparam("now"))
    .order_by(FollowUp.review_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_WITHOUT_RECEIPT = (
    select(CheckIn)
    .where(
        CheckIn.state.in_(("sent", "late")),
        CheckIn.sent_at < bindparam("sent_before"),
        CheckIn.no_receipt_at.is_(None),
        CheckIn.delivered_at.is_(None),
        CheckIn.undelivered_at.is_(None),
    )
    .order_by(CheckIn.sent_at)
    .limit(bindparam("most"))
)
_UNTASKED = (
    select(Measure)
    .where(
        Measure.state == "due",
        *_ASKABLE,
        Measure.window_to >= bindparam("contact_due_by"),
        (_ON_ITS_DAY & (Measure.due_on <= bindparam("contact_due_by")))
        | ((Measure.what == "survey") & (Measure.window_to <= bindparam("survey_window_by"))),
    )
    .order_by(Measure.due_on)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
OPEN = ("sent", "delivered", "undelivered", "no_receipt", "replied", "late")


def get_checkin(session: Session, checkin_id: str) -> CheckIn:
    """Return a check-in."""
    row = session.get(CheckIn, checkin_id)
    if row is None:
        raise NotFound("there is no such check-in")
    return row


def claim_due_checkins(session: Session, *, now: datetime, limit: int) -> Sequence[CheckIn]:
    """Take check-ins that are due; a second process passes over rows that one has taken."""
    rows = session.scalars(_DUE_CHECKINS, {"now": now, "most": limit}).all()
    for row in rows:
        row.state = "queued"
    session.flush()
    return rows


def claim_due_reviews(session: Session, *, now: datetime, limit: int) -> Sequence[FollowUp]:
    """Take follow-ups whose review is due; a second process passes over those taken."""
    return session.scalars(_DUE_REVIEWS, {"now": now, "most": limit}).all()


def get_follow_up(session: Session, exit_id: str) -> FollowUp:
    """Return the follow-up of an exit."""
    row = session.get(FollowUp, exit_id)
    if row is None:
        raise NotFound("this exit is not followed up")
    return row


def find_running(session: Session, person_id: str) -> FollowUp | None:
    """Return the running follow-up of a person."""
    query = select(FollowUp).where(FollowUp.person_id == person_id, FollowUp.ended_at.is_(None))
    return session.scalar(query.order_by(FollowUp.exit_on.desc()).limit(1))


def list_sent(session: Session, exit_id: str, *, since: datetime) -> Sequence[CheckIn]:
    """Return the check-ins of an exit that went out since an instant, oldest first."""
    return session.scalars(_SENT, {"exit_id": exit_id, "since": since}).all()


def list_unanswered_before(session: Session, checkin: CheckIn) -> Sequence[CheckIn]:
    """Return earlier check-ins of the same exit that nobody answered and nobody closed."""
    query = select(CheckIn).where(
        CheckIn.exit_id == checkin.exit_id,
        CheckIn.slot_on < checkin.slot_on,
        CheckIn.state.in_(OPEN),
        CheckIn.replied_at.is_(None),
        CheckIn.closed_at.is_(None),
    )
    return session.scalars(query).all()


def find_answerable(session: Session, person_id: str, *, since: datetime) -> CheckIn | None:
    """Return the newest check-in sent since an instant that is not closed."""
    query = (
        select(CheckIn)
        .where(
            CheckIn.person_id == person_id,
            CheckIn.state.in_(OPEN),
            CheckIn.sent_at >= since,
            CheckIn.closed_at.is_(None),
        )
        .order_by(CheckIn.sent_at.desc())
        .limit(1)
    )
    return session.scalar(query)


def find_scheduled(session: Session, exit_id: str) -> CheckIn | None:
    """Return the next check-in of an exit."""
    query = select(CheckIn).where(CheckIn.exit_id == exit_id, CheckIn.state == "scheduled")
    return session.scalar(query)


def find_pending(session: Session, exit_id: str) -> CheckIn | None:
    """Return the check-in of an exit that is planned, or waits in the outbox."""
    query = select(CheckIn).where(
        CheckIn.exit_id == exit_id, CheckIn.state.in_(("scheduled", "queued"))
    )
    return session.scalar(query.order_by(CheckIn.slot_on).limit(1))


def list_without_receipt(
    session: Session, *, sent_before: datetime, limit: int
) -> Sequence[CheckIn]:
    """Return check-ins that went out and of which no receipt ever came."""
    return session.scalars(_WITHOUT_RECEIPT, {"sent_before": sent_before, "most": limit}).all()


def list_checkins(session: Session, person_id: str) -> Sequence[CheckIn]:
    """Return all check-ins of a person that have been decided, oldest first."""
    query = select(CheckIn).where(CheckIn.person_id == person_id, CheckIn.state != "scheduled")
    return session.scalars(query.order_by(CheckIn.slot_on)).all()


def list_measures(session: Session, person_id: str) -> Sequence[Measure]:
    """Return all measures of a person, by date."""
    query = select(Measure).where(Measure.person_id == person_id)
    return session.scalars(query.order_by(Measure.due_on, Measure.what, Measure.survey)).all()


def list_open_measures(session: Session, person_id: str, *, on: date) -> Sequence[Measure]:
    """Return the measures of a person whose window is open."""
    query = select(Measure).where(
        Measure.person_id == person_id,
        Measure.state == "due",
        Measure.window_from <= on,
        Measure.window_to >= on,
    )
    return session.scalars(query.order_by(Measure.due_on, Measure.survey)).all()


def list_passed_measures(
    session: Session, *, on: date, limit: int, but: Collection[str]
) -> Sequence[Measure]:
    """Return measures still due whose window has passed, but for some."""
    query = select(Measure).where(
        Measure.state == "due", Measure.window_to < on, Measure.id.not_in(but)
    )
    return session.scalars(query.order_by(Measure.window_to).limit(limit)).all()


def list_untasked_measures(
    session: Session, *, contact_due_by: date, survey_window_by: date, limit: int
) -> Sequence[Measure]:
    """Return measures for which it is time that a caseworker acts, and none was asked to.

    One whose window has passed asks nothing of anybody any more.
    """
    asked = {
        "contact_due_by": contact_due_by, "survey_window_by": survey_window_by, "most": limit,
    }  # fmt: skip
    return session.scalars(_UNTASKED, asked).all()


def first_window_end(session: Session, *, after: date, untasked: bool) -> date | None:
    """Return the earliest last day after a date of a measure still due, or of an unasked survey."""
    query = select(func.min(Measure.window_to)).where(
        Measure.state == "due", Measure.window_to > after
    )
    if untasked:
        query = query.where(Measure.what == "survey", *_ASKABLE)
    return session.scalar(query)


def first_contact_date(session: Session, *, after: date) -> date | None:
    """Return the earliest date, after another, on which a caseworker is asked for something."""
    query = select(func.min(Measure.due_on)).where(
        Measure.state == "due", _ON_ITS_DAY, Measure.due_on > after, *_ASKABLE
    )
    return session.scalar(query)


def next_due_at(session: Session) -> datetime | None:
    """Return the next instant at which a check-in or a review falls due."""
    instants = (
        session.scalar(select(func.min(CheckIn.due_at)).where(CheckIn.state == "scheduled")),
        session.scalar(select(func.min(FollowUp.review_at)).where(FollowUp.ended_at.is_(None))),
    )
    return min((instant for instant in instants if instant is not None), default=None)


def last_slot(session: Session, exit_id: str) -> date | None:
    """Return the latest slot that an exit has a row for."""
    return session.scalar(select(func.max(CheckIn.slot_on)).where(CheckIn.exit_id == exit_id))


def get_measure(session: Session, measure_id: str) -> Measure:
    """Return a measure."""
    row = session.get(Measure, measure_id)
    if row is None:
        raise NotFound("there is no such measure")
    return row


def list_due_measures(session: Session, exit_id: str) -> Sequence[Measure]:
    """Return the measures of an exit that are still due."""
    query = select(Measure).where(Measure.exit_id == exit_id, Measure.state == "due")
    return session.scalars(query).all()

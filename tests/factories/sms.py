"""Messages for tests: a programme in which everything may go out on a Monday evening."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.core.clock import FixedClock, to_local
from monitor.core.ids import new_id
from monitor.people import service as people
from monitor.people.enrolment import PROTOCOL
from monitor.schedule import service as schedule
from monitor.schedule.models import CheckIn
from monitor.sms.gateways.recording import RecordingGateway
from monitor.sms.message_state import Purpose, Recipient
from monitor.sms.models import OutboundMessage, RawCallback
from monitor.sms.outbox import Held, Queued, SendRequest
from monitor.triage import rota
from monitor.usecases.programme import Programme
from monitor.usecases.queue_message import queue_message
from tests.factories.people import a_person
from tests.factories.staff import a_member

# Monday 2 March 2026, 18:30 in Nairobi: inside the evening window of `a_plan`.
EVENING = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)
A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Scene:
    """One person to write to, somebody on duty, and the hands on clock and gateway."""

    programme: Programme
    person_id: str
    exit_id: str
    staff_id: str

    @property
    def clock(self) -> FixedClock:
        """Return the clock set by hand."""
        assert isinstance(self.programme.clock, FixedClock)
        return self.programme.clock

    @property
    def gateway(self) -> RecordingGateway:
        """Return the gateway that reaches nobody."""
        assert isinstance(self.programme.gateway, RecordingGateway)
        return self.programme.gateway

    @property
    def now(self) -> datetime:
        """Return the programme's time."""
        return self.programme.clock.now()

    def queue(self, **changes: Any) -> Queued | Held:
        """Queue a message to her, a check-in unless told otherwise."""
        with self.programme.database.transaction() as session:
            request = a_request(self.person_id, now=self.now, **changes)
            return queue_message(session, self.programme, request, now=self.now)

    def message(self, queued: Queued | Held) -> OutboundMessage:
        """Return the row as it stands now."""
        assert isinstance(queued, Queued)
        return self.row(queued.message_id)

    def row(self, message_id: str) -> OutboundMessage:
        """Return a row as it stands now."""
        with self.programme.database.reading() as session:
            return session.get_one(OutboundMessage, message_id)

    def rows(self) -> list[OutboundMessage]:
        """Return every row, oldest first."""
        with self.programme.database.reading() as session:
            return list(session.scalars(select(OutboundMessage).order_by(OutboundMessage.id)))

    def checkin(self, checkin_id: str) -> CheckIn:
        """Return a check-in as it stands now."""
        with self.programme.database.reading() as session:
            return session.get_one(CheckIn, checkin_id)

    def first_checkin(self) -> str:
        """Return the id of her first check-in."""
        with self.programme.database.reading() as session:
            query = select(CheckIn.id).where(CheckIn.person_id == self.person_id)
            return session.scalars(query.order_by(CheckIn.slot_on)).all()[0]

    def restrict(self, kind: str) -> None:
        """Forbid contact with her, as committed by somebody else."""
        with self.programme.database.transaction() as session:
            people.restrict(
                session,
                kind=kind,
                scope="person",
                person_id=self.person_id,
                reason="test",
                at=self.now,
            )

    def page(self) -> Queued | Held:
        """Queue a page to the person on duty."""
        with self.programme.database.transaction() as session:
            request = a_page(self.staff_id, now=self.now)
            return queue_message(session, self.programme, request, now=self.now)


def set_scene(programme: Programme, *, at: datetime = EVENING, **person: Any) -> Scene:
    """Enrol somebody on her exit day, put somebody on duty, and set the clock to an evening."""
    assert isinstance(programme.clock, FixedClock)
    programme.clock.set(at)
    with programme.database.transaction() as session:
        enrolled = a_person(session, at=at - timedelta(hours=1), **person)
        member = a_member(session, "zawadi", at=at, phone="+254799000001")
        rota.add_duty(
            session,
            staff_id=member.staff_id,
            backup_id=None,
            starts_at=at - A_WEEK,
            ends_at=at + 30 * A_WEEK,
        )
        schedule.start_protocol(
            session,
            person_id=enrolled.person_id,
            exit_id=enrolled.exit_id,
            exit_on=to_local(at).date(),
            protocol=PROTOCOL,
            now=at,
        )
    return Scene(programme, enrolled.person_id, enrolled.exit_id, member.staff_id)


def a_request(person_id: str, *, now: datetime, **changes: Any) -> SendRequest:
    """Return a wish to send her the usual check-in now."""
    fields: dict[str, Any] = {
        "recipient": Recipient.PERSON,
        "purpose": Purpose.CHECKIN,
        "template": "checkin_a",
        "language": "sw",
        "person_id": person_id,
        "due_at": now,
    }
    return SendRequest(**{**fields, **changes})


def a_page(staff_id: str, *, now: datetime) -> SendRequest:
    """Return a wish to page somebody now."""
    return SendRequest(
        recipient=Recipient.STAFF,
        purpose=Purpose.PAGE,
        template="page",
        language="sw",
        staff_id=staff_id,
        values={"severity": "4"},
        due_at=now,
        automated=True,
    )


def a_callback(session: Session, *, kind: str, at: datetime, gateway: str = "recording") -> str:
    """Return the id of a stored callback of a kind."""
    raw = RawCallback(
        id=new_id(), gateway=gateway, kind=kind, dedupe=new_id(), content_hash="", received_at=at,
        content_type="application/x-www-form-urlencoded", state="read", attempts=0,
    )  # fmt: skip
    session.add(raw)
    session.flush()
    return raw.id

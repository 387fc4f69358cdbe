"""A programme with staff in two houses, people and cases; and a browser that posts real forms."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from monitor.people.enrolment import PROTOCOL
from monitor.privacy import vault
from monitor.reading.reading import Label, Reading
from monitor.schedule import service as schedule
from monitor.sms import replies
from monitor.sms.replies import Arrived
from monitor.staff import store as staff_store
from monitor.staff.passwords import hash_password
from monitor.staff.roles import Role
from monitor.triage import rota
from monitor.triage import service as triage
from monitor.triage.flag import flag
from monitor.triage.flags.reply import Writer, reply_flags
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from tests.factories.people import a_person
from tests.factories.sms import a_callback
from tests.factories.staff import PASSWORD, a_member

OTHER_HOUSE = "Coast House"
WORDS = "amenipiga jana usiku"
NUMBER = "+254712345678"
EXIT_ON = date(2026, 3, 2)
STRANGER = "+254799000111"
STAFF = {
    "njeri": (Role.CASEWORKER, "Nairobi House"),
    "otieno": (Role.CASEWORKER, "Nairobi House"),
    "wanjiku": (Role.SUPERVISOR, "Nairobi House"),
    "pwani": (Role.CASEWORKER, OTHER_HOUSE),
    "mwangi": (Role.MANAGER, None),
    "data": (Role.DATA_OFFICER, None),
    "fundi": (Role.TECHNICIAN, None),
}


@cache
def hashed() -> str:
    """Return the hash of everybody's password, made once: argon2 is slow on purpose."""
    return hash_password(PASSWORD)


@dataclass(frozen=True)
class Stage:
    """Who and what is there."""

    staff: dict[str, str]
    person_id: str
    exit_id: str
    case_id: str
    event_id: str
    stranger_text: str
    duty_id: str


def set_stage(programme: Programme) -> Stage:
    """Put on a small programme: Amani of njeri's has written that she was beaten."""
    now, wall = programme.clock.now(), programme.wall.now()
    with programme.database.transaction() as session:
        staff = {
            name: a_member(session, name, at=wall, role=role, shelter=house, language="en").staff_id
            for name, (role, house) in STAFF.items()
        }
        for staff_id in staff.values():
            staff_store.get(session, staff_id).password_hash = hashed()
        duty_id = rota.add_duty(
            session, staff_id=staff["otieno"], backup_id=None,
            starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=30),
        )  # fmt: skip
        her = a_person(session, at=now - timedelta(days=30), caseworker="njeri", number=NUMBER)
        schedule.start_protocol(
            session, person_id=her.person_id, exit_id=her.exit_id, exit_on=EXIT_ON,
            protocol=PROTOCOL, now=now,
        )  # fmt: skip
        case_id, event_id = write(session, programme, her.person_id)
        stranger_text = keep_text(session, programme, None, "habari gani", Label.UNCLEAR, 1)
    return Stage(staff, her.person_id, her.exit_id, case_id, event_id, stranger_text[0], duty_id)


def write(session: Session, programme: Programme, person_id: str) -> tuple[str, str]:
    """Have a person write that she was beaten; return her case and its event."""
    message_id, reading = keep_text(
        session, programme, person_id, WORDS, Label.DISTRESS, 4, topics=("violence",)
    )
    now = programme.clock.now()
    raised = triage.raise_flag(
        session, reply_flags(reading, Writer())[0], person_id=person_id, source_type="inbound",
        source_id=message_id, arrived_at=now, now=now,
    )  # fmt: skip
    page_for(session, programme, raised, now=now)
    return raised.case_id, raised.event_id


def raise_case(programme: Programme, person_id: str, rule: str, **details: Any) -> str:
    """Raise a case without words; return it."""
    now = programme.clock.now()
    with programme.database.transaction() as session:
        raised = triage.raise_flag(
            session, flag(rule, **details), person_id=person_id, source_type="system",
            source_id=None, arrived_at=now, now=now,
        )  # fmt: skip
    return raised.case_id


def keep_text(
    session: Session,
    programme: Programme,
    person_id: str | None,
    text: str,
    label: Label,
    severity: int,
    topics: tuple[str, ...] = (),
) -> tuple[str, Reading]:
    """Store a text as the inbox does; return its id and how it was read."""
    at = programme.clock.now()
    reading = Reading(label, severity, topics, (), (("violence", "amenipiga"),))
    arrived = Arrived(
        raw_id=a_callback(session, kind="sms", at=at), text=text, person_id=person_id,
        number=NUMBER if person_id else STRANGER, matched="person" if person_id else "unknown",
        staff_id=None, checkin_id=None, received_at=at, provider_time=None, network="",
    )  # fmt: skip
    return replies.keep(session, arrived, reading), reading


def lookup_of(session: Session, number: str) -> str:
    """Return the keyed hash of a number."""
    return vault.lookup(session, number, use="phone")


@dataclass
class Browser:
    """A client that keeps its cookies and sends the token of the last page it saw."""

    client: FlaskClient
    token: str = ""
    page: str = field(default="", repr=False)

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        return self._seen(self.client.get(path))

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        """Send a form with the token of the session."""
        values = {"csrf_token": self.token, **(data or {})}
        return self._seen(self.client.post(path, data=values, **more))

    def hidden(self, name: str) -> str:
        """Return the value of a hidden field of the last page."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found is not None, f"no hidden field {name}"
        return unescape(found[1])

    def _seen(self, response: TestResponse) -> TestResponse:
        if response.mimetype == "text/html":
            self.page = response.text
            found = re.search(r'name="csrf_token" value="([^"]+)"', response.text)
            self.token = found[1] if found else self.token
        return response


def browse(app: Flask, username: str | None = None) -> Browser:
    """Return a browser, logged in where a username is given."""
    browser = Browser(app.test_client())
    browser.get("/login")
    if username is not None:
        sent = browser.post("/login", {"username": username, "password": PASSWORD})
        assert sent.status_code == 303, sent.status_code
        browser.get("/account")
    return browser

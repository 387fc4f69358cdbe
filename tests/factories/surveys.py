"""A phone that dials the code through HTTP, and surveys that fall due when a test needs one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from monitor.core.ids import new_id
from monitor.schedule.models import Measure
from monitor.usecases.programme import Programme
from tests.factories.people import NUMBER

CODE = "*384*2025#"
STRANGER = "+254799999999"


class Handset:
    """One phone: it dials, types, and shows what came back."""

    def __init__(self, app: Flask, programme: Programme, number: str = NUMBER) -> None:
        self._client = app.test_client()
        self._keys = programme.keyring.callbacks
        self.number = number
        self.session_id = ""
        self.inputs: list[str] = []
        self.shows = ""

    @property
    def transcript(self) -> str:
        """Return everything typed so far, as the provider sends it."""
        return "*".join(self.inputs)

    def dial(self, *typed: str) -> str:
        """Dial anew and type one entry after another; return the last screen."""
        self.session_id, self.inputs = f"ATUid_{new_id()}", []
        self.send()
        for entry in typed:
            self.type(entry)
        return self.shows

    def type(self, entry: str) -> str:
        """Type one entry."""
        self.inputs.append(entry)
        return self.send()

    def send(self) -> str:
        """Send the transcript as it stands, again if it was sent before."""
        fields = {
            "sessionId": self.session_id, "serviceCode": CODE, "phoneNumber": self.number,
            "networkCode": "63902", "text": self.transcript,
        }  # fmt: skip
        self.shows = self.post("ussd", fields)
        return self.shows

    def hang_up(self, status: str = "Incomplete", **changes: str) -> None:
        """Have the provider say that the session is over, with what it repeats of it."""
        fields = {
            "date": "2026-03-02 06:05:31", "sessionId": self.session_id, "serviceCode": CODE,
            "networkCode": "63902", "phoneNumber": self.number, "status": status,
            "input": self.transcript, "lastAppResponse": self.shows,
        }  # fmt: skip
        self.post("ussd-end", {**fields, **changes})

    def post(self, kind: str, fields: dict[str, str]) -> str:
        """Post a callback with its key."""
        key = self._keys[kind][0]
        answer = self._client.post(
            f"/callbacks/recording/{kind}?key={key}", data=urlencode(fields),
            content_type="application/x-www-form-urlencoded",
        )  # fmt: skip
        assert answer.status_code == 200
        return answer.get_data(as_text=True)


def a_due_survey(
    session: Session, person_id: str, exit_id: str, *, survey: str = "core14", on: date
) -> str:
    """Return the id of a measure whose window is open around a date."""
    measure = Measure(
        id=new_id(), person_id=person_id, exit_id=exit_id, what="survey", survey=survey,
        channel="ussd", month=1, due_on=on, window_from=on - timedelta(days=14),
        window_to=on + timedelta(days=28), state="due",
    )  # fmt: skip
    session.add(measure)
    session.flush()
    return measure.id


@contextmanager
def counted_statements(engine: Engine) -> Iterator[list[str]]:
    """Yield the statements run meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)

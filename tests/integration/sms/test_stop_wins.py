"""Whatever the order of events, nothing is handed over that was not claimed before a stop."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from monitor.core.clock import to_local
from monitor.core.ids import new_id
from monitor.people import service as people
from monitor.sms import outbox
from monitor.sms.claiming import ClaimedMessage, Terms, claim
from monitor.sms.delivery import attempt
from monitor.sms.message_state import Purpose
from monitor.sms.outcome import record_outcome
from monitor.usecases.programme import Programme
from monitor.usecases.queue_message import queue_message
from tests.factories.people import a_person
from tests.factories.sms import EVENING, Scene, a_request, set_scene

STOPS = ("opt_out", "no_sms", "freeze", "pause", "kill", "kill_all", "end")
STEPS = ("queue", "queue_later", "answer", "claim", "send", "wait", "take_back", "new_number")
_numbers = count(1)


class Play:
    """One person, one worker, and every message that was claimed while nothing forbade it."""

    def __init__(self, scene: Scene, person_id: str, exit_id: str) -> None:
        self.scene, self.person_id, self.exit_id = scene, person_id, exit_id
        self.claimed: list[ClaimedMessage] = []
        self.fair: set[str] = set()
        self.stops: set[str] = set()

    def do(self, step: str) -> None:
        """Take one step of the story in a transaction of its own."""
        if step in STOPS:
            self._commit(lambda session: self._stop(session, step))
            self.stops.add(step)
        elif step == "send":
            self._send()
        elif step == "wait":
            self.scene.clock.advance(timedelta(seconds=4))
        else:
            self._commit(getattr(self, f"_{step}"))

    def _commit(self, deed: Callable[[Session], object]) -> None:
        with self.scene.programme.database.transaction() as session:
            deed(session)

    def _queue(self, session: Session) -> None:
        request = a_request(self.person_id, now=self.scene.now)
        queue_message(session, self.scene.programme, request, now=self.scene.now)

    def _queue_later(self, session: Session) -> None:
        later = self.scene.now + timedelta(seconds=5)
        request = a_request(self.person_id, now=later)
        queue_message(session, self.scene.programme, request, now=self.scene.now)

    def _answer(self, session: Session) -> None:
        request = a_request(
            self.person_id, now=self.scene.now, purpose=Purpose.ANSWER, template="ack",
            answers_id=new_id(),
        )  # fmt: skip
        queue_message(session, self.scene.programme, request, now=self.scene.now)

    def _take_back(self, session: Session) -> None:
        outbox.cancel_waiting(session, self.person_id, reason="opted_out", at=self.scene.now)

    def _claim(self, session: Session) -> None:
        terms = Terms(
            worker="w", now=self.scene.now, wall_now=self.scene.now, rota_covered=True,
            unapproved_ok=True, gateway="recording",
        )  # fmt: skip
        taken = claim(session, terms, limit=5).messages
        assert not (taken and self.stops), f"claimed after {self.stops}"
        number = people.number_of(session, self.person_id)
        assert all(message.to == number for message in taken)
        assert len(taken) <= 1, "one message to a person at a time"
        self.claimed += taken
        self.fair |= {message.message_id for message in taken}

    def _send(self) -> None:
        if not self.claimed:
            return
        message = self.claimed.pop(0)
        assert message.message_id in self.fair
        outcome = attempt(self.scene.gateway, message)
        with self.scene.programme.database.transaction() as session:
            record_outcome(
                session, message.message_id, outcome, gateway="recording", now=self.scene.now
            )

    def _new_number(self, session: Session) -> None:
        people.change_number(
            session, self.person_id, number=a_number(), shared_with=None, at=self.scene.now,
            recorded_by=None,
        )  # fmt: skip

    def _stop(self, session: Session, kind: str) -> None:
        now = self.scene.now
        if kind == "end":
            if "end" not in self.stops:
                people.end_exit(
                    session, self.exit_id, ended_as="returned", on=to_local(now).date(), at=now,
                    recorded_by=None,
                )  # fmt: skip
        elif kind == "kill_all":
            people.restrict(session, kind="kill", scope="all", reason="drill", at=now)
        else:
            people.restrict(
                session, kind=kind, scope="person", person_id=self.person_id, reason="t", at=now
            )

    def finish(self) -> None:
        """Take away what would outlast this story."""
        self._commit(self._leave)

    def _leave(self, session: Session) -> None:
        now = self.scene.now
        people.lift(session, kind="kill", scope="all", at=now, lifted_by=None)
        outbox.cancel_waiting_for_all(session, reason="paused", at=now)


Begin = Callable[[], Play]


def a_number() -> str:
    """Return a Kenyan number nobody had before."""
    return f"+2547{next(_numbers):08d}"


@given(story=st.lists(st.sampled_from(STEPS + STOPS), max_size=14))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_nothing_is_claimed_after_a_stop_was_committed(begin: Begin, story: list[str]) -> None:
    play = begin()
    try:
        for step in story:
            play.do(step)
    finally:
        play.finish()


@pytest.mark.parametrize("stop", STOPS)
def test_a_message_claimed_before_the_stop_is_the_last_one(begin: Begin, stop: str) -> None:
    play = begin()
    for step in ("queue", "claim", stop, "send", "wait", "queue", "claim", "send"):
        play.do(step)
    assert len(play.scene.gateway.handed) == 1


def test_without_a_stop_everything_goes_out(begin: Begin) -> None:
    play = begin()
    for step in ("queue", "answer", "claim", "send", "wait", "claim", "send"):
        play.do(step)
    assert len(play.scene.gateway.handed) == 2


@pytest.fixture
def begin(programme: Programme) -> Begin:
    scene = set_scene(programme)

    def start() -> Play:
        """Enrol somebody new and set the clock back to the evening."""
        scene.clock.set(EVENING)
        with programme.database.transaction() as session:
            enrolled = a_person(
                session, at=EVENING, code_name=f"P{next(_numbers)}", number=a_number()
            )
        return Play(scene, enrolled.person_id, enrolled.exit_id)

    return start

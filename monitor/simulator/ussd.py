"""USSD sessions as a network runs them: dialling, turns, time limits and the end report."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.core.clock import Clock
from monitor.core.errors import Conflict, Invalid, NotFound
from monitor.core.ids import new_id
from monitor.simulator import bodies
from monitor.simulator.caller import Answer, Caller
from monitor.simulator.deliveries import Deliveries
from monitor.simulator.faults import Direction, FaultBoard, FaultKind
from monitor.simulator.handsets import REACHABLE, Handsets
from monitor.simulator.networks import network_of
from monitor.simulator.settings import CallbackKind, SimulatorSettings
from monitor.simulator.ussd_screen import NETWORK, Screen, deep_inputs, judge

_NO_NETWORK = "No network. The phone is off, out of coverage or does not exist."
_BAD_CODE = "Connection problem or invalid MMI code."
_LOST = "Connection lost."
_PROBLEM = "Connection problem. Please try again later."
_OVER = "The session is over: it took too long."
_ENDED = "You ended the session."
_NEVER_ASKED = Answer(0, "", "")


@dataclass
class Session:
    """One running session; instants are real time, as a network counts it."""

    id: str
    number: str
    code: str
    started_at: datetime
    last_at: datetime
    inputs: list[str] = field(default_factory=list)
    metadata: list[str] = field(default_factory=list)
    hops: int = 0
    last_response: str = ""
    busy: bool = False

    @property
    def text(self) -> str:
        """Return every input so far, joined by stars."""
        return "*".join(self.inputs)


class UssdSwitch:
    """Runs at most one session per phone and remembers the screen each phone shows."""

    def __init__(
        self,
        settings: SimulatorSettings,
        handsets: Handsets,
        deliveries: Deliveries,
        *,
        caller: Caller,
        faults: FaultBoard,
        wall: Clock,
        now: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._handsets = handsets
        self._deliveries = deliveries
        self._caller = caller
        self._faults = faults
        self._wall = wall
        self._now = now
        self._lock = threading.Lock()
        self._sessions: dict[str, Session] = {}
        self._screens: dict[str, Screen] = {}

    def dial(self, number: str, code: str) -> Screen:
        """Dial a code from a phone; whatever session it had ends first."""
        phone = self._handsets.get(number)
        self.hang_up(phone.number)
        if phone.state not in REACHABLE:
            return self._show(phone.number, NETWORK, _NO_NETWORK)
        inputs = deep_inputs(code, self._settings.ussd_code)
        if inputs is None:
            return self._show(phone.number, NETWORK, _BAD_CODE)
        now = self._wall.now()
        session = Session(
            id="ATUid_" + new_id().replace("-", ""),
            number=phone.number,
            code=self._settings.ussd_code,
            started_at=now,
            last_at=now,
            inputs=inputs,
            busy=True,
        )
        with self._lock:
            self._sessions[phone.number] = session
        return self._turn(session)

    def enter(self, number: str, text: str) -> Screen:
        """Answer the screen that a phone shows."""
        phone = self._handsets.get(number)
        limit = network_of(phone.number).input_characters
        if len(text) > limit:
            raise Invalid(f"this network takes at most {limit} characters", field="text")
        self.expire()
        session = self._claim(phone.number)
        session.inputs.append(text)
        return self._turn(session)

    def hang_up(self, number: str) -> Screen | None:
        """End a phone's session from the phone, and clear its screen."""
        number = self._handsets.get(number).number
        with self._lock:
            session = self._sessions.get(number)
            self._screens.pop(number, None)
        if session is None:
            return None
        return self._end(session, "Incomplete", NETWORK, _ENDED)

    def forget(self, number: str) -> None:
        """Clear the screen of a phone whose session is over."""
        with self._lock:
            self._screens.pop(self._handsets.get(number).number, None)

    def screen(self, number: str) -> Screen | None:
        """Return what a phone shows, or None."""
        with self._lock:
            return self._screens.get(number)

    def expire(self) -> None:
        """End the sessions that took too long or that nobody answers."""
        now = self._wall.now()
        with self._lock:
            over = [s for s in self._sessions.values() if not s.busy and self._limit(s) <= now]
        for session in over:
            self._end(session, "Incomplete", NETWORK, _OVER)

    def next_expiry(self) -> datetime | None:
        """Return when the next session runs out, or None."""
        with self._lock:
            idle = [self._limit(s) for s in self._sessions.values() if not s.busy]
        return min(idle, default=None)

    def _limit(self, session: Session) -> datetime:
        whole = timedelta(seconds=self._settings.timing.ussd_session_seconds)
        idle = timedelta(seconds=network_of(session.number).idle_seconds)
        return min(session.started_at + whole, session.last_at + idle)

    def _claim(self, number: str) -> Session:
        with self._lock:
            session = self._sessions.get(number)
            if session is None:
                raise NotFound("this phone has no open session")
            if session.busy:
                raise Conflict("the last answer is still on its way")
            session.busy = True
            return session

    def _turn(self, session: Session) -> Screen:
        answer = self._ask(session)
        phone = self._handsets.get(session.number)
        if phone.delay_seconds:
            self._faults.hold(phone.delay_seconds)
        if phone.drop_next:
            self._handsets.change(phone.number, drop_next=False)
            self._remember(session, answer)
            return self._end(session, "Incomplete", NETWORK, _LOST)
        return self._read(session, answer)

    def _ask(self, session: Session) -> Answer | None:
        fault = self._faults.take(Direction.CALLBACKS, CallbackKind.USSD)
        kind = fault.kind if fault else None
        if kind is FaultKind.LOSE:
            return _NEVER_ASKED
        if fault and kind is FaultKind.DELAY:
            self._faults.hold(fault.seconds)
        fields = bodies.ussd_turn(
            session.id, number=session.number, code=session.code, text=session.text
        )
        answer = None
        for _ in range(fault.times if fault and kind is FaultKind.REPEAT else 1):
            answer = self._caller.post(
                CallbackKind.USSD,
                fields,
                timeout_seconds=self._settings.timing.ussd_timeout_seconds,
                spoil=kind,
            )
        return answer

    def _remember(self, session: Session, answer: Answer | None) -> None:
        session.hops += 1
        if answer is not None and answer.status == 200:
            session.last_response = answer.text
            session.metadata += [answer.hop_metadata] if answer.hop_metadata else []

    def _read(self, session: Session, answer: Answer | None) -> Screen:
        if answer is _NEVER_ASKED:
            return self._end(session, "Incomplete", NETWORK, _LOST)
        self._remember(session, answer)
        verdict = judge(answer.status if answer else None, answer.text if answer else "")
        if verdict.error is not None:
            return self._end(session, "Failed", NETWORK, _PROBLEM, error=verdict.error)
        if verdict.ends:
            return self._end(session, "Success", "end", verdict.text)
        return self._go_on(session, verdict.text)

    def _go_on(self, session: Session, text: str) -> Screen:
        with self._lock:
            session.last_at = self._wall.now()
            session.busy = False
            still_open = self._sessions.get(session.number) is session
        if not still_open:
            return Screen(kind=NETWORK, text=_ENDED, session_id=session.id, limit=0)
        return self._show(session.number, "con", text, session_id=session.id)

    def _end(
        self, session: Session, status: str, kind: str, text: str, error: str | None = None
    ) -> Screen:
        with self._lock:
            if self._sessions.get(session.number) is session:
                del self._sessions[session.number]
        spent = self._wall.now() - session.started_at
        end = bodies.SessionEnd(
            session_id=session.id,
            number=session.number,
            code=session.code,
            at=self._now(),
            status=status,
            milliseconds=int(spent.total_seconds() * 1000),
            hops=session.hops,
            metadata="|".join(session.metadata),
            input=session.text,
            last_response=session.last_response,
            error=error,
        )
        self._deliveries.put(CallbackKind.USSD_END, end.fields())
        return self._show(session.number, kind, text, session_id=session.id)

    def _show(self, number: str, kind: str, text: str, *, session_id: str = "") -> Screen:
        limit = network_of(number).screen_characters
        screen = Screen(kind=kind, text=text, session_id=session_id, limit=limit)
        with self._lock:
            self._screens[number] = screen
        return screen

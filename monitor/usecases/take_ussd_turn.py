"""Answer one request of a USSD session; whatever happens, the handset gets a screen.

One transaction holds the turn, its effects and its reply, committed before the reply is sent. If it
fails nothing of it remains; the bare facts of the turn are then kept in a transaction of their own
for a person, an alarm is raised, and the caller reads a neutral last screen.
"""

import json
from dataclasses import dataclass
from hashlib import sha256

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from monitor.privacy import vault
from monitor.sms import inbox, ussd_sessions
from monitor.sms.gateway import Quarantine, UssdTurn
from monitor.sms.inbox import Callback, Verdict
from monitor.sms.public_menu import load_public_menu
from monitor.sms.transcript import read_turn
from monitor.sms.ussd import end
from monitor.sms.ussd_input import keepable, without_typed
from monitor.triage.alarms import raise_alarm
from monitor.usecases.answer_ussd import answer_ussd
from monitor.usecases.programme import Programme

LAST_RESORT = "END Asante."
KIND = "ussd"
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Request:
    """A request as it came."""

    gateway: str
    body: bytes
    content_type: str


def take_ussd_turn(programme: Programme, gateway_name: str, body: bytes, content_type: str) -> str:
    """Return the screen for one request: always CON or END, never an exception."""
    request = _Request(gateway_name, body, content_type)
    try:
        reply = _answer(programme, request)
    except Exception:
        log.exception("ussd_turn_failed")
        return _set_aside(programme, request)
    for job in ("read_inbox", "deliver_outbox"):
        programme.bell.ring(job)
    return reply


def _answer(programme: Programme, request: _Request) -> str:
    try:
        return _answer_once(programme, request)
    except IntegrityError:
        # The same request came twice at the same moment: the second try finds the first one's turn.
        return _answer_once(programme, request)


def _answer_once(programme: Programme, request: _Request) -> str:
    turn = programme.gateway_named(request.gateway).parse_ussd(request.body, request.content_type)
    with programme.database.transaction() as session:
        if isinstance(turn, Quarantine):
            return _refuse(session, programme, request, turn.reason)
        answered = answer_ussd(
            session, programme, turn, gateway=request.gateway, at=programme.clock.now()
        )
        if answered.refused is not None:
            return _refuse(session, programme, request, answered.refused)
        return answered.body


def _refuse(session: Session, programme: Programme, request: _Request, reason: str) -> str:
    """Keep a request that cannot be used, without anything typed, and end neutrally.

    A reason names fields of ours and never what stood in them, so it may be logged.
    """
    log.warning("ussd_refused", reason=reason)
    kept = without_typed(request.body, request.content_type)
    _keep(session, programme, request, kept, reason=reason, alarm="callback_quarantined")
    return end(load_public_menu(programme.settings.config_dir).ending)


def _set_aside(programme: Programme, request: _Request) -> str:
    """Keep what may be kept of a turn that failed, and answer all the same."""
    try:
        with programme.database.transaction() as session:
            kept = _facts(session, programme, request)
            _keep(session, programme, request, kept, reason="turn_failed", alarm="ussd_turn_failed")
        return end(load_public_menu(programme.settings.config_dir).ending)
    except Exception:
        log.exception("ussd_turn_not_kept")
        return LAST_RESORT


def _facts(session: Session, programme: Programme, request: _Request) -> bytes:
    """Return session, number, keyed hash of the transcript and the last entry without any PIN."""
    turn = programme.gateway_named(request.gateway).parse_ussd(request.body, request.content_type)
    if isinstance(turn, Quarantine):
        return without_typed(request.body, request.content_type)
    known = ussd_sessions.find(session, gateway=request.gateway, provider_id=turn.session_id)
    scope = turn.session_id if known is None else known.id
    text = turn.text or ""
    facts = {
        "session": turn.session_id,
        "number": turn.phone,
        "transcript": vault.transcript_hash(session, text, session_id=scope),
        "length": len(text),
        "input": _last_entry(session, turn, None if known is None else known.id),
    }
    return json.dumps(facts).encode("ascii")


def _last_entry(session: Session, turn: UssdTurn, session_id: str | None) -> str | None:
    if session_id is None:
        return None
    move = read_turn(
        turn.text,
        ussd_sessions.list_turns(session, session_id),
        hash_of=lambda text: vault.transcript_hash(session, text, session_id=session_id),
    )
    return None if move.input is None else keepable(move.input)


def _keep(
    session: Session, programme: Programme, request: _Request, kept: bytes, *, reason: str,
    alarm: str,
) -> None:  # fmt: skip
    now = programme.clock.now()
    callback = Callback(
        gateway=request.gateway, kind=KIND, dedupe=f"{reason}:{sha256(kept).hexdigest()}",
        content="", body=kept.decode("latin-1"), content_type=request.content_type,
    )  # fmt: skip
    stored = inbox.store(session, callback, at=now, quarantine=reason)
    if stored.verdict is Verdict.NEW:
        raise_alarm(session, alarm, at=now)

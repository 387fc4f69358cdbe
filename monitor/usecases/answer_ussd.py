"""Tell what a USSD request is to its session and answer it: only a new turn has effects."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from monitor.core.ids import new_id
from monitor.privacy import vault
from monitor.sms import ussd_sessions
from monitor.sms.gateway import UssdTurn
from monitor.sms.public_menu import first_screen, load_public_menu
from monitor.sms.transcript import Move, StoredTurn, TurnKind, read_turn
from monitor.sms.ussd import con, end
from monitor.sms.ussd_sessions import StoredSession
from monitor.sms.ussd_step import Shown, Step
from monitor.triage.alarms import raise_alarm
from monitor.usecases.answer_in_public import answer_in_public
from monitor.usecases.follow_menu import follow_menu
from monitor.usecases.programme import Programme

log = structlog.get_logger(__name__)
REPLAYED = (TurnKind.REPEAT, TurnKind.STALE)


@dataclass(frozen=True)
class UssdReply:
    """The answer to one request; `refused` says why nothing was done."""

    body: str = field(repr=False)
    refused: str | None = None


def answer_ussd(
    session: Session, programme: Programme, turn: UssdTurn, *, gateway: str, at: datetime
) -> UssdReply:
    """Answer one request in the caller's transaction."""
    menu = load_public_menu(programme.settings.config_dir)
    known = ussd_sessions.find(session, gateway=gateway, provider_id=turn.session_id)
    if known is None:
        known = ussd_sessions.open_session(
            session, gateway=gateway, provider_id=turn.session_id, phone=turn.phone, at=at
        )
    turns = ussd_sessions.list_turns(session, known.id)
    move = _read(session, known, turn, turns)
    if move.kind is TurnKind.NEW:
        reply = con(first_screen(menu))
        ussd_sessions.add_turn(
            session, known, transcript=turn.text or "", reply=reply, at=at, position=0
        )
        return UssdReply(reply)
    if move.kind is TurnKind.ADVANCE:
        step = _step(known, turn, move, gateway)
        answer = answer_in_public if step.person_id is None else follow_menu
        shown = answer(session, programme, step, at=at)
        transcript = turn.text or ""
        _store(session, known, step, shown, transcript=transcript, position=len(turns), at=at)
        return UssdReply(shown.reply)
    if move.kind in REPLAYED and move.replay is not None:
        return UssdReply(ussd_sessions.reply_of(session, known.id, move.replay))
    if move.kind is TurnKind.DIVERGENT:
        # Nobody can tell which of her answers hold, so somebody is to look at the provider.
        log.warning("ussd_divergent", session_id=known.id)
        ussd_sessions.close(session, known.id, at=at)
        raise_alarm(session, "ussd_divergent", at=at)
    return UssdReply(end(menu.ending), refused=move.reason)


def _read(
    session: Session, known: StoredSession, turn: UssdTurn, turns: Sequence[StoredTurn]
) -> Move:
    return read_turn(
        turn.text,
        turns,
        hash_of=lambda text: vault.transcript_hash(session, text, session_id=known.id),
        is_closed=known.closed_at is not None,
        is_same_caller=vault.lookup(session, turn.phone, use="phone") == known.phone_lookup,
    )


def _step(known: StoredSession, turn: UssdTurn, move: Move, gateway: str) -> Step:
    return Step(
        gateway=gateway, turn_id=new_id(), typed=move.input or "", number=turn.phone,
        number_lookup=known.phone_lookup, person_id=known.person_id,
        under_duress=known.under_duress, place=known.place,
    )  # fmt: skip


def _store(
    session: Session,
    known: StoredSession,
    step: Step,
    shown: Shown,
    *,
    transcript: str,
    position: int,
    at: datetime,
) -> None:
    ussd_sessions.add_turn(
        session, known, transcript=transcript, reply=shown.reply, input=step.typed,
        owner=shown.owner_id, turn_id=step.turn_id, position=position, at=at,
    )  # fmt: skip
    ussd_sessions.move(
        session, known.id, person_id=shown.person_id, under_duress=shown.under_duress,
        place=shown.place, at=at,
    )  # fmt: skip
    if shown.ends:
        ussd_sessions.close(session, known.id, at=at)

"""Tell what a USSD request is to its session and answer it: only a new turn has effects."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.core.ids import new_id
from monitor.privacy import vault
from monitor.sms import ussd_sessions
from monitor.sms.gateway import UssdTurn
from monitor.sms.public_menu import first_screen, load_public_menu
from monitor.sms.transcript import Move, TurnKind, read_turn
from monitor.sms.ussd import con, end
from monitor.sms.ussd_sessions import StoredSession
from monitor.sms.ussd_step import Shown, Step
from monitor.usecases.answer_in_public import answer_in_public
from monitor.usecases.follow_menu import follow_menu
from monitor.usecases.programme import Programme

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
    move = _read(session, known, turn)
    if move.kind is TurnKind.NEW:
        reply = con(first_screen(menu))
        ussd_sessions.add_turn(session, known, transcript=turn.text or "", reply=reply, at=at)
        return UssdReply(reply)
    if move.kind is TurnKind.ADVANCE:
        return UssdReply(_advance(session, programme, known, turn, move, gateway, at))
    if move.kind in REPLAYED and move.replay is not None:
        return UssdReply(ussd_sessions.reply_of(session, known.id, move.replay))
    if move.kind is TurnKind.DIVERGENT:
        ussd_sessions.close(session, known.id, at=at)
        return UssdReply(end(menu.ending), refused=move.kind.value)
    return UssdReply(end(menu.ending), refused=move.reason)


def _read(session: Session, known: StoredSession, turn: UssdTurn) -> Move:
    return read_turn(
        turn.text,
        ussd_sessions.list_turns(session, known.id),
        hash_of=lambda text: vault.transcript_hash(session, text, session_id=known.id),
        is_closed=known.closed_at is not None,
        is_same_caller=vault.lookup(session, turn.phone, use="phone") == known.phone_lookup,
    )


def _advance(
    session: Session,
    programme: Programme,
    known: StoredSession,
    turn: UssdTurn,
    move: Move,
    gateway: str,
    at: datetime,
) -> str:
    step = Step(
        gateway=gateway,
        turn_id=new_id(), typed=move.input or "", number=turn.phone,
        number_lookup=known.phone_lookup, person_id=known.person_id,
        under_duress=known.under_duress, place=known.place,
    )  # fmt: skip
    answer = answer_in_public if step.person_id is None else follow_menu
    shown = answer(session, programme, step, at=at)
    _store(session, known, step, shown, transcript=turn.text or "", at=at)
    return shown.reply


def _store(
    session: Session,
    known: StoredSession,
    step: Step,
    shown: Shown,
    *,
    transcript: str,
    at: datetime,
) -> None:
    ussd_sessions.add_turn(
        session, known, transcript=transcript, reply=shown.reply, input=step.typed,
        owner=shown.owner_id, turn_id=step.turn_id, at=at,
    )  # fmt: skip
    ussd_sessions.move(
        session, known.id, person_id=shown.person_id, under_duress=shown.under_duress,
        place=shown.place, at=at,
    )  # fmt: skip
    if shown.ends:
        ussd_sessions.close(session, known.id, at=at)

"""Act on what became of a message: the check-in it carried, the number it went to, the alarms.

Undelivered, silent, gateway down and opted out stay four different things. A check-in of which
nobody knows whether it went out counts as sent: her answer must find it, and her silence must be
looked into rather than explained away.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.people.hold_reason import HoldReason
from monitor.schedule import service as schedule
from monitor.sms.claiming import NEW_NUMBER
from monitor.sms.message_state import (
    ENDED_UNSENT,
    Effect,
    MessageChange,
    MessageState,
    Purpose,
    Recipient,
)
from monitor.sms.sealed_message import number_of
from monitor.triage.alarms import close_alarm, raise_alarm
from monitor.usecases.freeze_number import freeze_number
from monitor.usecases.programme import Programme
from monitor.usecases.suppress_number import OF_ANY_SENDER, suppress_number

REMINDER = "reminder"
REFUSED = "refused"
_ALARMS = {
    Effect.GATEWAY_PAUSED: "gateway_paused",
    Effect.GATEWAY_UNREACHED: "gateway_unreached",
    Effect.HELD_FOR_A_PERSON: "message_held",
}
_WENT_OUT = (MessageState.SENT, MessageState.UNCERTAIN, MessageState.DELIVERED)
_MAY_PASS = frozenset(
    {
        HoldReason.NO_ROTA,
        HoldReason.GATEWAY_DOWN,
        HoldReason.NO_WINDOW,
        HoldReason.CAPPED,
        NEW_NUMBER,
    }
)
_NOT_GOING = (*ENDED_UNSENT, MessageState.FAILED)


def follow_message(
    session: Session, programme: Programme, change: MessageChange, *, at: datetime
) -> None:
    """Do everything that a change of one message asks for, in the same transaction."""
    if change.moved and change.checkin_id is not None and change.template != REMINDER:
        _tell_checkin(session, change, change.checkin_id, at)
    if change.moved and change.purpose is Purpose.PAGE and change.state in _NOT_GOING:
        raise_alarm(session, "page_not_sent", at=at)
    _tell_staff(session, change, at)
    if change.recipient is Recipient.PERSON:
        _look_after_number(session, programme, change, at)


def _tell_checkin(session: Session, change: MessageChange, checkin_id: str, at: datetime) -> None:
    """Move the check-in; a copy that fails says nothing of the first message."""
    if change.state in _WENT_OUT:
        schedule.mark_sent(session, checkin_id, at=at)
    if change.state is MessageState.DELIVERED:
        schedule.mark_delivered(session, checkin_id, at=at)
    if change.state is MessageState.FAILED and not change.is_copy:
        schedule.mark_undelivered(session, checkin_id, at=at)
    if change.state in ENDED_UNSENT and not change.is_copy:
        _not_sent(session, change, checkin_id, at)


def _not_sent(session: Session, change: MessageChange, checkin_id: str, at: datetime) -> None:
    """Try the same slot again where what stopped it may pass; skip it where it was her doing."""
    reason = next((one for one in HoldReason if one == change.reason), HoldReason.NO_PLAN)
    if change.reason in _MAY_PASS:
        schedule.postpone_or_skip(session, checkin_id, reason=reason, until=at, now=at)
    else:
        schedule.skip(session, checkin_id, reason=reason, at=at)


def _tell_staff(session: Session, change: MessageChange, at: datetime) -> None:
    if change.effect in _ALARMS:
        raise_alarm(session, _ALARMS[change.effect], at=at)
    if change.effect is Effect.GATEWAY_RESUMED:
        close_alarm(session, _ALARMS[Effect.GATEWAY_PAUSED], at=at)
        close_alarm(session, _ALARMS[Effect.GATEWAY_UNREACHED], at=at)


def _look_after_number(
    session: Session, programme: Programme, change: MessageChange, at: datetime
) -> None:
    if change.effect is Effect.SUPPRESS_NUMBER:
        suppress_number(
            session,
            programme,
            number_of(session, change.message_id),
            sender=programme.settings.sender or programme.settings.short_code or OF_ANY_SENDER,
            way=REFUSED,
            source_id=change.message_id,
            at=at,
        )
    if change.effect is Effect.FLAG_NUMBER:
        number = number_of(session, change.message_id)
        freeze_number(session, programme, number, source_id=change.message_id, at=at)

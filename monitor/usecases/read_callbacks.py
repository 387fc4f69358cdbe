"""Read what was stored, each callback in a transaction of its own: none can hold up others."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from monitor.sms import inbox, public_entries
from monitor.sms.gateway import InboundSms, OptOut, Quarantine, Receipt, Subscription, UssdEnd
from monitor.triage.alarms import raise_alarm
from monitor.usecases.act_on_entry import act_on_entry
from monitor.usecases.apply_opt_out import apply_opt_out
from monitor.usecases.apply_receipt import apply_receipt
from monitor.usecases.end_ussd import end_ussd
from monitor.usecases.programme import Programme
from monitor.usecases.receive_reply import receive_reply
from monitor.usecases.take_callback import Parsed, parse

BATCH = 100
log = structlog.get_logger(__name__)


def read_new_callbacks(programme: Programme) -> int:
    """Read a batch of stored callbacks; return how many were dealt with."""
    with programme.database.reading() as session:
        waiting = inbox.list_new(session, limit=BATCH)
    return sum(_read_one(programme, raw_id) for raw_id in waiting)


def _read_one(programme: Programme, raw_id: str) -> int:
    try:
        with programme.database.transaction() as session:
            return int(_read(session, programme, raw_id))
    except Exception:
        log.exception("callback_not_read", raw_id=raw_id)
    with programme.database.transaction() as session:
        if inbox.count_failure(session, raw_id):
            raise_alarm(session, "callback_set_aside", at=programme.clock.now())
    return 1


def _read(session: Session, programme: Programme, raw_id: str) -> bool:
    waiting = inbox.claim(session, raw_id)
    if waiting is None:
        return False
    if waiting.kind == public_entries.KIND:
        act_on_entry(
            session, programme, raw_id=raw_id, gateway=waiting.gateway,
            entry=public_entries.read(waiting), at=waiting.received_at,
        )  # fmt: skip
        return True
    gateway = programme.gateway_named(waiting.gateway)
    parsed = parse(gateway, waiting.kind, waiting.body, waiting.content_type)
    _act(session, programme, raw_id, parsed, waiting.received_at)
    return True


def _act(session: Session, programme: Programme, raw_id: str, parsed: Parsed, at: datetime) -> None:
    match parsed:
        case InboundSms():
            receive_reply(session, programme, raw_id=raw_id, inbound=parsed, received_at=at)
        case Receipt():
            apply_receipt(session, programme, raw_id=raw_id, receipt=parsed, at=at)
        case OptOut():
            apply_opt_out(session, programme, raw_id=raw_id, opt_out=parsed, at=at)
        case UssdEnd():
            end_ussd(session, programme, raw_id=raw_id, end=parsed, at=at)
        case Subscription():
            raise_alarm(session, "premium_subscription", at=at)
        case Quarantine():
            inbox.quarantine(session, raw_id, parsed.reason)
            raise_alarm(session, "callback_quarantined", at=at)

"""Apply a delivery report: move the message, and tell the check-in and the people it concerns."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.sms import receipts
from monitor.sms.gateway import Receipt
from monitor.sms.receipts import Applied, Verdict
from monitor.triage.alarms import raise_alarm
from monitor.usecases.follow_message import follow_message
from monitor.usecases.programme import Programme

_LOUD = {
    Verdict.CONFLICT: "receipt_conflict",
    Verdict.UNKNOWN_STATUS: "receipt_unknown_status",
}


def apply_receipt(
    session: Session, programme: Programme, *, raw_id: str, receipt: Receipt, at: datetime
) -> Applied | None:
    """Store the report and do what it says; None where this callback was applied before.

    A word or a number that does not fit changes nothing and alarms: somebody looks at the raw
    report, which is kept.
    """
    gateway = receipts.gateway_of(session, raw_id)
    applied = receipts.apply(session, receipt, raw_id=raw_id, gateway=gateway, at=at)
    if applied is None:
        return None
    if applied.verdict in _LOUD:
        raise_alarm(session, _LOUD[applied.verdict], at=at)
    if applied.change is not None:
        follow_message(session, programme, applied.change, at=at)
    return applied

"""What the database says a request was taken for, in the words of the cases."""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from monitor.people import service as people
from monitor.privacy import vault
from monitor.sms import public_entries, replies, suppressions, ussd_sessions
from monitor.sms.gateway import InboundSms, all_digits
from monitor.sms.models import InboundMessage, OutboundMessage, RawCallback, Receipt, Suppression
from monitor.sms.ussd_models import UssdSession, UssdTurn
from monitor.surveys import service as surveys
from monitor.triage.models import CaseEvent
from tests.integration.callbacks.given import Given
from tests.integration.callbacks.installation import GATEWAY, Installation
from tests.integration.callbacks.stored import (
    Snapshot,
    body_of,
    changed_tables,
    new_callback,
    raised_since,
    snapshot,
)

Meaning = dict[str, Any]
REJECTED = {403: "bad_key", 405: "method"}
DIGITS = re.compile(
    r"surface: (?:option \d of the check-in|a number that is no option): (.*)", re.S
)
ACTIONS = {
    "applied": "apply",
    "ignored": "ignore",
    "orphan": "orphan",
    "conflict": "conflict",
    "unknown_status": "unknown_status",
}


def of_refusal(
    installation: Installation, answer: TestResponse, before: Snapshot
) -> Meaning | None:
    """Return what a refused or failed request means; nothing of it may be stored."""
    if answer.status_code == 200:
        return None
    assert snapshot(installation) == before
    if answer.status_code == 503:
        return {"action": "retry_later", "reason": "storage_unavailable"}
    return {"action": "reject", "reason": REJECTED[answer.status_code]}


def of_inbound(installation: Installation, answer: TestResponse, before: Snapshot) -> Meaning:
    """Return what an incoming text was taken for."""
    refused = of_refusal(installation, answer, before)
    if refused is not None:
        return refused
    with installation.programme.database.reading() as session:
        raw = new_callback(session, before)
        if raw.reason == "conflict":
            assert "callback_conflict" in raised_since(installation, before)
            return {"action": "conflict", **_evidence(installation, session, raw)}
        if raw.state == "quarantined":
            return _quarantined(installation, raw, before)
        assert raw.state == "read"
        row = session.scalars(select(InboundMessage).where(InboundMessage.raw_id == raw.id)).one()
        return {"action": "record", **_recorded(session, row)}


def of_receipt(
    installation: Installation, answer: TestResponse, before: Snapshot, given: Given
) -> Meaning:
    """Return what a delivery report did, to the message and to the number."""
    refused = of_refusal(installation, answer, before)
    if refused is not None:
        return refused
    with installation.programme.database.reading() as session:
        message = session.get_one(OutboundMessage, given.message_id)
        found = {"state": message.state, "reason": message.reason}
        if _is_known(session, before):
            return {"action": "ignore", **found, "effect": None}
        raw = new_callback(session, before)
        if raw.state == "quarantined":
            return _quarantined(installation, raw, before)
        stored = session.scalars(select(Receipt).where(Receipt.raw_id == raw.id)).one()
        effect = _effect_on_number(session, message)
        return {"action": ACTIONS[stored.outcome], **found, "effect": effect}


def of_opt_out(
    installation: Installation, answer: TestResponse, before: Snapshot, number: str
) -> Meaning:
    """Return whether a sender was refused for a number, and how many waiting messages fell."""
    assert answer.status_code == 200
    with installation.programme.database.reading() as session:
        raw = new_callback(session, before)
        assert raw.state == "read"
        lookup = vault.lookup(session, number, use="phone")
        (row,) = session.scalars(select(Suppression).where(Suppression.phone_lookup == lookup))
        assert suppressions.is_suppressed(session, lookup)
        fallen = session.scalars(
            select(OutboundMessage).where(
                OutboundMessage.to_lookup == lookup, OutboundMessage.state == "cancelled"
            )
        ).all()
    news = snapshot(installation).rows["suppressions"] > before.rows["suppressions"]
    return {
        "action": "suppress" if news else "ignore", "phone": number, "sender": row.sender,
        "effect": f"cancel_pending:{len(fallen)}" if fallen else None,
    }  # fmt: skip


def of_subscription(installation: Installation, answer: TestResponse, before: Snapshot) -> Meaning:
    """Return what a premium notice means: an alarm, and nothing else is done."""
    assert answer.status_code == 200
    with installation.programme.database.reading() as session:
        assert new_callback(session, before).state == "read"
    assert raised_since(installation, before) == {"premium_subscription"}
    assert changed_tables(installation, before) == {"raw_callbacks", "alarms"}
    return {"action": "ignore", "reason": "premium_not_used"}


def of_turn(
    installation: Installation,
    answer: TestResponse,
    before: Snapshot,
    *,
    provider_id: str,
    transcript: str | None,
) -> Meaning:
    """Return what a USSD request was to its session."""
    if answer.status_code == 403:
        assert snapshot(installation) == before
        return {"turn": "refused", "input": None, "reason": "bad_key"}
    with installation.programme.database.reading() as session:
        if not _is_known(session, before):
            return _refused_turn(installation, session, before)
        row = session.scalars(
            select(UssdSession).where(
                UssdSession.gateway == GATEWAY, UssdSession.provider_id == provider_id
            )
        ).one()
        added = snapshot(installation).rows["ussd_turns"] - before.rows["ussd_turns"]
        if added:
            return _taken_turn(session, row, transcript or "", added)
        return {"turn": _untaken_turn(session, row, transcript or ""), "input": None}


def of_end(
    installation: Installation, answer: TestResponse, before: Snapshot, given: Given
) -> Meaning:
    """Return how a session ended, what stands of the survey, and who was told."""
    refused = of_refusal(installation, answer, before)
    if refused is not None:
        return refused
    with installation.programme.database.reading() as session:
        raw = new_callback(session, before)
        if raw.state == "quarantined":
            return _quarantined(installation, raw, before, whole=False)
        row = session.get_one(UssdSession, given.session_id)
        assert row.closed_at is not None
        run = surveys.get(session, given.run_id or "")
        assert run.answers
    return {
        "action": "close",
        "outcome": row.outcome,
        "survey": "complete" if run.state == surveys.FINISHED else "partial",
        "effect": _effect_of_end(installation, before),
    }


def _is_known(session: Session, before: Snapshot) -> bool:
    """Tell whether no request was set aside; an entry that waits to be acted on is none."""
    query = select(func.count()).where(
        RawCallback.id.not_in(before.raw_ids), RawCallback.kind != public_entries.KIND
    )
    return session.scalar(query) == 0


def _quarantined(
    installation: Installation, raw: RawCallback, before: Snapshot, *, whole: bool = True
) -> Meaning:
    assert raised_since(installation, before) == {"callback_quarantined"}
    assert changed_tables(installation, before) - {"alarms"} == {"raw_callbacks"}
    assert raw.body_sealed is not None
    return {"action": "quarantine", "reason": raw.reason}


def _recorded(session: Session, row: InboundMessage) -> Meaning:
    found: Meaning = {
        "from": replies.number_of(session, row),
        "text": replies.text_of(session, row),
        "answer": _answer_read(replies.because_of(session, row)),
        "provider_time": _spelled(row.provider_time),
    }
    if row.network == "unknown":
        found["network"] = "unknown"
    if row.matched == "unknown":
        assert row.person_id is None
        found["participant"] = "unknown"
    return found


def _answer_read(because: str) -> str | None:
    """Return the digits that decided how a text was read, where digits are all that did."""
    match = DIGITS.fullmatch(because)
    return None if match is None else all_digits(match[1])


def _evidence(installation: Installation, session: Session, raw: RawCallback) -> Meaning:
    """Return what a text says that is kept beside the first one of the same id."""
    gateway = installation.programme.gateway_named(GATEWAY)
    found = gateway.parse_inbound(body_of(session, raw), raw.content_type)
    assert isinstance(found, InboundSms)
    return {
        "from": found.from_number, "text": found.text, "answer": found.answer,
        "provider_time": _spelled(found.provider_time),
    }  # fmt: skip


def _spelled(at: datetime | None) -> str | None:
    if at is None:
        return None
    unit = "milliseconds" if at.microsecond else "seconds"
    return at.isoformat(timespec=unit).replace("+00:00", "Z")


def _effect_on_number(session: Session, message: OutboundMessage) -> str | None:
    """Return what a report meant for the number, as everybody sees it who would write there."""
    assert message.person_id is not None
    contact = people.contact_facts(session, message.person_id, now=message.due_at)
    rules = set(session.scalars(select(CaseEvent.rule)))
    if suppressions.is_suppressed(session, message.to_lookup):
        assert "opt_out" in contact.restrictions
        assert "suppressed" in rules
        return "suppress_number"
    if "freeze" in contact.restrictions:
        assert rules == {"frozen"}
        return "flag_number"
    return None


def _refused_turn(installation: Installation, session: Session, before: Snapshot) -> Meaning:
    raw = new_callback(session, before)
    assert raw.state == "quarantined"
    failed = raw.reason == "turn_failed"
    alarm = "ussd_turn_failed" if failed else "callback_quarantined"
    assert raised_since(installation, before) == {alarm}
    assert changed_tables(installation, before) - {"alarms"} == {"raw_callbacks"}
    if failed:
        return {"turn": "error", "input": None}
    assert b"text=" not in body_of(session, raw)
    return {"turn": "refused", "input": None, "reason": raw.reason}


def _taken_turn(session: Session, row: UssdSession, transcript: str, added: int) -> Meaning:
    turns = session.scalars(
        select(UssdTurn).where(UssdTurn.session_id == row.id).order_by(UssdTurn.position)
    ).all()
    last = turns[-1]
    assert added == 1
    assert last.transcript_hash == vault.transcript_hash(session, transcript, session_id=row.id)
    assert last.transcript_length == len(transcript)
    if len(turns) > 1:
        assert last.input_sealed is not None
        return {"turn": "advance", "input": ussd_sessions.words_of(session, last.id)}
    assert last.input_sealed is None
    return {"turn": "new", "input": None}


def _untaken_turn(session: Session, row: UssdSession, transcript: str) -> str:
    """Tell a repeat from a late one and from one that fits nothing, by the stored turns."""
    hashed = vault.transcript_hash(session, transcript, session_id=row.id)
    hashes = [turn.hash for turn in ussd_sessions.list_turns(session, row.id)]
    if hashed in hashes:
        return "repeat" if hashes[-1] == hashed else "stale"
    assert row.closed_at is not None
    return "divergent"


def _effect_of_end(installation: Installation, before: Snapshot) -> str | None:
    raised = raised_since(installation, before)
    with installation.programme.database.reading() as session:
        rules = set(session.scalars(select(CaseEvent.rule)))
    if raised:
        assert raised == {"ussd_fault"}
        assert not rules
        return "alert_engineers"
    if rules:
        assert rules == {"dropped_call"}
        return "follow_up_signal"
    return None

"""Put one question of a survey to her by text, where her plan and the gate allow it."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.sms.approvals import approved_hashes, is_approved
from monitor.sms.asked import last_template
from monitor.sms.message_state import Purpose, Recipient
from monitor.sms.outbox import Queued, SendRequest
from monitor.surveys import service as surveys
from monitor.surveys.definition import Channel, Survey
from monitor.surveys.service import RunView
from monitor.usecases.approvable_texts import approvable_texts, by_sms_at
from monitor.usecases.offer_questions import definition_of
from monitor.usecases.programme import Programme
from monitor.usecases.queue_message import queue_message


def ask_by_sms(
    session: Session,
    programme: Programme,
    definition: Survey,
    *,
    person_id: str,
    question: str,
    language: str,
    again: bool = False,
    at: datetime,
) -> bool:
    """Queue the question's text; say whether it will go out."""
    request = SendRequest(
        recipient=Recipient.PERSON, purpose=Purpose.INVITE,
        template=by_sms_at(definition.id, question, again=again), language=language,
        person_id=person_id, due_at=at, content_level=definition.content_level,
    )  # fmt: skip
    texts = approvable_texts(programme)
    result = queue_message(session, programme, request, now=at, languages=texts)
    return isinstance(result, Queued)


def may_go_by_sms(
    session: Session, programme: Programme, definition: Survey, language: str
) -> bool:
    """Tell whether every question is approved in a language; half a survey helps nobody."""
    if language not in definition.languages:
        return False
    if programme.unapproved_ok:
        return True
    approved, texts = approved_hashes(session), approvable_texts(programme)
    prefix = f"{definition.id}."
    names = [name for name in texts.by_code[language].texts if name.startswith(prefix)]
    return all(is_approved(approved, texts, name, language) for name in names if ".by_sms" in name)


def asked_by_sms(
    session: Session, programme: Programme, person_id: str, *, at: datetime
) -> tuple[RunView, Survey] | None:
    """Return the run whose open question the last text to her asked, with its definition."""
    template = last_template(session, person_id, at=at) or ""
    run = surveys.find_open(session, person_id, channel=Channel.SMS)
    if run is None or run.pending is None:
        return None
    names = (by_sms_at(run.survey, run.pending, again=again) for again in (False, True))
    definition = definition_of(programme, run) if template in names else None
    return None if definition is None else (run, definition)

"""Gather for the monthly review what was read, what people said, and which known words decided.

The words are opened by the machine alone and only those of the lexicon leave it. That the review
was made is a line in the trail.
"""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.core.clock import NAIROBI
from monitor.privacy.seal import SealBroken
from monitor.reading.lexicon import Lexicon
from monitor.sms import replies
from monitor.triage import text_store
from monitor.triage.review import Reviewed, known_words
from monitor.triage.text_store import ReadText
from monitor.usecases.programme import Programme


def review_readings(
    session: Session, programme: Programme, *, month: date | None
) -> tuple[Reviewed, ...]:
    """Return the texts a person has read, of one Kenyan month by arrival or of all time."""
    since, until = (None, None) if month is None else _span(month)
    known = _known(programme.lexicon)
    texts = text_store.list_texts_read(session, since=since, until=until)
    record(
        session, AuditEventKind.REPORT_SEEN, at=programme.wall.now(), actor_id=None,
        object_type="readings", details={"month": month and f"{month:%Y-%m}"},
    )  # fmt: skip
    return tuple(_reviewed(session, text, known) for text in texts)


def _span(month: date) -> tuple[datetime, datetime]:
    first = datetime(month.year, month.month, 1, tzinfo=NAIROBI)
    year, after = (month.year + 1, 1) if month.month == 12 else (month.year, month.month + 1)
    return first.astimezone(UTC), datetime(year, after, 1, tzinfo=NAIROBI).astimezone(UTC)


def _reviewed(session: Session, text: ReadText, known: frozenset[str]) -> Reviewed:
    """Open why only where somebody said that the text means something else."""
    if text.corrected_label in (None, text.label):
        return Reviewed(text.label, text.corrected_label)
    return Reviewed(text.label, text.corrected_label, _words(session, text.message_id, known))


def _words(session: Session, message_id: str, known: frozenset[str]) -> frozenset[str]:
    """Return the known words that decided; of somebody who was erased only the labels are left."""
    try:
        return known_words(replies.because_of(session, replies.get(session, message_id)), known)
    except SealBroken:
        return frozenset()


def _known(lexicon: Lexicon) -> frozenset[str]:
    return frozenset({*lexicon.words, *lexicon.spellings, *lexicon.literals})

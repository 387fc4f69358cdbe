"""Read what a number has sent within a short while as one text, besides each text alone.

The words are opened for the reader alone: nobody has seen them, and nothing of them is kept but the
codes of what they say together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from sqlalchemy.orm import Session

from monitor.reading.reader import read
from monitor.reading.reading import Reading
from monitor.sms import replies
from monitor.sms.callback_forms import without_keyword
from monitor.sms.together import joined
from monitor.triage import service as triage
from monitor.triage.flag import Detail, Flag
from monitor.triage.graver import Standing, graver
from monitor.usecases.programme import Programme


@dataclass(frozen=True, kw_only=True)
class Together:
    """Texts that were read together; without any, a text stands alone."""

    texts: tuple[str, ...] = ()
    """All of them, by id, in order of arrival."""
    hers: tuple[str, ...] = ()
    """Those that whoever works on the case may open: of the same writer."""
    readings: tuple[Reading, ...] = ()
    """What they say as one text, in each way they may have been one."""
    words: tuple[str, ...] = field(default=(), repr=False)
    """The text of each of these ways."""


ALONE = Together()


def read_together(
    session: Session, programme: Programme, message_id: str, *, number: str
) -> Together:
    """Return what a text says with those around it; a hidden number is nobody's in particular."""
    parts = replies.read_with(session, message_id) if number.startswith("+") else ()
    if len(parts) < 2:
        return ALONE
    rows = [replies.get(session, part.message_id) for part in parts]
    keyword = programme.settings.keyword
    words = joined([without_keyword(replies.text_of(session, row), keyword) for row in rows])
    prompt = "checkin" if any(row.checkin_id is not None for row in rows) else None
    owner = next(row.person_id for row in rows if row.id == message_id)
    return Together(
        texts=tuple(part.message_id for part in parts),
        hers=tuple(part.message_id for part in parts if part.person_id == owner),
        readings=tuple(read(text, lexicon=programme.lexicon, prompt=prompt) for text in words),
        words=words,
    )


def added_by(
    session: Session,
    together: Together,
    found: Iterable[Flag],
    *,
    alone: Iterable[Flag],
    person_id: str | None,
) -> tuple[Flag, ...]:
    """Return what the texts raise together and none of them has raised so far.

    `alone` are the flags of the text at hand, which are not raised yet. What an earlier text, or
    an earlier reading together, has raised stands already, so that texts which come again, or are
    read in another order, raise nothing twice.
    """
    standing = dict(triage.standing_of(session, together.texts, person_id=person_id))
    for each in alone:
        known = standing.get(each.reason)
        if known is None or each.severity > known.severity:
            standing[each.reason] = Standing(each.severity, timed=each.call_at is not None)
    codes: dict[str, Detail] = {"together": len(together.texts), "texts": together.hers}
    return tuple(
        replace(each, details=MappingProxyType({**each.details, **codes}))
        for each in graver(found, standing)
    )

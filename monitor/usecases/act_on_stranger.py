"""Act on a text whose writer is not certain: an unknown number, or one that several share.

Nothing is ever answered: an answer would confirm what this number is. A stop holds for everybody on
the number; danger pages at once, as a case without a person; a flood is folded into one line.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from monitor.people import service as people
from monitor.privacy import vault
from monitor.reading.reading import Reading
from monitor.sms import replies
from monitor.triage import service as triage
from monitor.triage.flag import Flag
from monitor.triage.flags.duress import duress
from monitor.triage.flags.flood import spam_flood
from monitor.triage.flags.reply import Writer, reply_flags
from monitor.triage.wished_call import wished_call
from monitor.usecases.hold_sharers import hold_sharers
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from monitor.usecases.read_together import ALONE, Together, added_by

FLOOD_TEXTS = 20
GRAVE = 3
NEVER_FOLDED = frozenset({"duress", "bare_help"})
FLOOD_WINDOW = timedelta(hours=1)


def act_on_stranger(
    session: Session,
    programme: Programme,
    *,
    message_id: str,
    number: str,
    sharing: tuple[str, ...],
    words: str,
    reading: Reading,
    arrived_at: datetime,
    together: Together = ALONE,
) -> None:
    """Do what can be done without knowing who wrote."""
    now = programme.clock.now()
    hold_sharers(
        session,
        programme,
        reading,
        person_ids=sharing,
        source_id=message_id,
        arrived_at=arrived_at,
        together=together,
    )
    for flag in _all_flags(session, number, sharing, words, reading, arrived_at, together):
        raised = triage.raise_flag(
            session,
            flag,
            person_id=None,
            shelter_id=team_of(session, sharing, now),
            from_lookup=vault.lookup(session, number, use="phone"),
            source_type="inbound",
            source_id=message_id,
            arrived_at=arrived_at,
            now=now,
        )
        page_for(session, programme, raised, now=now)


def _all_flags(
    session: Session,
    number: str,
    sharing: tuple[str, ...],
    words: str,
    reading: Reading,
    at: datetime,
    together: Together,
) -> tuple[Flag, ...]:
    """Return what the text raises, and what it raises with those around it.

    A flood is read text by text: what is grave in any of them stays, and the rest is one line.
    """
    alone = _flags(session, sharing, words, reading, at)
    found = [
        flag
        for spelled, read in zip(together.words, together.readings, strict=True)
        for flag in _flags(session, sharing, spelled, read, at)
    ]
    added = added_by(session, together, found, alone=alone, person_id=None)
    texts = replies.count_from(session, number, since=at - FLOOD_WINDOW)
    return (*alone, *added) if texts <= FLOOD_TEXTS else _folded((*alone, *added), texts)


def _folded(flags: tuple[Flag, ...], texts: int) -> tuple[Flag, ...]:
    """Fold what can wait into one line: many texts may be one cry for help."""
    kept = tuple(
        each for each in flags if each.severity >= GRAVE or each.page or each.rule in NEVER_FOLDED
    )
    return kept if kept and kept == flags else (*kept, spam_flood(texts))


def _flags(
    session: Session, sharing: tuple[str, ...], words: str, reading: Reading, at: datetime
) -> tuple[Flag, ...]:
    meanings = [people.duress_meaning(session, person_id, words) for person_id in sharing]
    hidden = next((meaning for meaning in meanings if meaning is not None), None)
    found = reply_flags(reading, Writer(call_at=wished_call(words, reading, at=at)))
    return found if hidden is None else (duress(hidden), *found)


def team_of(session: Session, sharing: tuple[str, ...], now: datetime) -> str | None:
    """Return the one team all of them belong to, or None: then every team may see it."""
    teams = {people.contact_facts(session, who, now=now).shelter_id for who in sharing}
    return teams.pop() if len(teams) == 1 else None

"""Let what a text says of a number hold for everybody on it, whoever of them wrote.

A stop may have been meant by any of them; a phone that is read over a shoulder, or was sold on, is
so for all. Each of them keeps a caseworker, who hears of it in a case of her own, without the text.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.people import restrictions
from monitor.people import service as people
from monitor.people.hold_reason import HoldReason
from monitor.reading.reading import Label, Reading
from monitor.sms import outbox
from monitor.triage import service as triage
from monitor.triage.flag import Flag, flag
from monitor.triage.flags.contact import frozen
from monitor.triage.wishes import LOCKS, locks_of
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme
from monitor.usecases.read_together import ALONE, Together, added_by

SHARED = "shared_number"
OTHER_HANDS = frozenset({"hostile", "recycled"})


def hold_sharers(
    session: Session,
    programme: Programme,
    reading: Reading,
    *,
    person_ids: Iterable[str],
    source_id: str,
    arrived_at: datetime,
    together: Together = ALONE,
) -> None:
    """Hold these people's messages as a text asks, and raise a case for each of them.

    Texts that were read together may ask again for what one of them alone has led to: it holds, and
    nobody is told twice.
    """
    now = programme.clock.now()
    for person_id in person_ids:
        for each in (reading, *together.readings):
            _hold(session, person_id, each, now)
        alone = _flags(session, person_id, reading, now)
        found = [each for one in together.readings for each in _flags(session, person_id, one, now)]
        added = added_by(session, together, found, alone=alone, person_id=person_id)
        for told in (*alone, *added):
            raised = triage.raise_flag(
                session, told, person_id=person_id, source_type="system", source_id=source_id,
                arrived_at=arrived_at, now=now,
            )  # fmt: skip
            page_for(session, programme, raised, now=now)


def _hold(session: Session, person_id: str, reading: Reading, now: datetime) -> None:
    for kind, reason in _holds(reading):
        restrictions.restrict(
            session, kind=kind, scope="person", person_id=person_id, at=now,
            reason="her_words" if kind in LOCKS else SHARED,
        )  # fmt: skip
        if reason is not None:
            outbox.cancel_waiting(session, person_id, reason=reason, at=now)


def _holds(reading: Reading) -> Iterable[tuple[str, HoldReason | None]]:
    """Yield what is forbidden from now on, and as what waiting messages fall."""
    for kind, wish in locks_of((reading.label, *reading.also), reading.flags):
        yield kind, wish.cancels
    if _says(reading, Label.STOP):
        yield "opt_out", HoldReason.OPTED_OUT
    if _is_a_strangers(reading):
        yield "freeze", HoldReason.FROZEN


def _flags(session: Session, person_id: str, reading: Reading, now: datetime) -> list[Flag]:
    """Return what a caseworker must know; a stop of somebody at risk may not be her own (S30)."""
    found = []
    if _says(reading, Label.STOP):
        contact = people.contact_facts(session, person_id, now=now)
        in_distress = triage.was_in_distress(session, person_id, now=now)
        at_risk = contact.risk_tier == "high" or in_distress
        found.append(flag("stop_high_risk" if at_risk else "stop", way=SHARED))
    if _is_a_strangers(reading):
        found.append(frozen(SHARED))
    return found


def _is_a_strangers(reading: Reading) -> bool:
    """Tell whether the text says that the phone is in other hands (S28, S29)."""
    return _says(reading, Label.WRONG_NUMBER) or bool(OTHER_HANDS & set(reading.flags))


def _says(reading: Reading, label: Label) -> bool:
    return label in (reading.label, *reading.also)

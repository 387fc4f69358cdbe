"""Open her own menu after a right PIN: proof that it is her, unless it is the one for duress."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from monitor.people import service as people
from monitor.people.pins import PinMatch
from monitor.sms.her_screens import may_show
from monitor.sms.ussd_step import Shown, Step
from monitor.triage import service as triage
from monitor.triage.alarms import raise_alarm
from monitor.triage.flags.duress import duress
from monitor.usecases.open_menu import open_menu
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme


def admit_by_pin(
    session: Session, programme: Programme, match: PinMatch, *, step: Step, at: datetime
) -> Shown | None:
    """Return her first screen, or None where it cannot be shown: then the public face stays.

    Under duress the menu is the same; somebody is paged, and nothing counts as contact with her.
    """
    if match.under_duress:
        _page_silently(session, programme, match.person_id, turn_id=step.turn_id, at=at)
    else:
        people.record_contact(
            session, match.person_id, method="ussd_pin", reached="her", condition="unknown",
            verified=True, happened_at=at, recorded_at=at, recorded_by=None,
        )  # fmt: skip
    contact = people.contact_facts(session, match.person_id, now=at)
    if not may_show(
        session, programme.languages, contact.language, unapproved_ok=programme.unapproved_ok
    ):
        raise_alarm(session, "ussd_words_missing", at=at)
        return None
    opened = replace(
        step, typed="", person_id=match.person_id, under_duress=match.under_duress,
        place={"language": contact.language},
    )  # fmt: skip
    return open_menu(session, programme, opened, at=at, contact=contact)


def _page_silently(
    session: Session, programme: Programme, person_id: str, *, turn_id: str, at: datetime
) -> None:
    raised = triage.raise_flag(
        session, duress("danger"), person_id=person_id, source_type="ussd", source_id=turn_id,
        arrived_at=at, now=at,
    )  # fmt: skip
    page_for(session, programme, raised, now=at)

"""Do what she confirmed on her screen: pause, stop, or start again.

Pausing and stopping hold at once, also under duress: whoever stands beside her must see that it
worked. Starting again loosens, so it needs her own PIN and never the one for duress.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from monitor.core.errors import Forbidden
from monitor.people import service as people
from monitor.reading.reading import Label, Reading
from monitor.sms.her_screens import Words
from monitor.sms.ussd_step import Shown, Step, ended
from monitor.triage import service as triage
from monitor.triage.flag import flag
from monitor.usecases.change_contact import Lift, Restrict, change_contact
from monitor.usecases.heed_words import heed_words
from monitor.usecases.open_menu import HELD
from monitor.usecases.page_staff import page_for
from monitor.usecases.programme import Programme

PAUSE = timedelta(weeks=2)
STOPPED = Reading(Label.STOP, 1, (), (), (("her_menu", "stop"),))


def change_by_ussd(
    session: Session, programme: Programme, step: Step, words: Words, *, at: datetime
) -> Shown:
    """Make the change that the screen asked about, and end with a neutral word."""
    person_id = step.person_id or ""
    match step.place["screen"]:
        case "pause":
            pause = Restrict(
                kind="pause", scope="person", reason=people.HER_MENU, person_id=person_id,
                until=at + PAUSE,
            )  # fmt: skip
            change_contact(session, programme, pause, actor_id=None)
        case "stop":
            heed_words(session, programme, step, STOPPED, person_id=person_id, at=at)
        case _:
            _start_again(session, programme, step, person_id, at=at)
    return ended(step, words["ussd_end"])


def _start_again(
    session: Session, programme: Programme, step: Step, person_id: str, *, at: datetime
) -> None:
    """Lift what she had set herself; what staff or a rule set is for a person to lift."""
    if step.under_duress:
        return
    held = people.contact_facts(session, person_id, now=at).restrictions & HELD
    try:
        for kind in sorted(held):
            lift = Lift(kind=kind, scope="person", person_id=person_id)
            change_contact(session, programme, lift, actor_id=None)
    except Forbidden:
        raised = triage.raise_flag(
            session, flag("other_request", wish="restart"), person_id=person_id,
            source_type="ussd", source_id=step.turn_id, arrived_at=at, now=at,
        )  # fmt: skip
        page_for(session, programme, raised, now=at)

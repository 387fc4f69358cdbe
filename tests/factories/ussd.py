"""A person whose surveys of month 1 are due, dialling; and what her calls left behind."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from monitor.people import service as people
from monitor.schedule import service as schedule
from monitor.triage.models import CaseEvent
from monitor.usecases.programme import Programme
from tests.factories.sms import Scene, set_scene

PIN, DURESS, WRONG = "4821", "7395", "1357"
MENU = "CON Chagua:\n1 Hali yako\n2 Maswali mafupi\n3 Pumzika wiki 2\n4 Acha\n0 Nipigie"


def a_month_on(programme: Programme, **person: Any) -> Scene:
    """Return a person a month after her exit: the surveys of month 1 are due."""
    set_up = set_scene(programme, duress_pin=DURESS, **person)
    set_up.clock.advance(timedelta(days=30))
    return set_up


def events(scene: Scene) -> list[CaseEvent]:
    with scene.programme.database.reading() as session:
        return list(session.scalars(select(CaseEvent).order_by(CaseEvent.id)))


def rules(scene: Scene) -> list[str]:
    return [event.rule for event in events(scene)]


def rows(scene: Scene, table: Any) -> list[Any]:
    with scene.programme.database.reading() as session:
        return list(session.scalars(select(table)))


def restrictions(scene: Scene) -> frozenset[str]:
    with scene.programme.database.reading() as session:
        return people.contact_facts(session, scene.person_id, now=scene.now).restrictions


def send_checkin(scene: Scene) -> str:
    checkin_id = scene.first_checkin()
    with scene.programme.database.transaction() as session:
        schedule.mark_sent(session, checkin_id, at=scene.now)
    return checkin_id

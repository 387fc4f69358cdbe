"""The director on a small scale: a real application and a real simulator, over the loopback."""

import shlex
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest
from flask import Flask
from sqlalchemy import func, select

from monitor.app import build_programme, create_app, start_programme
from monitor.core.clock import DemoClock, SystemClock, to_local
from monitor.core.phone import normalise
from monitor.core.settings import Settings
from monitor.demo.agenda import Act, Agenda, Deed
from monitor.demo.cast import PHRASE, PLAN_LASTS, SHELTERS, Resident, Temper, as_csv, residents
from monitor.demo.desk import Desk
from monitor.demo.director import Director
from monitor.demo.door import ClockDoor
from monitor.demo.phones import Phones
from monitor.demo.player import asked
from monitor.demo.processes import free_port
from monitor.demo.simulator import simulator_settings
from monitor.people import service as people_service
from monitor.privacy.keys import Keyring, write_keyring
from monitor.schedule.models import CheckIn
from monitor.simulator.listener import Listener
from monitor.simulator.server import SimulatorServer
from monitor.triage.models import Case
from monitor.usecases.programme import Programme
from tests.factories.installation import mark_installed, run_command

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MONDAY = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
DAYS = timedelta(days=3)


def test_three_days_leave_checkins_sent_and_replied(stage: "Stage") -> None:
    her, other = _two(Temper.RELIABLE)
    agenda = Agenda([Act(MONDAY + timedelta(hours=30), other.code_name, Deed.TEXT, "nipigie")])
    reached: list[datetime] = []

    director = stage.director((her, other), agenda)
    director.play(MONDAY + DAYS, on_step=reached.append)

    assert reached[-1] >= MONDAY + DAYS
    with stage.programme.database.reading() as session:
        sent = session.scalar(select(func.count()).where(CheckIn.sent_at.is_not(None)))
        replied = session.scalar(select(func.count()).where(CheckIn.replied_at.is_not(None)))
        assert (sent or 0) >= 2
        assert (replied or 0) >= 1


def test_a_caseworker_works_through_what_people_wrote(stage: "Stage") -> None:
    her, other = _two(Temper.RELIABLE)
    acts = [
        Act(MONDAY + timedelta(hours=4), her.code_name, Deed.TEXT, "nipigie"),
        Act(MONDAY + timedelta(hours=9), "worker.acacia", Deed.SHIFT),
    ]

    stage.director((her, other), Agenda(acts)).play(
        MONDAY + timedelta(hours=12), on_step=lambda _at: None
    )

    with stage.programme.database.reading() as session:
        acted = session.scalars(select(Case.acted_at).where(Case.reason == "callback")).all()
    assert len(acted) == 1
    assert acted[0] is not None


def test_a_phone_that_is_off_gets_its_text_when_it_is_on(stage: "Stage") -> None:
    her, other = _two(Temper.RELIABLE)
    acts = [
        Act(MONDAY, her.code_name, Deed.PHONE, "off"),
        Act(MONDAY + timedelta(hours=60), her.code_name, Deed.PHONE, "on"),
    ]

    director = stage.director((her, other), Agenda(acts))
    director.play(MONDAY + timedelta(hours=58), on_step=lambda _at: None)
    before = _heard(stage, her)
    director.play(MONDAY + DAYS, on_step=lambda _at: None)

    assert before == 0
    assert _heard(stage, her) >= 1


def test_who_leaves_later_is_enrolled_that_day_on_the_form_with_all_that_was_agreed(
    stage: "Stage",
) -> None:
    her, other = _two(Temper.RELIABLE)
    friday = MONDAY + timedelta(days=4, hours=2)
    leaving = replace(
        other, exit_on=friday.date(), windows="mon-fri 08:00-20:00;sun 12:00-18:00",
        survey_channel="ussd", duress=("maembe", "kipepeo"),
    )  # fmt: skip
    agenda = Agenda([Act(friday, "", Deed.ENROL, friday.date().isoformat())])

    director = stage.director((her,), agenda, joining=(leaving,))
    director.play(friday + timedelta(minutes=5), on_step=lambda _at: None)

    with stage.programme.database.reading() as session:
        person_id = people_service.find_by_code_name(session, leaving.code_name)
        assert person_id is not None
        contact = people_service.contact_facts(session, person_id, now=friday)
        assert people_service.number_of(session, person_id) == normalise(leaving.number)
        assert contact.survey_channel == "ussd"
        assert contact.plan is not None
        assert contact.plan.ussd_ok
        assert contact.plan.expires_on == friday.date() + PLAN_LASTS
        assert contact.consents == frozenset(leaving.consents.split(";"))
        assert people_service.duress_meaning(session, person_id, "maembe") == "danger"


class Stage:
    """A running application and simulator, with staff on duty and nobody enrolled."""

    def __init__(self, app: Flask, programme: Programme, url: str, simulator_url: str) -> None:
        self.programme, self.phones = programme, Phones(simulator_url)
        self._app, self._url = app, url

    def director(
        self,
        people: tuple[Resident, ...],
        agenda: Agenda,
        *,
        joining: tuple[Resident, ...] = (),
    ) -> Director:
        self._enrol(people, at=MONDAY)
        desks = {name: self._desk(name) for name in ("worker.acacia", "supervisor")}
        return Director(
            door=ClockDoor(self._url),
            phones=self.phones,
            desks=desks,
            people=(*people, *joining),
            wordings=asked(self.programme.settings.config_dir / "languages"),
            agenda=agenda,
            seen=0,
            tries=MappingProxyType({}),
        )

    def _desk(self, username: str) -> Desk:
        desk = Desk(self._url, username, PHRASE)
        desk.start(self._run(f"staff reset {username}").split()[-1])
        return desk

    def _enrol(self, people: Iterable[Resident], *, at: datetime) -> None:
        file = self.programme.settings.var_dir / "people.csv"
        file.write_text(as_csv(people, today=to_local(at).date()))
        self._run(f"people import {file}")

    def _run(self, command: str) -> str:
        shown = run_command(self._app, *shlex.split(command))
        assert shown.status == 0, shown.err
        return shown.out


def _two(temper: Temper) -> tuple[Resident, Resident]:
    """Return two people who leave on the first day and can be reached all week."""
    chosen = [her for her in residents(MONDAY.date()) if her.temper is temper][:2]
    first, second = (
        replace(
            her, exit_on=MONDAY.date(), windows="daily 08:00-20:00", shelter=SHELTERS[0],
            caseworker="worker.acacia", survey_channel="none",
        )
        for her in chosen
    )  # fmt: skip
    return first, second


def _heard(stage: Stage, her: Resident) -> int:
    return sum(heard.number.endswith(her.number[1:]) for heard in stage.phones.heard(0))


@pytest.fixture
def stage(settings: Settings, keyring: Keyring, tmp_path: Path) -> Iterator[Stage]:
    port, simulator_port = free_port(), free_port()
    chosen = replace(
        settings, gateway="africastalking", port=port, at_base_url=f"http://127.0.0.1:{simulator_port}",
        simulator_url=f"http://127.0.0.1:{simulator_port}", var_dir=tmp_path,
    )  # fmt: skip
    write_keyring(keyring, chosen.key_file)
    wall = SystemClock()
    clock = DemoClock(wall, start=MONDAY, rate=0.0)
    programme = build_programme(chosen, keyring=keyring, clock=clock, wall=wall)
    start_programme(programme)
    mark_installed(programme)
    app = create_app(chosen, programme=programme)
    listener = Listener(app, "127.0.0.1", port)
    simulator = SimulatorServer(
        simulator_settings(chosen, keyring.callbacks).settings, "127.0.0.1", simulator_port
    )
    with _running(listener), _running(simulator):
        ready = Stage(app, programme, f"http://127.0.0.1:{port}", chosen.simulator_url)
        for command in _PREPARED:
            ready._run(command)
        yield ready
    programme.database.close()


_PREPARED = (
    "shelters add Acacia\\ House",
    "staff add worker.acacia --role caseworker --language en",
    "staff add supervisor --role supervisor --language en",
    "rota add worker.acacia --from 2026-03-01T08:00 --until 2026-04-01T08:00",
)


@contextmanager
def _running(server: Listener | SimulatorServer) -> Iterator[None]:
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield
    finally:
        server.close()
        thread.join()

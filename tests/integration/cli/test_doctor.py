"""`flask doctor`: what is wrong, and what to do, without content."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from monitor.app import create_app
from monitor.core.db import Database
from monitor.core.facts import record
from monitor.core.ids import new_id
from monitor.core.settings import Settings, UnapprovedTexts
from monitor.privacy.keys import make_keyring
from monitor.sms.models import GatewayState, RawCallback
from monitor.triage import alarms, rota
from monitor.usecases.programme import Programme
from tests.factories.installation import Shown, mark_installed, run_command
from tests.factories.staff import a_member

PARTS = (
    "configuration", "database", "keys", "gateway", "clock", "queue", "rota", "backlog", "cases",
    "approvals", "alarms",
)  # fmt: skip


def health_of(shown: Shown) -> dict[str, str]:
    lines = [line.split(maxsplit=2) for line in shown.out.splitlines()]
    return {part: health for health, part, _ in lines}


def a_callback(programme: Programme, *, state: str, minutes_ago: int) -> RawCallback:
    return RawCallback(
        id=new_id(), gateway="recording", kind="sms", dedupe=new_id(), content_hash="0" * 64,
        content_type="text/plain", state=state, attempts=0,
        received_at=programme.clock.now() - timedelta(minutes=minutes_ago),
    )  # fmt: skip


def test_a_sound_installation_passes_every_check(app: Flask) -> None:
    shown = run_command(app, "doctor")
    assert set(health_of(shown)) == set(PARTS)
    assert {part for part, health in health_of(shown).items() if health == "failed"} == set()
    assert shown.status == 0


def pause_gateway(programme: Programme) -> None:
    with programme.database.transaction() as session:
        session.add(GatewayState(gateway="recording", paused_at=programme.clock.now()))


def leave_texts_unread(programme: Programme) -> None:
    with programme.database.transaction() as session:
        session.add(a_callback(programme, state="new", minutes_ago=20))


def set_clock_back(programme: Programme) -> None:
    later = programme.clock.now() + timedelta(hours=1)
    with programme.database.transaction() as session:
        record(session, "test", happened_at=later, recorded_at=later)


def empty_rota(programme: Programme) -> None:
    now = programme.clock.now()
    with programme.database.transaction() as session:
        for duty in rota.list_rota(session, start=now, end=now + timedelta(days=1)):
            rota.remove_duty(session, duty.id)


@pytest.mark.parametrize(
    ("spoil", "part"),
    [
        pytest.param(pause_gateway, "gateway", id="gateway paused"),
        pytest.param(leave_texts_unread, "backlog", id="texts unread for 20 minutes"),
        pytest.param(set_clock_back, "clock", id="clock set back"),
        pytest.param(empty_rota, "rota", id="nobody on duty"),
    ],
)
def test_what_fails_is_named_and_ends_with_status_1(
    app: Flask, programme: Programme, spoil: Callable[[Programme], None], part: str
) -> None:
    spoil(programme)
    shown = run_command(app, "doctor")
    failed = {name for name, health in health_of(shown).items() if health == "failed"}
    assert (failed, shown.status) == ({part}, 1)


def test_what_only_needs_a_look_is_a_warning(app: Flask, programme: Programme) -> None:
    with programme.database.transaction() as session:
        session.add(a_callback(programme, state="set_aside", minutes_ago=600))
        alarms.raise_alarm(session, "gateway_paused", at=programme.clock.now())
    shown = run_command(app, "doctor")
    found = health_of(shown)
    assert (found["backlog"], found["alarms"], shown.status) == ("warning", "warning", 0)
    assert "gateway_paused" in shown.out


def test_drafts_fail_where_only_approved_texts_may_be_sent(programme: Programme) -> None:
    strict = replace(programme.settings, unapproved_texts=UnapprovedTexts.REFUSE)
    app = create_app(strict, programme=replace(programme, settings=strict))
    shown = run_command(app, "doctor")
    assert health_of(shown)["approvals"] == "failed"
    assert "flask texts list" in shown.out


def test_another_key_file_is_noticed(programme: Programme) -> None:
    stranger = make_keyring()
    database = Database(programme.settings.database_url, info={"keyring": stranger})
    strange = replace(programme, keyring=stranger, database=database)
    shown = run_command(create_app(programme.settings, programme=strange), "doctor")
    database.close()
    assert health_of(shown)["keys"] == "failed"


def test_without_keys_it_says_how_to_make_them(settings: Settings, tmp_path: Path) -> None:
    shown = run_command(create_app(replace(settings, key_file=tmp_path / "none.json")), "doctor")
    assert shown.status == 1
    assert "flask keys make" in shown.out


def test_without_tables_it_says_how_to_make_them(settings: Settings, tmp_path: Path) -> None:
    empty = replace(
        settings, database_url=f"sqlite:///{tmp_path / 'empty.db'}", key_file=tmp_path / "k.json"
    )
    run_command(create_app(empty), "keys", "make")
    shown = run_command(create_app(empty), "doctor")
    assert health_of(shown)["database"] == "failed"
    assert "flask db upgrade" in shown.out


def test_a_database_that_does_not_answer_is_said_not_to(
    settings: Settings, programme: Programme
) -> None:
    away = replace(settings, database_url="postgresql+psycopg://x@/x?host=/nowhere")
    database = Database(away.database_url)
    app = create_app(away, programme=replace(programme, settings=away, database=database))
    shown = run_command(app, "doctor")
    assert (health_of(shown)["database"], shown.status) == ("failed", 1)
    assert "nowhere" not in shown.out


@pytest.fixture(autouse=True)
def installed(programme: Programme) -> None:
    mark_installed(programme)
    now = programme.clock.now()
    with programme.database.transaction() as session:
        member = a_member(session, at=now)
        rota.add_duty(
            session, staff_id=member.staff_id, backup_id=None, starts_at=now - timedelta(hours=1),
            ends_at=now + timedelta(days=1),
        )  # fmt: skip

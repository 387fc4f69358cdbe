"""`flask sending stop|start`: the kill switch, one scope at a time."""

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.audit.models import AuditEvent
from monitor.core.clock import FixedClock
from monitor.people import service as people
from monitor.usecases.programme import Programme
from tests.factories.installation import mark_installed, run_command
from tests.factories.people import a_person


def held(programme: Programme, code_name: str) -> bool:
    with programme.database.reading() as session:
        person_id = people.find_by_code_name(session, code_name) or ""
        found = people.contact_facts(session, person_id, now=programme.clock.now())
    return "kill" in found.restrictions


@pytest.mark.parametrize(
    ("target", "stopped"),
    [
        pytest.param(["--person", "amani"], {"Amani"}, id="one person"),
        pytest.param(["--shelter", "Mombasa House"], {"Baraka"}, id="one shelter"),
        pytest.param(["--all"], {"Amani", "Baraka"}, id="everybody"),
    ],
)
def test_sending_stops_for_whom_it_is_said_and_starts_again(
    app: Flask, programme: Programme, target: list[str], stopped: set[str]
) -> None:
    assert run_command(app, "sending", "stop", *target).status == 0
    assert {name for name in ("Amani", "Baraka") if held(programme, name)} == stopped
    assert run_command(app, "sending", "start", *target).status == 0
    assert not held(programme, "Amani")
    assert not held(programme, "Baraka")
    with programme.database.reading() as session:
        events = [row.event for row in session.scalars(select(AuditEvent))]
    assert events == ["sending_stopped", "sending_started"]


def test_starting_for_one_does_not_start_what_was_stopped_for_all(
    app: Flask, programme: Programme
) -> None:
    run_command(app, "sending", "stop", "--all")
    run_command(app, "sending", "start", "--person", "Amani")
    assert held(programme, "Amani")


def test_starting_lifts_no_other_restriction(app: Flask, programme: Programme) -> None:
    with programme.database.transaction() as session:
        person_id = people.find_by_code_name(session, "Amani") or ""
        people.opt_out(session, person_id, at=programme.clock.now(), way="sms")
    run_command(app, "sending", "stop", "--person", "Amani")
    run_command(app, "sending", "start", "--person", "Amani")
    with programme.database.reading() as session:
        found = people.contact_facts(session, person_id, now=programme.clock.now())
    assert found.restrictions == {"opt_out"}


@pytest.mark.parametrize("command", ["stop", "start"])
@pytest.mark.parametrize(
    ("target", "message"),
    [
        pytest.param([], "exactly one", id="no scope"),
        pytest.param(["--all", "--person", "Amani"], "exactly one", id="two scopes"),
        pytest.param(["--person", "Zuhura"], "no person of this name", id="unknown person"),
        pytest.param(["--person", ""], "no person of this name", id="empty person"),
        pytest.param(["--person", "\ud800"], "no person of this name", id="broken text"),
        pytest.param(["--shelter", "Nowhere"], "no shelter of this name", id="unknown shelter"),
        pytest.param(["--county", "Nairobi"], "No such option", id="unknown option"),
    ],
)
def test_an_unclear_scope_stops_nothing(
    app: Flask, programme: Programme, command: str, target: list[str], message: str
) -> None:
    shown = run_command(app, "sending", command, *target)
    assert shown.status != 0
    assert message in shown.err
    assert "Zuhura" not in shown.err
    with programme.database.reading() as session:
        assert session.scalars(select(AuditEvent)).all() == []
    assert not held(programme, "Amani")


@pytest.fixture(autouse=True)
def installed(programme: Programme, clock: FixedClock) -> None:
    mark_installed(programme)
    with programme.database.transaction() as session:
        a_person(session, at=clock.now())
        a_person(
            session, at=clock.now(), code_name="Baraka", number="+254700000002",
            shelter="Mombasa House", caseworker="otieno",
        )  # fmt: skip

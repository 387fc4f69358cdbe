"""`flask staff …` and `flask shelters …`."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.audit.models import AuditEvent
from monitor.core.clock import FixedClock
from monitor.staff import service as staff
from monitor.usecases.programme import Programme
from tests.factories.installation import Shown, mark_installed, run_command
from tests.factories.people import NUMBER, a_person
from tests.factories.staff import PASSWORD, a_member, a_shelter


def link_in(shown: Shown) -> str:
    (token,) = re.findall(r"http://127\.0\.0\.1:8000/start/([\w-]+)\n", shown.out)
    return str(token)


def test_a_first_supervisor_starts_by_the_link_printed_once(
    app: Flask, programme: Programme
) -> None:
    shown = run_command(app, "staff", "add", "wanjiku", "--role", "supervisor")
    assert shown.status == 0
    with programme.database.transaction() as session:
        member = staff.use_link(session, link_in(shown), PASSWORD, at=programme.wall.now())
    assert (member.username, member.role, member.shelter_id) == ("wanjiku", "supervisor", None)


def test_every_detail_is_kept_and_the_trail_says_so(app: Flask, programme: Programme) -> None:
    assert run_command(app, "shelters", "add", "Nairobi House").status == 0
    options = ("--shelter", "Nairobi House", "--phone", "0700 000 009", "--language", "en")
    assert run_command(app, "staff", "add", "njeri", "--role", "caseworker", *options).status == 0
    with programme.database.reading() as session:
        member = staff.find_by_username(session, "njeri")
        assert member is not None
        assert staff.number_of(session, member.staff_id) == "+254700000009"
        assert staff.shelter_names(session) == {member.shelter_id: "Nairobi House"}
        events = [row.event for row in session.scalars(select(AuditEvent))]
    assert member.language == "en"
    assert events == ["shelter_added", "staff_added"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["njeri"], "Missing option '--role'", id="no role"),
        pytest.param(["njeri", "--role", "boss"], "'boss' is not one of", id="unknown role"),
        pytest.param(["n", "--role", "manager"], "a username has 2 to 40", id="short name"),
        pytest.param(["n" * 41, "--role", "manager"], "a username has", id="long name"),
        pytest.param(["nj\x00ri", "--role", "manager"], "a username has", id="NUL"),
        pytest.param(
            ["njeri", "--role", "manager", "--shelter", "Nowhere"], "no shelter", id="shelter"
        ),
        pytest.param(
            ["njeri", "--role", "manager", "--phone", "12"], "not a valid number", id="phone"
        ),
        pytest.param(
            ["njeri", "--role", "manager", "--language", "xx"], "must be one of en, sw",
            id="language",
        ),
        pytest.param(["njeri", "otieno", "--role", "manager"], "unexpected extra", id="two names"),
        pytest.param([], "Missing argument", id="nothing"),
    ],
)  # fmt: skip
def test_a_bad_account_is_refused_and_nothing_is_written(
    app: Flask, programme: Programme, arguments: list[str], message: str
) -> None:
    shown = run_command(app, "staff", "add", *arguments)
    assert shown.status != 0
    assert message in shown.err
    assert "Traceback" not in shown.err
    with programme.database.reading() as session:
        assert staff.find_by_username(session, "njeri") is None
        assert session.scalars(select(AuditEvent)).all() == []


def test_the_phone_of_a_person_is_refused_for_staff_without_being_repeated(
    app: Flask, programme: Programme, clock: FixedClock
) -> None:
    with programme.database.transaction() as session:
        a_person(session, at=clock.now())
    shown = run_command(app, "staff", "add", "wanjiku", "--role", "supervisor", "--phone", NUMBER)
    assert shown.status == 1
    assert "a person is reached on this phone" in shown.err
    assert NUMBER[-6:] not in shown.err


def test_a_reset_ends_the_password_and_prints_a_new_link(
    app: Flask, programme: Programme, clock: FixedClock
) -> None:
    with programme.database.transaction() as session:
        a_member(session, at=clock.now(), password=PASSWORD)
    shown = run_command(app, "staff", "reset", "NJERI")
    with programme.database.transaction() as session:
        tried = staff.log_in(session, "njeri", PASSWORD, wall_now=clock.now())
        assert staff.find_by_link(session, link_in(shown), at=clock.now()) is not None
    assert tried.outcome == "wrong"


def test_a_disabled_account_gets_no_link(
    app: Flask, programme: Programme, clock: FixedClock
) -> None:
    with programme.database.transaction() as session:
        a_member(session, at=clock.now(), password=PASSWORD)
    assert run_command(app, "staff", "disable", "njeri").status == 0
    shown = run_command(app, "staff", "reset", "njeri")
    assert (shown.status, shown.out) == (1, "")
    assert "disabled" in shown.err


@pytest.mark.parametrize("command", ["reset", "disable"])
def test_an_unknown_account_is_said_to_be_unknown(app: Flask, command: str) -> None:
    shown = run_command(app, "staff", command, "nobody")
    assert shown.status == 1
    assert shown.err == "Error: there is no member of staff of this username\n"


@pytest.mark.parametrize("name", ["", "x" * 81, "a\x00b", "\ud800"])
def test_a_bad_shelter_name_is_refused(app: Flask, name: str) -> None:
    shown = run_command(app, "shelters", "add", name)
    assert shown.status == 1
    assert "a shelter's name" in shown.err


def test_a_shelter_is_added_once_and_listed(app: Flask, programme: Programme) -> None:
    with programme.database.transaction() as session:
        a_shelter(session, "Mombasa House")
    assert run_command(app, "shelters", "add", "Nairobi House").status == 0
    again = run_command(app, "shelters", "add", "Nairobi House")
    assert again.status == 1
    assert run_command(app, "shelters", "list").out == "Mombasa House\nNairobi House\n"


@pytest.fixture(autouse=True)
def installed(programme: Programme) -> None:
    mark_installed(programme)

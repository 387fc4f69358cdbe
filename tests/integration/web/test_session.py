"""Logging in, being locked out, idling, leaving: a session is over when it should be."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.audit.models import AuditEvent
from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.staff import service as staff
from monitor.usecases.programme import Programme
from tests.factories.staff import PASSWORD, a_member
from tests.factories.web import Browser, browse, set_stage

GOOD = "kahawa na mvua tena"


@pytest.fixture
def stage(programme: Programme) -> None:
    set_stage(programme)


def log_in(browser: Browser, password: str, username: str = "njeri") -> int:
    browser.get("/login")
    return browser.post("/login", {"username": username, "password": password}).status_code


def events(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(AuditEvent.event).order_by(AuditEvent.id)))


def test_a_right_password_opens_the_list_of_cases(app: Flask, stage: None) -> None:
    browser = browse(app)
    assert log_in(browser, PASSWORD) == 303
    assert browser.get("/").location == "/cases"
    assert browser.get("/cases").status_code == 200


def test_each_refusal_looks_the_same(app: Flask, stage: None) -> None:
    browser = browse(app)
    pages = []
    for username in ("njeri", "nobody"):
        assert log_in(browser, "wrong", username) == 401
        pages.append(browser.page.replace(username, "").replace(browser.token, ""))
    assert pages[0] == pages[1]


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(
    app: Flask, stage: None, clock: FixedClock, database: Database
) -> None:
    browser = browse(app)
    assert [log_in(browser, "wrong") for _ in range(5)] == [401] * 5
    assert log_in(browser, PASSWORD) == 401
    clock.advance(timedelta(minutes=15, seconds=1))
    assert log_in(browser, PASSWORD) == 303
    assert events(database)[-7:] == [*["login_failed"] * 4, "login_locked", "login_failed",
                                     "logged_in"]  # fmt: skip


def test_ten_idle_minutes_end_a_session(app: Flask, stage: None, clock: FixedClock) -> None:
    browser = browse(app, "njeri")
    clock.advance(timedelta(minutes=9))
    assert browser.get("/cases").status_code == 200
    clock.advance(timedelta(minutes=9))
    assert browser.get("/cases").status_code == 200
    clock.advance(timedelta(minutes=11))
    assert browser.get("/cases").location == "/login"
    assert browser.get("/cases").location == "/login"


def test_a_disabled_account_loses_everything_at_once(
    app: Flask, stage: None, programme: Programme
) -> None:
    browser = browse(app, "njeri")
    with programme.database.transaction() as session:
        member = staff.find_by_username(session, "njeri")
        assert member is not None
        staff.disable(session, member.staff_id, at=programme.wall.now())
    assert browser.get("/cases").location == "/login"


def test_a_new_password_signs_out_everywhere_else(
    app: Flask, stage: None, programme: Programme
) -> None:
    browser = browse(app, "njeri")
    with programme.database.transaction() as session:
        member = staff.find_by_username(session, "njeri")
        assert member is not None
        token = staff.reset(session, member.staff_id, at=programme.wall.now())
    other = browse(app)
    other.get(f"/start/{token}")
    assert other.post(f"/start/{token}", {"password": GOOD, "again": GOOD}).status_code == 303
    assert other.get("/cases").status_code == 200
    assert browser.get("/cases").location == "/login"


def test_a_start_link_works_once(app: Flask, programme: Programme) -> None:
    with programme.database.transaction() as session:
        member = a_member(session, at=programme.wall.now())
        token = staff.make_link(session, member.staff_id, at=programme.wall.now())
    browser = browse(app)
    assert browser.get(f"/start/{token}").status_code == 200
    for password, again in (("short", "short"), (GOOD, "another good one"), ("a" * 12, "a" * 12)):
        sent = browser.post(f"/start/{token}", {"password": password, "again": again})
        assert sent.status_code == 400
    assert browser.post(f"/start/{token}", {"password": GOOD, "again": GOOD}).status_code == 303
    assert browse(app).get(f"/start/{token}").status_code == 404


def test_logging_out_ends_the_session_and_is_written_down(
    app: Flask, stage: None, database: Database
) -> None:
    browser = browse(app, "njeri")
    assert browser.post("/logout").location == "/login"
    assert browser.get("/cases").location == "/login"
    assert events(database)[-1] == "logged_out"


def test_leaving_ends_the_session_and_goes_to_a_neutral_page(
    app: Flask, stage: None, programme: Programme
) -> None:
    browser = browse(app, "njeri")
    assert browser.get("/leave").location == programme.settings.neutral_url
    assert browser.get("/cases").location == "/login"


def test_the_language_switch_lasts_beyond_the_session(app: Flask, stage: None) -> None:
    browser = browse(app, "njeri")
    browser.get("/cases")
    assert 'lang="en"' in browser.page
    assert browser.post("/language", {"language": "sw"}).status_code == 303
    browser.get("/cases")
    assert '<html lang="sw">' in browser.page
    later = browse(app, "njeri")
    later.get("/cases")
    assert '<html lang="sw">' in later.page


def test_an_unknown_language_is_refused(app: Flask, stage: None) -> None:
    browser = browse(app)
    assert browser.post("/language", {"language": "xx"}).status_code == 400
    assert browser.post("/language", {}).status_code == 400


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"username": "njeri\0", "password": PASSWORD}, id="nul"),
        pytest.param({"username": "n" * 5000, "password": "p" * 5000}, id="too long"),
        pytest.param({"username": ["njeri", "otieno"], "password": "x"}, id="doubled"),
        pytest.param({"username": b"\xff\xfe", "password": b"\xff"}, id="not utf-8"),
    ],
)
def test_a_strange_login_form_is_a_refusal_and_no_failure(
    data: dict[str, object], app: Flask, stage: None
) -> None:
    assert browse(app).post("/login", data).status_code == 401

"""`flask audit verify`."""

import pytest
from flask import Flask
from sqlalchemy import update

from monitor.audit.models import AuditEvent
from monitor.audit.trail import AuditEventKind, record
from monitor.usecases.programme import Programme
from tests.factories.installation import mark_installed, run_command


def test_a_whole_chain_is_said_to_be_whole(app: Flask) -> None:
    shown = run_command(app, "audit", "verify")
    assert (shown.status, shown.out) == (0, "3 links, none broken.\n")


def test_a_changed_line_is_named_by_its_place(app: Flask, programme: Programme) -> None:
    run_command(app, "audit", "verify")
    with programme.database.transaction() as session:
        session.execute(update(AuditEvent).where(AuditEvent.position == 2).values(actor_id="other"))
    shown = run_command(app, "audit", "verify")
    assert (shown.status, shown.out) == (1, "")
    assert shown.err == "The chain is broken at link 2.\n"


def test_a_check_may_start_at_a_date(app: Flask) -> None:
    assert run_command(app, "audit", "verify", "--since", "2026-03-02").out.startswith("3 links")
    assert run_command(app, "audit", "verify", "--since", "2026-03-03").out.startswith("0 links")


@pytest.mark.parametrize("since", ["yesterday", "2026-13-01", "", "02/03/2026"])
def test_a_date_that_is_none_is_refused(app: Flask, since: str) -> None:
    shown = run_command(app, "audit", "verify", "--since", since)
    assert shown.status == 2
    assert "does not match the format" in shown.err


@pytest.fixture(autouse=True)
def written(programme: Programme) -> None:
    mark_installed(programme)
    with programme.database.transaction() as session:
        for _ in range(3):
            record(session, AuditEventKind.CASE_SEEN, at=programme.wall.now(), actor_id=None)

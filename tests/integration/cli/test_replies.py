"""`flask replies review` and `flask replies report`."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.audit.models import AuditEvent
from monitor.core.clock import FixedClock
from monitor.privacy import vault
from monitor.reading.reading import Label, Reading
from monitor.sms import replies
from monitor.sms.replies import Arrived
from monitor.usecases.programme import Programme
from tests.factories.installation import mark_installed, run_command
from tests.factories.people import a_person
from tests.factories.sms import a_callback

HERS = "zumbarika"
"""A word of hers that no lexicon knows."""


def keep(programme: Programme, person_id: str, words: str, *, said: str | None) -> None:
    """Keep a text of hers that was read as a problem, and what somebody said of it."""
    at = programme.clock.now()
    with programme.database.transaction() as session:
        arrived = Arrived(
            raw_id=a_callback(session, kind="sms", at=at), text=words, person_id=person_id,
            number="+254712345678", matched="person", staff_id=None, checkin_id=None,
            received_at=at, provider_time=None, network="",
        )  # fmt: skip
        reading = Reading(Label.PROBLEM, 2, (), (), (("word: bad", f"shida {HERS}"),))
        text = replies.keep(session, arrived, reading)
        if said is not None:
            replies.correct(session, text, label=said, severity=None, by="staff", at=at)


def test_the_review_sets_what_was_read_against_what_was_said(
    app: Flask, programme: Programme, person_id: str
) -> None:
    for said in ("distress", "distress", "distress", "problem"):
        keep(programme, person_id, "shida", said=said)
    shown = run_command(app, "replies", "review")
    assert shown.status == 0
    assert "4 texts read by a person" in shown.out
    assert "0.750 (0.301-0.954)" in shown.out
    assert any(line.split() == ["shida", "3"] for line in shown.out.splitlines())


def test_no_word_of_hers_is_printed(app: Flask, programme: Programme, person_id: str) -> None:
    for _ in range(5):
        keep(programme, person_id, f"shida {HERS}", said="distress")
    assert HERS not in run_command(app, "replies", "review").out


def test_a_text_that_nobody_has_read_is_not_counted(
    app: Flask, programme: Programme, person_id: str
) -> None:
    keep(programme, person_id, "shida", said=None)
    assert run_command(app, "replies", "review").out.startswith("0 texts")


def test_a_month_is_the_kenyan_one(
    app: Flask, programme: Programme, person_id: str, clock: FixedClock
) -> None:
    clock.set(datetime(2026, 3, 31, 20, 59, tzinfo=UTC))
    keep(programme, person_id, "shida", said="ok")
    clock.set(datetime(2026, 3, 31, 21, 0, tzinfo=UTC))
    keep(programme, person_id, "shida", said="ok")
    assert run_command(app, "replies", "review", "--month", "2026-03").out.startswith("1 texts")
    assert run_command(app, "replies", "review", "--month", "2026-04").out.startswith("1 texts")
    assert run_command(app, "replies", "review", "--month", "2026-12").out.startswith("0 texts")


def test_of_somebody_who_was_erased_the_counts_are_left(
    app: Flask, programme: Programme, person_id: str
) -> None:
    for _ in range(3):
        keep(programme, person_id, "shida", said="ok")
    with programme.database.transaction() as session:
        vault.destroy_key(session, person_id, at=programme.clock.now())
    shown = run_command(app, "replies", "review").out
    assert shown.startswith("3 texts")
    assert shown.endswith("none\n")


def test_a_review_is_a_line_in_the_trail(app: Flask, programme: Programme) -> None:
    run_command(app, "replies", "review", "--month", "2026-03")
    with programme.database.reading() as session:
        query = select(AuditEvent).where(AuditEvent.event == "report_seen")
        line = session.scalars(query).one()
    assert (line.object_type, line.details) == ("readings", {"month": "2026-03"})


@pytest.mark.parametrize("month", ["march", "2026-13", ""])
def test_a_month_that_is_none_is_refused(app: Flask, month: str) -> None:
    assert run_command(app, "replies", "review", "--month", month).status == 2


def test_the_report_fails_on_a_missed_target_unless_it_only_informs(
    app: Flask, samples: Path
) -> None:
    shown = run_command(app, "replies", "report", str(samples))
    assert (shown.status, "MISSED" in shown.out) == (1, True)
    assert run_command(app, "replies", "report", "--inform", str(samples)).status == 0


def test_misses_are_ids_and_nothing_of_the_text(app: Flask, samples: Path) -> None:
    shown = run_command(app, "replies", "report", "--misses", "--inform", str(samples))
    assert shown.out == "wrong-1\n"


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    file = tmp_path / "samples.jsonl"
    rows = [
        {"id": "right-1", "prompt": "checkin", "text": "sawa", "label": "ok", "lang": "sw"},
        {"id": "wrong-1", "prompt": "checkin", "text": "sawa", "label": "distress", "lang": "sw"},
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return file


@pytest.fixture
def person_id(programme: Programme) -> str:
    with programme.database.transaction() as session:
        return a_person(session, at=programme.clock.now()).person_id


@pytest.fixture(autouse=True)
def installed(programme: Programme) -> None:
    mark_installed(programme)

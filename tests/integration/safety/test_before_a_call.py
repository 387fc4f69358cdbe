"""Before somebody calls her: the cover story, the locks, and who answered."""

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.core.db import Database
from monitor.people import service as people
from monitor.people.models import Contact
from monitor.usecases.change_contact import AgreePlan, change_contact
from monitor.usecases.programme import Programme
from tests.factories.people import a_plan
from tests.factories.web import NUMBER, Browser, Stage, browse, set_stage

COVER = "Duka la nguo"


@pytest.fixture
def stage(programme: Programme) -> Stage:
    return set_stage(programme)


@pytest.fixture
def njeri(app: Flask, stage: Stage) -> Browser:
    return browse(app, "njeri")


def agree(programme: Programme, stage: Stage, **terms: object) -> None:
    plan = a_plan("daily 00:00-24:00", **terms)
    with programme.database.transaction() as session:
        change_contact(
            session, programme, AgreePlan(person_id=stage.person_id, plan=plan), actor_id=None
        )


def test_what_to_say_to_somebody_else_stands_on_the_case(
    njeri: Browser, stage: Stage, programme: Programme
) -> None:
    path = f"/cases/{stage.case_id}"
    assert COVER not in njeri.get(path).text
    assert "hang up" in njeri.page, "without a cover story nothing is said"
    agree(programme, stage, cover_story=COVER)
    assert COVER in njeri.get(path).text


@pytest.mark.parametrize("closed", ["no_call", "kill", "plan"])
def test_there_is_no_number_to_call_where_calls_are_closed(
    njeri: Browser, stage: Stage, programme: Programme, closed: str
) -> None:
    number = f"/cases/{stage.case_id}/number"
    assert f"tel:{NUMBER}" in njeri.post(number).text
    if closed == "plan":
        agree(programme, stage, voice_ok=False)
    else:
        with programme.database.transaction() as session:
            people.restrict(
                session, kind=closed, scope="person", reason="test", at=programme.clock.now(),
                person_id=stage.person_id,
            )  # fmt: skip
    assert "/number" not in njeri.get(f"/cases/{stage.case_id}").text
    assert njeri.post(number).status_code == 409


def test_who_answered_is_kept_and_somebody_else_proves_nothing(
    njeri: Browser, stage: Stage, database: Database
) -> None:
    sent = njeri.post(
        f"/cases/{stage.case_id}/contact",
        {
            "method": "voice", "reached": "other", "condition": "unknown", "confirmed": "no",
            "next_step": "none",
        },
    )  # fmt: skip
    assert sent.status_code == 303
    with database.reading() as session:
        (contact,) = session.scalars(select(Contact)).all()
    assert (contact.reached, contact.verified) == ("other", False)

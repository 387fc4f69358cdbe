"""Enrolling with her beside you: the same rules as an import, and nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.people import service as people
from monitor.people.models import Person
from monitor.usecases.programme import Programme
from tests.factories.staff import PASSWORD
from tests.factories.web import NUMBER, Browser, Stage, browse, set_stage

GOOD: dict[str, Any] = {
    "code_name": "Zawadi", "exit_date": "2026-03-02", "shelter": "Nairobi House",
    "services": ["medical", "legal"], "phone": "0712 345 001", "shared_with": "dada",
    "days_1": ["sat"], "from_1": "9:00", "to_1": "12.30", "plan_expires": "2026-05-31",
    "sms_ok": "yes", "voice_ok": "yes", "acknowledge": "yes", "cover_story": "Duka la nguo",
    "content_level": "covert", "survey_channel": "ussd", "language": "sw", "wording": "checkin_b",
    "risk": "high", "caseworker": "njeri", "birth_year": "1999", "gender": "f",
    "county": "Kisumu", "pin": "7391", "duress_1": "maembe", "duress_2": "kipepeo",
    "consents": ["checkins", "surveys", "trusted_contact"], "trusted_name": "Shangazi",
    "trusted_number": "0712345009", "trusted_scope": "kwamba nipo salama",
}  # fmt: skip


@pytest.fixture
def stage(programme: Programme) -> Stage:
    return set_stage(programme)


@pytest.fixture
def njeri(app: Flask, stage: Stage) -> Browser:
    browser = browse(app, "njeri")
    browser.get("/enrol")
    return browser


def count_people(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def test_everything_of_the_form_goes_in(njeri: Browser, programme: Programme) -> None:
    sent = njeri.post("/enrol", GOOD)
    assert sent.status_code == 303
    now = programme.clock.now()
    with programme.database.reading() as session:
        person_id = people.find_by_code_name(session, "zawadi")
        assert person_id is not None
        her = people.identity(session, person_id, now=now)
    assert sent.location == f"/people/{person_id}"
    assert (her.number, her.shared_with) == ("+254712345001", "dada")
    assert her.plan is not None
    assert (her.plan.windows, her.plan.ussd_ok) == ("sat 09:00-12:30", False)
    assert her.exits[-1].services == ("medical", "legal")
    assert set(her.consents) == {"checkins", "surveys", "trusted_contact"}
    assert [found.number for found in her.trusted_contacts] == ["+254712345009"]
    assert her.has_pin


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({"code_name": ""}, "This is needed", id="no code name"),
        pytest.param({"code_name": "amani"}, "is taken", id="code name taken"),
        pytest.param({"code_name": "a\0b"}, "cannot be kept", id="nul"),
        pytest.param({"code_name": "x" * 100}, "At most", id="long code name"),
        pytest.param({"exit_date": "1999-01-01"}, "between the year 2000", id="old exit"),
        pytest.param({"exit_date": "tomorrow"}, "Give a date", id="no date"),
        pytest.param({"shelter": "Coast House"}, "Choose one", id="another house"),
        pytest.param({"phone": "12"}, "not a valid phone", id="no number"),
        pytest.param({"phone": ""}, "This is needed", id="number left out"),
        pytest.param({"plan_expires": ""}, "This is needed", id="no plan"),
        pytest.param({"days_1": [], "from_1": "", "to_1": ""}, "at least one time", id="no hour"),
        pytest.param({"risk": ""}, "Choose one", id="no risk"),
        pytest.param({"pin": "1234"}, "Too easy", id="easy code"),
        pytest.param({"pin": "1999"}, "Not the year", id="year as code"),
        pytest.param({"duress_pin": "7391"}, "must differ", id="same codes"),
        pytest.param({"duress_1": "sawa"}, "five letters", id="short word"),
        pytest.param({"duress_2": "maembe"}, "Too near to the other", id="same words"),
        pytest.param({"trusted_number": "x"}, "not a valid phone", id="bad trusted number"),
        pytest.param({"trusted_name": ""}, "what to call", id="number without a name"),
        pytest.param({"consents": ["checkins"]}, "trusted contact", id="no consent to it"),
        pytest.param({"consents": ["all"]}, "Choose from the list", id="unknown consent"),
        pytest.param({"birth_year": "99"}, "Give a year", id="short year"),
        pytest.param({"wording": "stop_ok"}, "wording of her language", id="no check-in"),
    ],
)
def test_what_breaks_a_rule_is_said_beside_the_field(
    change: dict[str, Any], says: str, njeri: Browser, database: Database
) -> None:
    sent = njeri.post("/enrol", {**GOOD, **change})
    assert sent.status_code == 400
    assert says in sent.text
    assert "Duka la nguo" in sent.text
    assert count_people(database) == 1


def test_a_code_never_comes_back_in_a_page(njeri: Browser) -> None:
    sent = njeri.post("/enrol", {**GOOD, "pin": "7391", "duress_pin": "8264", "code_name": ""})
    assert sent.status_code == 400
    assert "7391" not in sent.text
    assert "8264" not in sent.text
    assert "Type it again" in sent.text


def test_a_code_that_somebody_on_the_number_has_is_refused(
    njeri: Browser, database: Database
) -> None:
    sent = njeri.post("/enrol", {**GOOD, "phone": NUMBER, "pin": "4821"})
    assert sent.status_code == 400
    assert "has it already" in sent.text
    assert count_people(database) == 1


def test_who_contacts_us_herself_needs_neither_number_nor_hours(
    njeri: Browser, programme: Programme
) -> None:
    form = {**GOOD, "pull_only": "yes", "phone": "", "days_1": [], "from_1": "", "to_1": ""}
    assert njeri.post("/enrol", form).status_code == 303
    with programme.database.reading() as session:
        person_id = people.find_by_code_name(session, "Zawadi")
        assert person_id is not None
        assert people.contact_facts(session, person_id, now=programme.clock.now()).pull_only


def test_an_empty_form_names_everything_that_is_needed(njeri: Browser, database: Database) -> None:
    page = njeri.post("/enrol", {}).text
    assert page.count("This is needed.") >= 3
    assert count_people(database) == 1


def test_a_half_written_enrolment_survives_the_end_of_the_session(
    njeri: Browser, clock: FixedClock
) -> None:
    form = {**GOOD, "author": njeri.hidden("author")}
    clock.advance(timedelta(minutes=11))
    assert njeri.post("/enrol", form).status_code == 401
    assert "Zawadi" not in njeri.page
    again = {"username": "njeri", "password": PASSWORD, "draft": njeri.hidden("draft")}
    back = njeri.post("/login", again).text
    assert 'value="Zawadi"' in back
    assert 'value="medical" checked' in back

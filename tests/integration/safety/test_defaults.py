"""Whatever nobody has chosen is set as strictly as it can be."""

import re
from dataclasses import MISSING, fields
from datetime import date

import pytest
from flask import Flask

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.core.settings import Settings, UnapprovedTexts
from monitor.people import service as people
from monitor.people.enrolment import Enrolment, PlanTerms
from monitor.people.safe_hours import parse_windows
from monitor.sms.gate import Hold, decide
from monitor.sms.gate_rules import GateMessage
from monitor.usecases.programme import Programme
from tests.factories.gate import CHECKIN, FACTS, NOW, given_facts
from tests.factories.people import a_person
from tests.factories.web import browse, set_stage

WAYS = ("sms_ok", "voice_ok", "ussd_ok", "invite_ok", "confirm_stop", "acknowledge")
CHECKED = re.compile(r"<input[^>]*type=\"checkbox\"[^>]*>")


def defaults(kind: type) -> dict[str, object]:
    """Return what a class takes where nothing is said."""
    return {
        field.name: field.default
        for field in fields(kind)
        if field.default is not MISSING
    }  # fmt: skip


def test_what_an_enrolment_leaves_out_is_the_strictest() -> None:
    found = defaults(Enrolment)
    assert (found["content_level"], found["survey_channel"]) == ("covert", "none")
    assert (found["consents"], found["plan"], found["trusted_contact"]) == ((), None, None)
    assert "risk_tier" not in found, "her risk is asked, never assumed"


def test_a_plan_names_the_code_in_no_text_unless_she_agreed() -> None:
    assert PlanTerms(safe_hours=parse_windows(""), expires_on=date(2026, 5, 31)).invite_ok is False


def test_a_text_counts_as_covert_unless_it_says_otherwise() -> None:
    assert defaults(GateMessage)["content_level"] == "covert"


def test_an_installation_refuses_drafts_and_plain_cookies_unless_told() -> None:
    found = defaults(Settings)
    assert found["unapproved_texts"] is UnapprovedTexts.REFUSE
    assert found["secure_cookies"] is True


def test_the_form_of_the_last_day_begins_with_nothing_ticked(
    app: Flask, programme: Programme
) -> None:
    set_stage(programme)
    page = browse(app, "njeri").get("/enrol").text
    boxes = CHECKED.findall(page)
    assert {way for way in WAYS if any(f'name="{way}"' in box for box in boxes)} == set(WAYS)
    assert [box for box in boxes if "checked" in box] == []


def test_somebody_enrolled_with_the_least_is_written_to_by_no_machine(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        enrolled = a_person(
            session, at=clock.now(), number=None, plan=None, consents=(), pin=None,
            danger_word=None, not_safe_word=None,
        )  # fmt: skip
        found = people.contact_facts(session, enrolled.person_id, now=clock.now())
    verdict = decide(CHECKIN, given_facts(contact=vars(found)), NOW)
    assert isinstance(verdict, Hold)


@pytest.mark.parametrize(
    "unknown",
    [
        pytest.param({"plan": None}, id="no plan"),
        pytest.param({"consents": frozenset()}, id="no consent"),
        pytest.param({"has_number": False}, id="no number"),
        pytest.param({"content_level": "?"}, id="a content level nobody knows"),
    ],
)
def test_what_is_not_known_is_a_reason_to_hold(unknown: dict[str, object]) -> None:
    overt = GateMessage(
        recipient=CHECKIN.recipient, purpose=CHECKIN.purpose, template="checkin_a", wanted_at=NOW,
        content_level="on_request",
    )  # fmt: skip
    message = overt if "content_level" in unknown else CHECKIN
    assert not isinstance(decide(CHECKIN, FACTS, NOW), Hold)
    assert isinstance(decide(message, given_facts(contact=unknown), NOW), Hold)

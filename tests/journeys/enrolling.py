"""Fills in the form of the last day, as a browser sends it."""

from typing import Any

from tests.factories.staff import SHELTER
from tests.factories.web import Browser
from tests.journeys.story import Story

FORM = {
    "code_name": "Amani", "exit_date": "2026-03-02", "shelter": SHELTER, "services": "legal",
    "birth_year": "1998", "gender": "f", "county": "Nairobi", "caseworker": "njeri",
    "risk": "low", "phone": "0712 345 678", "days_1": ["mon", "tue", "wed", "thu", "fri"],
    "from_1": "08:00", "to_1": "20:00", "sms_ok": "yes", "voice_ok": "yes", "ussd_ok": "yes",
    "acknowledge": "yes", "plan_expires": "2026-05-31", "language": "sw",
    "content_level": "covert", "wording": "checkin_a", "survey_channel": "none", "pin": "4821",
    "duress_1": "maembe", "duress_2": "kipepeo", "consents": ["checkins", "surveys"],
}  # fmt: skip


def enrol_by_form(story: Story, browser: Browser, **fields: Any) -> str:
    """Send the form and return her id."""
    browser.get("/enrol")
    sent = browser.post("/enrol", {**FORM, **fields})
    assert sent.status_code == 303, sent.text
    return story.person(fields.get("code_name", "Amani"))

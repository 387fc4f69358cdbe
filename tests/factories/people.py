"""People for tests: code names only, numbers out of one made-up row."""

from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from monitor.people import service as people
from monitor.people.enrolling import Enrolled
from monitor.people.enrolment import Enrolment, PlanTerms
from monitor.people.safe_hours import parse_windows
from monitor.staff import service as staff
from tests.factories.staff import SHELTER, a_member, a_shelter

NUMBER = "+254712345678"
EVENINGS = "mon-fri 18:00-20:00;sun 14:00-16:00"


def a_plan(windows: str = EVENINGS, **changes: Any) -> PlanTerms:
    """Return a plan with evening windows that lasts until the end of May."""
    terms = {"safe_hours": parse_windows(windows), "expires_on": date(2026, 5, 31), **changes}
    return PlanTerms(**terms)


def an_enrolment(**changes: Any) -> Enrolment:
    """Return the enrolment of Amani, who did everything by the book."""
    fields: dict[str, Any] = {
        "code_name": "Amani",
        "exit_on": date(2026, 3, 2),
        "shelter": SHELTER,
        "services": ("psychological", "legal"),
        "number": NUMBER,
        "plan": a_plan(),
        "survey_channel": "ussd",
        "language": "sw",
        "wording": "checkin_a",
        "consents": ("checkins", "surveys"),
        "risk_tier": "high",
        "caseworker": "njeri",
        "birth_year": 1998,
        "gender": "f",
        "county": "Nairobi",
        "pin": "4821",
        "danger_word": "maembe",
        "not_safe_word": "kipepeo",
    }
    return Enrolment(**{**fields, **changes})


def a_person(session: Session, *, at: datetime, **changes: Any) -> Enrolled:
    """Enrol somebody, with the shelter and the caseworker she needs; no check-in is laid out."""
    enrolment = an_enrolment(**changes)
    a_shelter(session, enrolment.shelter)
    username = enrolment.caseworker
    if username is not None and staff.find_by_username(session, username) is None:
        a_member(session, username, at=at)
    return people.enrol(session, enrolment, at=at, recorded_by=None)

"""What is written down on the last day in the shelter, and the rules it must keep.

Nothing here is about what happened to her: only how, when and in which words she may be reached.
A rule that is broken is named by field; the value itself is never repeated.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from monitor.core.language import Languages
from monitor.people.duress import ReservedWords, refusal
from monitor.people.safe_hours import SafeHours

SERVICES = ("psychological", "medical", "legal", "vocational", "religious")
QUESTIONS_BY_SMS = "surveys_by_sms"
"""Her plan lets a whole questionnaire go by text, where its definition leaves that to her."""
PURPOSES = (
    "checkins", "surveys", QUESTIONS_BY_SMS, "trusted_contact", "sharing", "research", "guardian",
)  # fmt: skip
CONTENT_LEVELS = ("covert", "on_request", "overt")
SURVEY_CHANNELS = ("ussd", "voice", "none")
RISK_TIERS = ("low", "high")
GENDERS = ("f", "m", "x")
PROTOCOL = "standard_24_months"
CHECKIN_WORDING = "checkin_"
FIRST_EXIT = date(2000, 1, 1)
OLDEST_BIRTH_YEAR = 1900
MOST_DAYS_AHEAD = 366
TRIVIAL_RUNS = "01234567890", "09876543210"

_NAME = re.compile(r"[^\W_](?:[^\W_]|[ .'’-]){0,39}")
_PIN = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, kw_only=True)
class PlanTerms:
    """A safe-contact plan as she agreed to it; `cover_story` is for whoever else answers."""

    safe_hours: SafeHours
    expires_on: date
    sms_ok: bool = True
    voice_ok: bool = True
    ussd_ok: bool = True
    invite_ok: bool = False
    confirm_stop: bool = True
    acknowledge: bool = True
    airtime_ok: bool = False
    cover_story: str | None = None


@dataclass(frozen=True, kw_only=True)
class TrustedContactTerms:
    """Somebody she named, and what may be said to them."""

    name: str
    number: str
    scope: str | None = None
    expires_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """One person at the door. `number` is E.164; `shelter` a name, `caseworker` a username."""

    code_name: str
    exit_on: date
    shelter: str
    language: str
    wording: str
    risk_tier: str
    services: tuple[str, ...] = ()
    number: str | None = None
    shared_with: str | None = None
    plan: PlanTerms | None = None
    content_level: str = "covert"
    survey_channel: str = "none"
    consents: tuple[str, ...] = ()
    caseworker: str | None = None
    birth_year: int | None = None
    gender: str | None = None
    county: str | None = None
    disability: bool | None = None
    pin: str | None = None
    duress_pin: str | None = None
    danger_word: str | None = None
    not_safe_word: str | None = None
    pull_only: bool = False
    monitored: bool = False
    trusted_contact: TrustedContactTerms | None = None
    protocol: str = PROTOCOL
    consent_way: str = "in_person"


@dataclass(frozen=True)
class Problem:
    """A rule that a field breaks, in words that name no value."""

    field: str
    rule: str


def check_enrolment(
    enrolment: Enrolment, *, languages: Languages, reserved: ReservedWords, on: date
) -> tuple[Problem, ...]:
    """Return every rule an enrolment breaks; an empty answer means that it may go in."""
    return (
        *_check_person(enrolment, on=on),
        *_check_choices(enrolment),
        *_check_wording(enrolment, languages),
        *_check_plan(enrolment),
        *_check_pins(enrolment),
        *_check_words(enrolment, reserved),
    )


def pin_refusal(pin: str) -> str | None:
    """Return the rule a PIN breaks: somebody beside her would try these first.

    >>> pin_refusal("1234"), pin_refusal("4821")
    ('is too easy to guess', None)
    """
    if not _PIN.fullmatch(pin):
        return "must be four digits"
    if len(set(pin)) == 1 or any(pin in run for run in TRIVIAL_RUNS):
        return "is too easy to guess"
    return None


def is_name(text: str) -> bool:
    """Say whether a text can stand as a code name or a county: letters, digits, up to 40.

    >>> is_name("Murang'a"), is_name("a\\x00b"), is_name("")
    (True, False, False)
    """
    return bool(_NAME.fullmatch(text))


def _check_person(enrolment: Enrolment, *, on: date) -> Iterator[Problem]:
    if not is_name(enrolment.code_name):
        yield Problem("code_name", "must be 1 to 40 letters, digits, spaces or hyphens")
    if enrolment.exit_on < FIRST_EXIT or (enrolment.exit_on - on).days > MOST_DAYS_AHEAD:
        yield Problem("exit_date", "must lie between the year 2000 and a year from now")
    year = enrolment.birth_year
    if year is not None and not OLDEST_BIRTH_YEAR <= year <= on.year:
        yield Problem("birth_year", f"must lie between {OLDEST_BIRTH_YEAR} and this year")
    if enrolment.county is not None and not is_name(enrolment.county):
        yield Problem("county", "must be the name of a county, up to 40 letters")


def _check_choices(enrolment: Enrolment) -> Iterator[Problem]:
    choices: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
        ("risk", (enrolment.risk_tier,), RISK_TIERS),
        ("content_level", (enrolment.content_level,), CONTENT_LEVELS),
        ("survey_channel", (enrolment.survey_channel,), SURVEY_CHANNELS),
        ("gender", (enrolment.gender,) if enrolment.gender else (), GENDERS),
        ("services", enrolment.services, SERVICES),
        ("consents", enrolment.consents, PURPOSES),
    )
    for field, chosen, allowed in choices:
        if not set(chosen) <= set(allowed):
            yield Problem(field, f"may only be {', '.join(allowed)}")


def _check_wording(enrolment: Enrolment, languages: Languages) -> Iterator[Problem]:
    if enrolment.language not in languages.by_code:
        yield Problem("language", f"must be one of {', '.join(sorted(languages.by_code))}")
        return
    known = languages.wording(enrolment.wording, enrolment.language) is not None
    if not enrolment.wording.startswith(CHECKIN_WORDING) or not known:
        yield Problem("wording", "must be a check-in wording that exists in her language")


def _check_plan(enrolment: Enrolment) -> Iterator[Problem]:
    plan = enrolment.plan
    if plan is not None and plan.expires_on < enrolment.exit_on:
        yield Problem("plan_expires", "must not lie before the exit")
    if enrolment.trusted_contact and "trusted_contact" not in enrolment.consents:
        yield Problem("consents", "must hold trusted_contact where one is named")


def _check_pins(enrolment: Enrolment) -> Iterator[Problem]:
    for field, pin in (("pin", enrolment.pin), ("duress_pin", enrolment.duress_pin)):
        rule = pin_refusal(pin) if pin is not None else None
        if rule is not None:
            yield Problem(field, rule)
    if enrolment.pin is not None and enrolment.pin == str(enrolment.birth_year):
        yield Problem("pin", "must not be the year of birth")
    if enrolment.duress_pin is not None and enrolment.duress_pin == enrolment.pin:
        yield Problem("duress_pin", "must differ from the PIN")
    if enrolment.duress_pin is not None and enrolment.pin is None:
        yield Problem("duress_pin", "needs a PIN beside it")


def _check_words(enrolment: Enrolment, reserved: ReservedWords) -> Iterator[Problem]:
    words = {"duress_1": enrolment.danger_word, "duress_2": enrolment.not_safe_word}
    for field, word in words.items():
        if word is None:
            continue
        others = [other for name, other in words.items() if name != field and other is not None]
        rule = refusal(word, code_name=enrolment.code_name, others=others, reserved=reserved)
        if rule is not None:
            yield Problem(field, rule)

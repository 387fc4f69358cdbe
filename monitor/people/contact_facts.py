"""Everything that says what may be done to one person at one moment, as plain values.

The gate and the schedule decide from this alone. It is read fresh each time, so a stop, a lock or
the kill switch holds from the transaction in which it was set.
"""

from dataclasses import dataclass
from datetime import date

from monitor.people.safe_hours import SafeHours

ADULT_AGE_YEARS = 18
COVERT = "covert"


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """What she agreed to about being reached."""

    safe_hours: SafeHours
    sms_ok: bool
    voice_ok: bool
    ussd_ok: bool
    invite_ok: bool
    confirm_stop: bool
    acknowledge: bool
    expires_on: date
    airtime_ok: bool = False


@dataclass(frozen=True, kw_only=True)
class ContactFacts:
    """One person as the gate sees her: no name, no number.

    `restrictions` holds the kinds in force for her, her shelter or everybody. `content_level` and
    `survey_channel` are what holds now, which may be stricter than what she chose.
    """

    person_id: str
    language: str
    content_level: str
    survey_channel: str
    wording: str
    risk_tier: str
    shelter_id: str | None
    birth_year: int | None
    guardian_consent: bool
    plan: PlanFacts | None
    consents: frozenset[str]
    restrictions: frozenset[str]
    pull_only: bool
    monitored: bool
    ended_as: str | None
    has_number: bool
    number_shared: bool


def may_be_minor(birth_year: int | None, on: date) -> bool:
    """Say whether somebody of this birth year can be under 18; an unknown year is an adult's.

    Only the year is known, so the whole year in which she turns 18 still counts as under 18:
    a machine writing to a child without her guardian does more harm than some months' delay.

    >>> may_be_minor(2008, date(2026, 12, 31)), may_be_minor(2007, date(2026, 1, 1))
    (True, False)
    """
    return birth_year is not None and on.year - birth_year <= ADULT_AGE_YEARS


def strictest_content_level(chosen: str, *, monitored: bool, shared: bool) -> str:
    """Return what an SMS may say: a phone that others see gets covert texts only.

    >>> strictest_content_level("overt", monitored=False, shared=True)
    'covert'
    >>> strictest_content_level("overt", monitored=False, shared=False)
    'overt'
    """
    return COVERT if monitored or shared else chosen


def strictest_survey_channel(chosen: str, *, monitored: bool) -> str:
    """Return how surveys may be asked: never on a phone that is watched.

    >>> strictest_survey_channel("ussd", monitored=True)
    'none'
    """
    return "none" if monitored else chosen

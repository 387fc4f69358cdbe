"""The forms that staff of the demo fill in about a person: her enrolment, and her plan."""

from datetime import date, datetime

from monitor.core.clock import to_local
from monitor.demo.cast import PLAN_LASTS, Resident, plan_expires

Fields = dict[str, str | list[str]]

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def enrolment_of(her: Resident, *, today: date) -> Fields:
    """Return the form of the last day in the house.

    >>> from monitor.demo.cast import residents
    >>> form = enrolment_of(residents(date(2026, 11, 24))[0], today=date(2025, 5, 23))
    >>> form["exit_date"], form["plan_expires"], form["sms_ok"]
    ('2025-05-23', '2025-08-21', 'yes')
    """
    danger, not_safe = her.duress
    return {
        **_plan(her, until=plan_expires(her, today)),
        "code_name": her.code_name,
        "exit_date": her.exit_on.isoformat(),
        "shelter": her.shelter,
        "services": her.services.split(";"),
        "phone": her.number,
        "shared_with": her.shared_with,
        "content_level": her.content_level,
        "survey_channel": her.survey_channel,
        "language": her.language,
        "wording": her.wording,
        "consents": her.consents.split(";"),
        "risk": her.risk,
        "caseworker": her.caseworker,
        "birth_year": str(her.birth_year),
        "gender": her.gender,
        "county": her.county,
        "pin": her.pin,
        "duress_1": danger,
        "duress_2": not_safe,
    }


def renewal_of(her: Resident, *, at: datetime) -> Fields:
    """Return the form of a plan with the hours she had, for another ninety days.

    >>> from datetime import UTC
    >>> from monitor.demo.cast import residents
    >>> her = residents(date(2026, 11, 24))[0]
    >>> form = renewal_of(her, at=datetime(2026, 3, 2, tzinfo=UTC))
    >>> form["from_1"], form["to_1"], form["plan_expires"]
    ('08:00', '20:00', '2026-05-31')
    """
    return _plan(her, until=to_local(at).date() + PLAN_LASTS)


def _plan(her: Resident, *, until: date) -> Fields:
    form: Fields = dict.fromkeys(("sms_ok", "voice_ok", "confirm_stop", "acknowledge"), "yes")
    if her.survey_channel == "ussd":
        form["ussd_ok"] = "yes"
    for place, piece in enumerate(her.windows.split(";"), start=1):
        days, hours = piece.split(" ")
        form[f"days_{place}"] = [day for name in days.split(",") for day in _days(name)]
        form[f"from_{place}"], form[f"to_{place}"] = hours.split("-")
    form["plan_expires"] = until.isoformat()
    return form


def _days(name: str) -> tuple[str, ...]:
    if name == "daily":
        return _DAYS
    first, dash, last = name.partition("-")
    return _DAYS[_DAYS.index(first) : _DAYS.index(last) + 1] if dash else (first,)

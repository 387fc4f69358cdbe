"""Reads the form of the last day: the same values, checked by the same rules, as an import."""

from datetime import date

from monitor.core.phone import normalise
from monitor.people.enrolment import (
    CONTENT_LEVELS,
    GENDERS,
    PURPOSES,
    RISK_TIERS,
    SERVICES,
    SURVEY_CHANNELS,
    Enrolment,
    TrustedContactTerms,
)
from monitor.usecases.programme import Programme
from monitor.web.form import Form
from monitor.web.plan_form import read_plan_terms
from monitor.web.speech import _

SHARED_MOST = 100
SCOPE_MOST = 300
LONGEST = 80
WRITTEN = {
    "county": LONGEST,
    "caseworker": LONGEST,
    "pin": LONGEST,
    "duress_pin": LONGEST,
    "duress_1": LONGEST,
    "duress_2": LONGEST,
    "shared_with": SHARED_MOST,
}
"""What may be left out, and how long it may be here; the rules of enrolment are stricter."""


def read_enrolment(
    form: Form, programme: Programme, *, shelters: tuple[str, ...], today: date
) -> Enrolment | None:
    """Return the enrolment a form describes, or None where something is missing or wrong."""
    pull_only = form.ticked("pull_only")
    exit_on = form.day("exit_date", needed=True)
    number = _number(form, "phone", programme, needed=not pull_only)
    plan = read_plan_terms(form, pull_only=pull_only, today=today)
    trusted = _trusted(form, programme)
    chosen = {
        "shelter": form.choice("shelter", shelters),
        "language": form.choice("language", programme.languages.by_code),
        "risk_tier": form.choice("risk", RISK_TIERS),
        "content_level": form.choice("content_level", CONTENT_LEVELS),
        "survey_channel": form.choice("survey_channel", SURVEY_CHANNELS),
    }
    gender = form.choice("gender", GENDERS, needed=False)
    written = {name: form.text(name, most=most) or None for name, most in WRITTEN.items()}
    code_name = form.text("code_name", most=LONGEST, needed=True)
    wording = form.text("wording", most=LONGEST, needed=True)
    birth_year = _year(form)
    services, consents = form.choices("services", SERVICES), form.choices("consents", PURPOSES)
    complete = {name: value for name, value in chosen.items() if value is not None}
    if exit_on is None or len(complete) < len(chosen) or not form.is_good:
        return None
    return Enrolment(
        **complete,
        code_name=code_name,
        wording=wording,
        gender=gender,
        county=written["county"],
        caseworker=written["caseworker"],
        pin=written["pin"],
        duress_pin=written["duress_pin"],
        danger_word=written["duress_1"],
        not_safe_word=written["duress_2"],
        shared_with=written["shared_with"],
        exit_on=exit_on,
        number=number,
        plan=plan,
        services=services,
        consents=consents,
        birth_year=birth_year,
        disability=_yes_no(form.choice("disability", ("yes", "no"), needed=False)),
        pull_only=pull_only,
        monitored=form.ticked("monitored"),
        trusted_contact=trusted,
    )


def _number(form: Form, name: str, programme: Programme, *, needed: bool) -> str | None:
    text = form.text(name, most=LONGEST, needed=needed)
    if not text:
        return None
    number = normalise(text, programme.settings.default_country)
    if number is None:
        form.refuse(name, _("This is not a valid phone number."))
    return number


def _trusted(form: Form, programme: Programme) -> TrustedContactTerms | None:
    name = form.text("trusted_name", most=LONGEST)
    number = _number(form, "trusted_number", programme, needed=bool(name))
    scope = form.text("trusted_scope", most=SCOPE_MOST)
    expires_on = form.day("trusted_expires")
    if number is not None and not name:
        form.refuse("trusted_name", _("Say what to call this person."))
    if not name or number is None:
        return None
    return TrustedContactTerms(name=name, number=number, scope=scope or None, expires_on=expires_on)


def _year(form: Form) -> int | None:
    text = form.text("birth_year", most=4)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        form.refuse("birth_year", _("Give a year such as 1998."))
        return None
    return int(text)


def _yes_no(chosen: str | None) -> bool | None:
    return None if chosen is None else chosen == "yes"

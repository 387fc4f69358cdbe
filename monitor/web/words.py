"""Plain words for every code that a page shows; a code without words shows as itself.

Only codes come in here, never her words.
"""

from collections.abc import Iterable, Mapping

from babel.dates import get_day_names
from flask_babel import get_locale

from monitor.people.safe_hours import DAYS
from monitor.triage.moves import Condition, Method, Move, NextStep, Outcome, Reached, State
from monitor.web.speech import _, marked

Words = Mapping[str, str]

SEVERITIES: Mapping[int, str] = {
    4: marked("NOW"),
    3: marked("TODAY"),
    2: marked("48 H"),
    1: marked("WEEK"),
}

ROLES: Words = {
    "caseworker": marked("Caseworker"),
    "supervisor": marked("Supervisor"),
    "manager": marked("Manager"),
    "data_officer": marked("Data officer"),
    "technician": marked("Technician"),
}

STATES: Words = {
    State.OPEN: marked("Open"),
    State.CLAIMED: marked("Taken"),
    State.WAITING: marked("Waiting"),
    State.CLOSED: marked("Closed"),
}

LABELS: Words = {
    "distress": marked("Distress"),
    "stop": marked("Wants to stop"),
    "wrong_number": marked("Wrong number"),
    "callback": marked("Wants a call"),
    "problem": marked("Problem"),
    "unclear": marked("Unclear"),
    "ok": marked("Is well"),
    "other": marked("Something else"),
}

TOPICS: Words = {
    "child": marked("a child"),
    "confinement": marked("being locked in"),
    "documents": marked("papers"),
    "exploitation": marked("exploitation"),
    "family": marked("family"),
    "fear": marked("fear"),
    "fgm": marked("cutting"),
    "food": marked("food"),
    "forced_marriage": marked("forced marriage"),
    "health": marked("health"),
    "housing": marked("housing"),
    "legal": marked("a legal matter"),
    "mental": marked("low spirits"),
    "missing": marked("somebody missing"),
    "money": marked("money"),
    "phone": marked("the phone"),
    "school": marked("school"),
    "service": marked("a service"),
    "sexual_violence": marked("sexual violence"),
    "social": marked("people around her"),
    "stigma": marked("talk about her"),
    "suicide": marked("suicide"),
    "threat": marked("a threat"),
    "trafficker_contact": marked("somebody from before"),
    "violence": marked("violence"),
    "work": marked("work"),
}

FLAGS: Words = {
    "no_call": marked("do not call"),
    "no_sms": marked("do not text"),
    "shared_phone": marked("others see the phone"),
    "third_party": marked("somebody else writes"),
    "hostile": marked("hostile"),
    "recycled": marked("the number has a new owner"),
    "new_number": marked("new number"),
    "contact_pref": marked("says how to reach her"),
    "time": marked("says when"),
    "bare_help": marked("asks for help"),
    "wants_return": marked("wants to come back"),
    "other_lang": marked("another language"),
    "language_pref": marked("wants another language"),
    "moved": marked("has moved"),
    "away": marked("is away"),
    "appointment": marked("an appointment"),
    "question": marked("a question"),
    "named_staff": marked("asks for somebody by name"),
    "mixed": marked("says two things"),
    "forwarded": marked("forwarded"),
    "network_template": marked("from the network"),
    "phone_number": marked("holds a phone number"),
}

METHODS: Words = {
    Method.VOICE: marked("Call"),
    Method.VISIT: marked("Visit"),
    Method.SMS: marked("Text"),
    Method.TRUSTED_CONTACT: marked("Trusted contact"),
    "ussd_pin": marked("Her PIN"),
}

REACHED: Words = {
    Reached.HER: marked("Her"),
    Reached.OTHER: marked("Somebody else"),
    Reached.NOBODY: marked("Nobody"),
}

CONDITIONS: Words = {
    Condition.SAFE: marked("Safe"),
    Condition.NOT_SAFE: marked("Not safe"),
    Condition.UNKNOWN: marked("Could not tell"),
}

NEXT_STEPS: Words = {
    NextStep.NONE: marked("Nothing more"),
    NextStep.CALL: marked("Call"),
    NextStep.VISIT: marked("Visit"),
    NextStep.TEXT: marked("Text"),
    NextStep.WAIT_FOR_HER: marked("Wait for her"),
    NextStep.TRUSTED_CONTACT: marked("Ask the trusted contact"),
    NextStep.SAFETY_PLAN: marked("Follow the safety plan"),
    NextStep.REFER: marked("Refer to a service"),
    NextStep.RENEW_PLAN: marked("Renew the plan"),
    NextStep.SUPERVISOR_REVIEW: marked("Supervisor looks at it"),
    NextStep.APPROVE_CLOSE: marked("Supervisor approves the closing"),
}

OUTCOMES: Words = {
    Outcome.SAFE: marked("She is safe"),
    Outcome.HELPED: marked("She was helped"),
    Outcome.REFERRED: marked("Referred to a service"),
    Outcome.MOVED_TO_SAFETY: marked("Moved to a safe place"),
    Outcome.RETURNED_TO_SHELTER: marked("Came back in"),
    Outcome.RE_EXPLOITED: marked("Exploited again, confirmed"),
    Outcome.ANSWERED: marked("Question answered"),
    Outcome.STOPPED: marked("Wants no more messages"),
    Outcome.NUMBER_CORRECTED: marked("Number corrected"),
    Outcome.NUMBER_NOT_HERS: marked("The number is not hers"),
    Outcome.NOT_REACHED: marked("Could not be reached"),
    Outcome.MISREAD: marked("The text was misread"),
    Outcome.NOTHING_NEEDED: marked("Nothing needed"),
}

MOVES: Words = {
    Move.OPENED: marked("Case opened"),
    Move.JOINED: marked("Something new came"),
    Move.CLAIMED: marked("Taken"),
    Move.RELEASED: marked("Given back"),
    Move.CONTACT: marked("Contact"),
    Move.NOTE: marked("Note"),
    Move.WAITING: marked("Put aside"),
    Move.ESCALATED: marked("Supervisor called"),
    Move.CLOSED: marked("Closed"),
    Move.REOPENED: marked("Opened again"),
}

RESTRICTIONS: Words = {
    "pause": marked("Check-ins paused"),
    "freeze": marked("Number not trusted: nothing is sent"),
    "no_call": marked("Do not call"),
    "no_sms": marked("Do not text"),
    "opt_out": marked("Wants no messages"),
    "kill": marked("All sending stopped"),
}

PURPOSES: Words = {
    "checkins": marked("Check-ins"),
    "surveys": marked("Longer questions"),
    "surveys_by_sms": marked("Longer questions by text, one by one"),
    "trusted_contact": marked("Trusted contact"),
    "sharing": marked("Sharing with services"),
    "research": marked("Research"),
    "guardian": marked("Guardian agrees"),
}

SERVICES: Words = {
    "psychological": marked("Psychological"),
    "medical": marked("Medical"),
    "legal": marked("Legal"),
    "vocational": marked("Vocational"),
    "religious": marked("Religious"),
}

CONTENT_LEVELS: Words = {
    "covert": marked("Covert: nothing to guess"),
    "on_request": marked("More only when she asks"),
    "overt": marked("Open"),
}

SURVEY_CHANNELS: Words = {
    "ussd": marked("She dials the code"),
    "voice": marked("By voice"),
    "none": marked("Not at all"),
}

RISKS: Words = {"low": marked("Low risk"), "high": marked("High risk")}
GENDERS: Words = {"f": marked("Female"), "m": marked("Male"), "x": marked("Other")}
ENDS: Words = {
    "deceased": marked("Has died"),
    "returned": marked("Came back in"),
    "completed": marked("Completed"),
}
CONTACT_STATES: Words = {
    "in_contact": marked("In contact"),
    "out_of_contact": marked("Out of contact"),
}

CHECKINS: Words = {
    "scheduled": marked("planned"),
    "sent": marked("sent"),
    "delivered": marked("delivered"),
    "undelivered": marked("not delivered"),
    "no_receipt": marked("no receipt"),
    "ok": marked("well"),
    "problem": marked("something else than well"),
    "late": marked("silent"),
    "skipped": marked("not sent"),
}

UNMATCHED: Words = {
    "unknown": marked("Unknown number"),
    "shared": marked("Shared number"),
    "withheld": marked("Hidden number"),
    "spam": marked("Spam"),
}

SKIPS: Words = {
    "no_plan": marked("no plan"),
    "plan_expired": marked("plan expired"),
    "no_consent": marked("no consent"),
    "no_window": marked("no safe hour"),
    "too_late": marked("too late"),
    "paused": marked("paused"),
    "killed": marked("all sending stopped"),
    "frozen": marked("number not trusted"),
    "opted_out": marked("wants no messages"),
    "channel_locked": marked("channel locked"),
    "capped": marked("enough messages that day"),
    "unapproved": marked("wording not approved"),
    "untranslated": marked("wording not translated"),
    "no_rota": marked("nobody on duty"),
    "minor": marked("under 18"),
    "pull_only": marked("she contacts us"),
    "monitored": marked("phone watched"),
    "deceased": marked("has died"),
    "returned": marked("came back in"),
    "completed": marked("completed"),
    "gateway_down": marked("provider down"),
}


def role(code: str) -> str:
    """Return the word for a role."""
    return word(ROLES, code)


def severity(grade: int) -> str:
    """Return the word that stands for a severity everywhere."""
    return _(SEVERITIES[grade]) if grade in SEVERITIES else ""


def word(table: Words, code: str | None) -> str:
    """Return the words for a code; the code itself where none were written yet."""
    if code is None:
        return ""
    return _(table[code]) if code in table else code


def listed(table: Words, codes: list[str] | tuple[str, ...]) -> str:
    """Return the words for several codes in one line."""
    return ", ".join(word(table, code) for code in codes)


def options(table: Words, codes: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Return codes with their words, to choose from."""
    return [(code, word(table, code)) for code in (table if codes is None else codes)]


def days() -> list[tuple[str, str]]:
    """Return the codes of the week's days with their names."""
    names = get_day_names("abbreviated", locale=get_locale())
    return [(code, str(names[place])) for place, code in enumerate(DAYS)]

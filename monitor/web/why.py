"""One line that says why a case is there: from codes alone, in words anybody understands.

The line of a silent event says only that somebody is needed: a list may be read over a shoulder.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from monitor.web import words
from monitor.web.moments import moment
from monitor.web.speech import _, marked
from monitor.web.words import Words

Details = Mapping[str, object]
TWICE = 2
UNKNOWN = marked("Something new, %(when)s")

LINES: Words = {
    "hostile": marked("Hostile text from her number, %(when)s"),
    "bare_help": marked("Asks for help, %(when)s"),
    "stop_high_risk": marked("Stop, %(when)s: she may not have sent it"),
    "stop": marked("Wants no more messages, %(when)s"),
    "recycled": marked("The number has a new owner, %(when)s"),
    "wrong_number": marked("Wrong number, %(when)s"),
    "callback": marked("Asks to be called, %(when)s"),
    "new_number": marked("Names a new number, %(when)s"),
    "unclear": marked("A text that could not be read, %(when)s"),
    "other": marked("A text to read, %(when)s"),
    "critical_answer": marked("A worrying answer, %(when)s"),
    "positive_screen": marked("Answers that ask for a talk"),
    "unfinished_interview": marked("An interview broke off: finish it, or write down why not"),
    "call_me": marked("Pressed “call me”, %(when)s"),
    "pin_lockout": marked("Wrong PIN too often, %(when)s"),
    "dropped_call": marked("The call broke off, %(when)s"),
    "dropped_often": marked("Her questions broke off three times: offer a call"),
    "undelivered": marked("Number stopped working"),
    "suppressed": marked("The provider will not write to this number"),
    "frozen": marked("Number not trusted: speak with her"),
    "watch": marked("No answer yet, high risk: watch"),
    "verify": marked("Speak with her and check that it is she"),
    "plan_renewal": marked("Her plan runs out: renew it"),
    "ask_by_voice": marked("Questions to ask by voice"),
    "spam_flood": marked("Many texts from one unknown number"),
}
"""Lines that need nothing but the time; the others are composed below."""


def why(
    rule: str, details: Details, *, arrived_at: datetime, now: datetime, silent: bool = False
) -> str:
    """Return the line of one event."""
    when = moment(arrived_at, now)
    if silent:
        return _("Somebody is needed at once, %(when)s", when=when)
    compose = _COMPOSED.get(rule)
    if compose is not None:
        return compose(details, when)
    return _(LINES.get(rule, UNKNOWN), when=when)


def _reported(details: Details, when: str, otherwise: str) -> str:
    topic = _first(details.get("topics"))
    if topic is None:
        return otherwise
    reported = _("%(topic)s reported %(when)s", topic=words.word(words.TOPICS, topic), when=when)
    return reported[:1].upper() + reported[1:]


def _first(found: object) -> str | None:
    return str(found[0]) if isinstance(found, list | tuple) and found else None


def _distress(details: Details, when: str) -> str:
    return _reported(details, when, _("Distress, %(when)s", when=when))


def _problem(details: Details, when: str) -> str:
    return _reported(details, when, _("Problem reported %(when)s", when=when))


def _duress(details: Details, when: str) -> str:
    if details.get("meaning") == "not_safe":
        return _("Her word for “not safe to talk”, %(when)s", when=when)
    return _("Her word for danger, %(when)s", when=when)


def _silence(details: Details, _when: str) -> str:
    times = details.get("late_in_a_row")
    line = _("Silent three times or more")
    if times == 1:
        line = _("Silent once")
    elif times == TWICE:
        line = _("Silent twice")
    return _high_risk(line, details)


def _out_of_contact(details: Details, _when: str) -> str:
    return _high_risk(_("Out of contact"), details)


def _high_risk(line: str, details: Details) -> str:
    return _("%(line)s, high risk", line=line) if details.get("high_risk") else line


def _request(details: Details, when: str) -> str:
    found = details.get("flags")
    flags = [str(flag) for flag in found] if isinstance(found, list | tuple) else []
    wishes = words.listed(words.FLAGS, flags)
    if not wishes:
        return _("A wish, %(when)s", when=when)
    return _("Wrote %(when)s: %(wishes)s", when=when, wishes=wishes)


_COMPOSED: Mapping[str, Callable[[Details, str], str]] = {
    "distress": _distress,
    "duress": _duress,
    "problem": _problem,
    "other_request": _request,
    "silence": _silence,
    "out_of_contact": _out_of_contact,
}

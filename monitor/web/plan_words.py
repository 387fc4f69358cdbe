"""A safe-contact plan in plain words: her hours with the days' names, and the ways she allows."""

import re

from monitor.people.safe_hours import DAYS
from monitor.people.views import PlanView
from monitor.web import words
from monitor.web.speech import _

_DAY = re.compile("|".join((*DAYS, "daily")))


def windows(text: str) -> str:
    """Return her hours with the days in the language of the page."""
    if not text:
        return _("No hour is safe: nothing is sent")
    names = {**dict(words.days()), "daily": _("every day")}
    return _DAY.sub(lambda day: names[day[0]], text).replace(";", ", ")


def ways(plan: PlanView) -> str:
    """Return how she may be reached."""
    allowed = (
        (plan.voice_ok, _("call")),
        (plan.sms_ok, _("text")),
        (plan.ussd_ok, _("she dials the code")),
    )
    found = ", ".join(word for is_ok, word in allowed if is_ok)
    return found or _("In no way")

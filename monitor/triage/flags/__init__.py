"""The flag rules, each watching for one kind of harm. A new one is its file and its line here."""

from monitor.triage.flags import (
    contact,
    critical_answer,
    duress,
    flood,
    interview,
    number,
    reply,
    screen,
    silence,
    ussd,
)

RAISED_BY: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("reply", reply.RAISES),
    ("duress", duress.RAISES),
    ("critical_answer", critical_answer.RAISES),
    ("screen", screen.RAISES),
    ("interview", interview.RAISES),
    ("ussd", ussd.RAISES),
    ("silence", silence.RAISES),
    ("number", number.RAISES),
    ("contact", contact.RAISES),
    ("flood", flood.RAISES),
)
"""Which file raises which lines of the table of rules."""

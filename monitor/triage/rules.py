"""What may raise a case, how grave it is, whether a person must read it and whom it pages.

One table, read by the flag rules, by the service that joins cases and by the screens. A line says:
the rule, the reason of its case (later events of the same person and reason join it), the least
severity (a reading may be graver, never less), whether there are words that a person must read,
from which severity on it pages, and what the system does at once, before anybody looks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from monitor.core.errors import NotFound

NEVER = 5
"""Above every severity: pages nobody."""
ALWAYS = 1
"""From the lowest severity on: pages whenever it fires."""
NOW = 4
"""Whoever is at severity 4 needs somebody within half an hour, whatever the reason."""


class Effect(StrEnum):
    """What happens to her messages in the same transaction."""

    NOTHING = "nothing"
    OPT_OUT = "opt_out"
    FREEZE = "freeze"
    CANCEL_WAITING = "cancel_waiting"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table."""

    name: str
    reason: str
    severity: int
    to_read: bool
    pages_from: int
    effect: Effect
    silent: bool = False
    """It must not show outside the case: somebody may be looking over a shoulder."""

    def pages(self, severity: int) -> bool:
        """Tell whether a flag of this rule and severity pages somebody.

        >>> rule_named("distress").pages(3), rule_named("problem").pages(3)
        (True, False)
        """
        return severity >= self.pages_from


_NOTHING, _READ = False, True

RULES: tuple[Rule, ...] = (
    # Her words, worst first.
    Rule("distress", "distress", 3, _READ, ALWAYS, Effect.NOTHING),
    Rule("duress", "duress", 4, _READ, ALWAYS, Effect.NOTHING, silent=True),
    Rule("hostile", "hostile", 3, _READ, NOW, Effect.FREEZE),
    Rule("bare_help", "callback", 3, _READ, NOW, Effect.NOTHING),
    Rule("stop_high_risk", "stop", 3, _READ, NOW, Effect.OPT_OUT),
    Rule("stop", "stop", 1, _READ, NOW, Effect.OPT_OUT),
    Rule("recycled", "wrong_number", 2, _READ, NOW, Effect.FREEZE),
    Rule("wrong_number", "wrong_number", 2, _READ, NOW, Effect.FREEZE),
    Rule("callback", "callback", 2, _READ, NOW, Effect.NOTHING),
    Rule("problem", "problem", 1, _READ, NOW, Effect.NOTHING),
    Rule("new_number", "new_number", 2, _READ, NOW, Effect.CANCEL_WAITING),
    Rule("unclear", "unclear", 1, _READ, NOW, Effect.NOTHING),
    Rule("other_request", "request", 1, _READ, NOW, Effect.NOTHING),
    Rule("other", "other", 1, _READ, NOW, Effect.NOTHING),
    # What she pressed.
    Rule("critical_answer", "critical_answer", 3, _NOTHING, NOW, Effect.NOTHING),
    Rule("positive_screen", "talk", 2, _NOTHING, NEVER, Effect.NOTHING),
    Rule("unfinished_interview", "unfinished_interview", 2, _NOTHING, NEVER, Effect.NOTHING),
    Rule("call_me", "callback", 2, _NOTHING, NOW, Effect.NOTHING),
    Rule("pin_lockout", "pin_lockout", 2, _NOTHING, NOW, Effect.NOTHING),
    Rule("dropped_call", "dropped_call", 3, _NOTHING, NOW, Effect.NOTHING),
    Rule("dropped_often", "callback", 2, _NOTHING, NOW, Effect.NOTHING),
    # Silence, and what is due before it.
    Rule("silence", "silence", 2, _NOTHING, NOW, Effect.NOTHING),
    Rule("undelivered", "undelivered", 2, _NOTHING, NOW, Effect.NOTHING),
    Rule("suppressed", "suppressed", 2, _NOTHING, NOW, Effect.CANCEL_WAITING),
    Rule("out_of_contact", "out_of_contact", 2, _NOTHING, NOW, Effect.NOTHING),
    Rule("frozen", "frozen", 2, _NOTHING, NOW, Effect.FREEZE),
    Rule("watch", "watch", 1, _NOTHING, NEVER, Effect.NOTHING),
    Rule("verify", "verify", 1, _NOTHING, NEVER, Effect.NOTHING),
    Rule("planned_contact", "planned_contact", 1, _NOTHING, NEVER, Effect.NOTHING),
    Rule("plan_renewal", "plan_renewal", 1, _NOTHING, NEVER, Effect.NOTHING),
    Rule("ask_by_voice", "ask_by_voice", 1, _NOTHING, NEVER, Effect.NOTHING),
    # Strangers.
    Rule("spam_flood", "spam_flood", 1, _NOTHING, NEVER, Effect.NOTHING),
)
"""Silence shows as its own reason with the step of the ladder in its details."""

BY_NAME: Mapping[str, Rule] = MappingProxyType({rule.name: rule for rule in RULES})

MISSED_RUNG: Mapping[int, int] = MappingProxyType({4: 3, 3: 2})
"""Which rung hears that nobody acted in time, by severity: programme head, supervisor."""

DISTRESS_REASONS = frozenset({"distress", "duress"})
"""Cases after which a stop may not have been sent by herself (S30)."""


def rule_named(name: str) -> Rule:
    """Return a line of the table.

    >>> rule_named("stop_high_risk").reason
    'stop'
    """
    try:
        return BY_NAME[name]
    except KeyError:
        raise NotFound(f"there is no flag rule '{name}'") from None

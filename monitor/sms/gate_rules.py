"""The rules of the gate, in the order in which they are asked; each names the harm it prevents.

A rule is one small function: it objects with a reason of the closed list, or has nothing to say.

Three choices where the closed list of reasons has no word of its own: a way the plan does not
open (SMS, naming the code, an automatic answer) is `channel_locked`; content that says more than
she agreed to is `no_consent`; a person without a number has `no_plan` that could be followed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.core.clock import to_local
from monitor.people.contact_facts import ContactFacts, PlanFacts, may_be_minor
from monitor.people.enrolment import QUESTIONS_BY_SMS
from monitor.people.hold_reason import HoldReason
from monitor.sms.message_state import Purpose, Recipient

MOST_AUTOMATED_A_DAY = 3
MOST_ANSWERS_AN_HOUR = 2
OLDEST = timedelta(hours=12)
OLDEST_ANSWER = timedelta(hours=1)

CONFIRMS_A_STOP = "stop_ok"
CALLS_IT_A_MISTAKE = "wrong"
NAMES_THE_CODE = "invite"
CONSENT_FOR = {
    Purpose.CHECKIN: "checkins",
    Purpose.BULK: "checkins",
    Purpose.INVITE: "surveys",
}
_NEEDS_ROTA = frozenset({Purpose.CHECKIN, Purpose.INVITE, Purpose.BULK})
_LEVELS = ("covert", "on_request", "overt")


@dataclass(frozen=True, kw_only=True)
class GateMessage:
    """What is to be sent, without its words; `wanted_at` is the instant it was meant for."""

    recipient: Recipient
    purpose: Purpose
    template: str
    wanted_at: datetime
    content_level: str = "covert"
    automated: bool = True


@dataclass(frozen=True, kw_only=True)
class GateFacts:
    """What the decision rests on; `contact` is None for staff and for nobody we know.

    `answers_last_hour` counts automatic answers to her, against two machines answering each other.
    """

    contact: ContactFacts | None
    approved: bool
    translated: bool
    automated_today: int
    answers_last_hour: int
    rota_covered: bool
    gateway_up: bool
    suppressed: bool


@dataclass(frozen=True)
class Asked:
    """One question to the rules: everything they may look at."""

    message: GateMessage
    facts: GateFacts
    contact: ContactFacts
    now: datetime

    @property
    def is_answer(self) -> bool:
        """Tell whether she wrote first."""
        return self.message.purpose is Purpose.ANSWER

    @property
    def plan(self) -> PlanFacts | None:
        """Return what she agreed to."""
        return self.contact.plan


Rule = Callable[[Asked], HoldReason | None]


def _ended(asked: Asked) -> HoldReason | None:
    """Nothing goes to somebody who died, returned or completed (instruments, section 2)."""
    return None if asked.contact.ended_as is None else HoldReason(asked.contact.ended_as)


def _minor(asked: Asked) -> HoldReason | None:
    """Under 18 only a caseworker writes, unless a guardian has agreed (S36)."""
    if not asked.message.automated or asked.contact.guardian_consent:
        return None
    young = may_be_minor(asked.contact.birth_year, to_local(asked.now).date())
    return HoldReason.MINOR if young else None


def _no_consent(asked: Asked) -> HoldReason | None:
    """What we begin needs her consent to that purpose; her own text asks for its answer."""
    needed = CONSENT_FOR.get(asked.message.purpose)
    if needed is None or needed in asked.contact.consents:
        return None
    return HoldReason.NO_CONSENT


def _killed(asked: Asked) -> HoldReason | None:
    """Hold everything while the kill switch is on (S42)."""
    return HoldReason.KILLED if "kill" in asked.contact.restrictions else None


def _opted_out(asked: Asked) -> HoldReason | None:
    """Send nothing after a stop but its one confirmation, where she wants one (S30).

    A number suppressed at the provider gets not even that.
    """
    if asked.facts.suppressed:
        return HoldReason.OPTED_OUT
    if "opt_out" not in asked.contact.restrictions or _confirms_stop(asked):
        return None
    return HoldReason.OPTED_OUT


def _frozen(asked: Asked) -> HoldReason | None:
    """Send nothing to a number that may be somebody else's by now, but a plea of mistake (S28)."""
    frozen = "freeze" in asked.contact.restrictions
    return HoldReason.FROZEN if frozen and not _calls_it_a_mistake(asked) else None


def _channel_locked(asked: Asked) -> HoldReason | None:
    """Obey "no SMS" before anything she agreed to earlier (S24)."""
    return HoldReason.CHANNEL_LOCKED if "no_sms" in asked.contact.restrictions else None


def _paused(asked: Asked) -> HoldReason | None:
    """Keep quiet while paused; a stop may still be confirmed, a wrong number still excused."""
    paused = "pause" in asked.contact.restrictions
    excused = _calls_it_a_mistake(asked) or _confirms_stop(asked)
    return HoldReason.PAUSED if paused and not excused else None


def _monitored(asked: Asked) -> HoldReason | None:
    """A watched phone gets covert texts only and no survey (S15)."""
    if not asked.contact.monitored:
        return None
    revealing = asked.message.content_level != "covert" or asked.message.purpose is Purpose.INVITE
    return HoldReason.MONITORED if revealing else None


def _pull_only(asked: Asked) -> HoldReason | None:
    """Where she is the one who writes, only answers go out (S12)."""
    return HoldReason.PULL_ONLY if asked.contact.pull_only and not asked.is_answer else None


def _no_plan(asked: Asked) -> HoldReason | None:
    """No plan, no send; a plan without a number cannot be followed (S1)."""
    whole = asked.plan is not None and asked.contact.has_number
    return None if whole else HoldReason.NO_PLAN


def _plan_expired(asked: Asked) -> HoldReason | None:
    """Hold what she agreed to too long ago (S11); the last date itself still counts."""
    plan = asked.plan
    expired = plan is not None and to_local(asked.now).date() > plan.expires_on
    return HoldReason.PLAN_EXPIRED if expired else None


def _plan_closes_way(asked: Asked) -> HoldReason | None:
    """Use no way that her plan does not open: SMS, the code in an SMS, an automatic answer."""
    plan = asked.plan
    if plan is None or not plan.sms_ok:
        return HoldReason.CHANNEL_LOCKED
    if asked.message.purpose is Purpose.INVITE and not _may_invite(asked, plan):
        return HoldReason.CHANNEL_LOCKED
    if asked.is_answer and not _may_answer(asked.message, plan):
        return HoldReason.CHANNEL_LOCKED
    return None


def _content_level(asked: Asked) -> HoldReason | None:
    """Say no more in a text than she agreed to; an unknown level counts as the most (S17)."""
    allowed = _level(asked.contact.content_level, unknown=0)
    says = _level(asked.message.content_level, unknown=len(_LEVELS))
    return HoldReason.NO_CONSENT if says > allowed else None


def _wording_of(asked: Asked) -> HoldReason | None:
    """Send only wordings that exist in her language and that two people approved (L4)."""
    return wording_objection(asked.facts)


def _capped(asked: Asked) -> HoldReason | None:
    """Three automatic texts a day are enough, answers included (S22)."""
    full = asked.facts.automated_today >= MOST_AUTOMATED_A_DAY
    return HoldReason.CAPPED if asked.message.automated and full else None


def _looping(asked: Asked) -> HoldReason | None:
    """Stop answering what answers back at once: it is a machine, or she has her answer."""
    looping = asked.is_answer and asked.facts.answers_last_hour >= MOST_ANSWERS_AN_HOUR
    return HoldReason.CAPPED if looping and not _confirms_stop(asked) else None


def _too_late(asked: Asked) -> HoldReason | None:
    """Drop what is old: a text that comes out of the blue frightens or betrays (S21)."""
    age = asked.now - asked.message.wanted_at
    return HoldReason.TOO_LATE if age > oldest(asked.message.purpose) else None


def _no_window(asked: Asked) -> HoldReason | None:
    """Write only inside her safe hours: outside them somebody else may hold her phone (S21)."""
    plan = asked.plan
    safe = plan is not None and plan.safe_hours.contains(asked.now)
    return None if safe else HoldReason.NO_WINDOW


def _no_rota(asked: Asked) -> HoldReason | None:
    """Ask nobody how she is while nobody would be there to act on the answer (S9)."""
    unheard = asked.message.purpose in _NEEDS_ROTA and not asked.facts.rota_covered
    return HoldReason.NO_ROTA if unheard else None


def _gateway_down(asked: Asked) -> HoldReason | None:
    """Wait while the account is paused; our fault, never her silence."""
    return None if asked.facts.gateway_up else HoldReason.GATEWAY_DOWN


RULES: tuple[Rule, ...] = (
    _ended,
    _minor,
    _no_consent,
    _killed,
    _opted_out,
    _frozen,
    _channel_locked,
    _paused,
    _monitored,
    _pull_only,
    _no_plan,
    _plan_expired,
    _plan_closes_way,
    _content_level,
    _wording_of,
    _capped,
    _looping,
    _too_late,
    _no_window,
    _no_rota,
    _gateway_down,
)


def oldest(purpose: Purpose) -> timedelta:
    """Return the age at which a message to a person is no longer sent.

    An answer makes sense only while her own text is fresh.

    >>> oldest(Purpose.CHECKIN) > oldest(Purpose.ANSWER)
    True
    """
    return OLDEST_ANSWER if purpose is Purpose.ANSWER else OLDEST


def wording_objection(facts: GateFacts) -> HoldReason | None:
    """Return what speaks against the wording itself; this holds for staff and persons alike."""
    if not facts.translated:
        return HoldReason.UNTRANSLATED
    return None if facts.approved else HoldReason.UNAPPROVED


def _confirms_stop(asked: Asked) -> bool:
    """Tell whether this is the one neutral confirmation of a stop, and she wants it."""
    wanted = asked.plan is not None and asked.plan.confirm_stop
    return asked.is_answer and asked.message.template == CONFIRMS_A_STOP and wanted


def _calls_it_a_mistake(asked: Asked) -> bool:
    """Tell whether this is the one fixed line to a stranger on her number (S29)."""
    return asked.is_answer and asked.message.template == CALLS_IT_A_MISTAKE


def _may_answer(message: GateMessage, plan: PlanFacts) -> bool:
    return plan.confirm_stop if message.template == CONFIRMS_A_STOP else plan.acknowledge


def _may_invite(asked: Asked, plan: PlanFacts) -> bool:
    """The code, or a question itself, goes by text only where she agreed to that very thing."""
    if asked.message.template == NAMES_THE_CODE:
        return plan.invite_ok
    return QUESTIONS_BY_SMS in asked.contact.consents


def _level(name: str, *, unknown: int) -> int:
    return _LEVELS.index(name) if name in _LEVELS else unknown

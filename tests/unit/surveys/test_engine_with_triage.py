"""Engine, reading and flag rules played together, one reply after another, in every order.

What must hold at every step: an answered question is never on the screen again and keeps its first
answer, none is put a third time, whatever cannot wait is flagged in the very turn that says it, and
after a stop nothing is asked any more.
"""

from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.surveys.definition import Channel, Question
from monitor.surveys.engine import LONGEST_BLOCK, Screen, Turn, answer, start
from monitor.surveys.loader import load_surveys
from monitor.surveys.questions import type_of
from monitor.triage.flags.reply import Writer, reply_flags
from monitor.usecases.answer_flags import answer_flags
from monitor.usecases.read_answer import read_answer, stops

CONFIG = Path(__file__).resolve().parents[3] / "config"
SURVEYS = load_surveys(CONFIG / "surveys")
ON_USSD = sorted(each.id for each in SURVEYS.values() if each.may_use(Channel.USSD))
NONSENSE = st.sampled_from(
    ["1 au 2", "12", "2 or 3", "si 1", "xyz qrs", "\x00zz", "\ud800a", "9999"]
)
DANGER = st.sampled_from(["amenipiga", "ataniua", "nataka kufa", "nimefungiwa ndani"])
STOP = st.sampled_from(["STOP", "acha", "komesha"])


@cache
def lexicon() -> Lexicon:
    return load_lexicon(CONFIG / "languages" / "lexicon")


class Asking(RuleBasedStateMachine):
    """One person, one survey, any replies; redials whenever she likes."""

    turn: Turn

    @initialize(survey=st.sampled_from(ON_USSD), language=st.sampled_from(["sw", "en"]))
    def begin(self, survey: str, language: str) -> None:
        self.survey, self.language = SURVEYS[survey], language
        self.stored: dict[str, object] = {}
        self.put: dict[str, int] = {}
        self.expected: list[tuple[str, int]] = []
        self.raised: list[tuple[str, int]] = []
        self.stopped = False
        self.turn = start(self.survey, language, channel=Channel.USSD)

    @property
    def is_asking(self) -> bool:
        return not self.stopped and isinstance(self.turn.show, Screen)

    @property
    def question(self) -> Question:
        return self.survey.question(self.turn.run.pending or "")

    @precondition(lambda self: self.is_asking)
    @rule(data=st.data(), behind=st.sampled_from(["", ".", "#", " asante"]))
    def choose(self, data: st.DataObject, behind: str) -> None:
        """Answer with a number on the screen; what cannot wait is expected to be flagged."""
        option = data.draw(st.sampled_from(type_of(self.question).choices(self.question)))
        severities = [
            each.severity for each in self.question.critical if option.value in each.values
        ]
        self.expected += [("critical_answer", severity) for severity in severities[:1]]
        self.type(f"{option.key}{behind}")
        assert self.turn.saved is not None
        assert self.turn.saved.answer.value == option.value

    @precondition(lambda self: self.is_asking)
    @rule()
    def skip(self) -> None:
        """Skip: stored as such, never as a number."""
        asked = self.question.id
        self.type("8")
        assert self.stored[asked] == "skipped"

    @precondition(lambda self: self.is_asking)
    @rule()
    def ask_for_a_call(self) -> None:
        """Press 0: acknowledged on the same question."""
        asked = self.question.id
        self.type("0")
        assert self.turn.call_me
        assert self.turn.run.pending == asked

    @precondition(lambda self: self.is_asking)
    @rule(words=NONSENSE)
    def confuse(self, words: str) -> None:
        """Say what nobody can read: asked again once, then a person looks."""
        asked, before = self.question.id, self.turn.run.misunderstood
        if before:
            self.expected.append(("unclear", 1))
        self.type(words)
        assert (self.stored.get(asked) == "unclear") == bool(before)

    @precondition(lambda self: self.is_asking)
    @rule(data=st.data(), words=DANGER)
    def cry_for_help(self, data: st.DataObject, words: str) -> None:
        """Say that there is danger, alone or behind an answer."""
        before = len(self.raised)
        key = data.draw(st.sampled_from(["", "8 "]))
        if not key and self.turn.run.misunderstood:
            self.expected.append(("unclear", 1))
        self.type(key + words)
        if key and self.turn.needs_person:
            self.expected.append(("unclear", 1))
        assert ("distress", 4) in self.raised[before:]

    @precondition(lambda self: self.is_asking)
    @rule(words=STOP)
    def say_stop(self, words: str) -> None:
        """Say stop: nothing is asked any more."""
        self.type(words)
        assert self.stopped

    @rule()
    def dial_again(self) -> None:
        """Break off and dial again; once she said stop, nothing is offered."""
        if self.stopped:
            return
        self.put = {}
        self.turn = start(
            self.survey, self.language, channel=Channel.USSD, answers=self.turn.run.answers
        )

    def type(self, text: str) -> None:
        """Do with a reply what the use cases do."""
        asked = self.question
        reading = read_answer(asked, text, lexicon=lexicon())
        if reading is not None:
            self.raised += [(flag.rule, flag.severity) for flag in reply_flags(reading, Writer())]
        if stops(reading):
            self.stopped = True
            return
        self.turn = answer(self.survey, self.turn.run, text, pages=2)
        self.raised += [
            (flag.rule, flag.severity) for flag in answer_flags(self.survey.id, self.turn)
        ]
        if self.turn.saved is not None:
            assert self.turn.saved.question not in self.stored
            self.stored[self.turn.saved.question] = self.turn.saved.answer.stored
        if self.turn.saved is not None or self.turn.not_understood:
            self.put[asked.id] = self.put.get(asked.id, 0) + 1

    @invariant()
    def nothing_answered_is_asked_again(self) -> None:
        given = {name: each.stored for name, each in self.turn.run.answers.items()}
        assert given == self.stored
        assert self.turn.run.pending not in self.stored

    @invariant()
    def no_question_is_put_a_third_time(self) -> None:
        assert max(self.put.values(), default=0) <= 2

    @invariant()
    def a_session_is_short(self) -> None:
        block = self.turn.run.block
        asked = self.survey.questions if block is None else self.survey.block(block)
        assert len(asked) <= LONGEST_BLOCK

    @invariant()
    def whatever_cannot_wait_was_flagged(self) -> None:
        urgent = [each for each in self.raised if each[0] == "critical_answer"]
        assert urgent == [each for each in self.expected if each[0] == "critical_answer"]
        unclear = [each for each in self.expected if each[0] == "unclear"]
        assert len([each for each in self.raised if each[0] == "unclear"]) >= len(unclear)


Asking.TestCase.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
TestAsking = Asking.TestCase

"""What a survey is: questions, options, gates, blocks, critical answers and how it is scored.

Plain frozen values, read from `config/surveys/*.yaml` by `loader`. Engine, scoring and screens take
them and never change them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from monitor.core.errors import Forbidden, Invalid, NotFound

Value = int | float | str
"""What is stored for an answer: the instrument's own number or word."""

Texts = Mapping[str, str]
"""Language code to wording."""

NO_TEXTS: Texts = MappingProxyType({})


class Channel(StrEnum):
    """The ways in which a survey can be asked."""

    SMS = "sms"
    USSD = "ussd"
    VOICE = "voice"
    IN_PERSON = "in_person"


class State(StrEnum):
    """What became of a question."""

    GIVEN = "given"
    SKIPPED = "skipped"
    NOT_APPLICABLE = "not_applicable"
    UNCLEAR = "unclear"
    """Asked twice and not understood: a person looks, the survey does not ask a third time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it is kept.

    >>> Answer(State.SKIPPED).stored
    'skipped'
    >>> Answer(State.GIVEN, value=3, key=4).stored
    3
    """

    state: State
    value: Value | None = None
    key: int | None = None
    """The number she pressed or said, where the question has numbered options."""

    @property
    def stored(self) -> Value:
        """Return what is written down; a skip is a word of its own, never a zero."""
        return self.state.value if self.value is None else self.value


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A reply that cannot be read as an answer without guessing."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen."""

    key: int
    """The number in front of it on a screen."""
    value: Value
    """What is stored."""
    labels: Texts
    words: tuple[str, ...] = ()
    """Further words that mean this option, in any language."""
    weight: str | None = None
    """What it counts in a mean, as a decimal; None where the stored value itself counts."""
    not_applicable: bool = False
    """The question does not fit her: leaves the denominator."""
    call_me: bool = False
    """Choosing it also asks for a call."""


@dataclass(frozen=True, slots=True)
class Critical:
    """Stored values that need somebody at once, whatever the total says."""

    values: tuple[Value, ...]
    severity: int
    """1 to 4; 4 pages."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A question is put only if an earlier one was answered so."""

    question: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question, heading or message."""

    id: str
    type: str
    texts: Texts
    sms: Texts = field(default_factory=lambda: NO_TEXTS)
    """The whole SMS where it is worded by hand."""
    options: tuple[Option, ...] = ()
    low: float | None = None
    """Smallest number, for scale and number."""
    high: float | None = None
    """Largest number, for scale and number."""
    decimals: int = 0
    """Places after the point that a number may have."""
    low_texts: Texts = field(default_factory=lambda: NO_TEXTS)
    """What the low end of a scale means."""
    high_texts: Texts = field(default_factory=lambda: NO_TEXTS)
    """What the high end of a scale means."""
    gates: tuple[Gate, ...] = ()
    critical: tuple[Critical, ...] = ()
    assumed: Value | None = None
    """Taken as answered so and not put, for what everybody in this programme has lived through."""
    sensitive: bool = False
    """Violence, trauma or suicide: never by SMS or USSD."""

    def text(self, language: str) -> str:
        """Return the wording, or say that there is none in this language."""
        if language not in self.texts:
            raise Invalid(f"question {self.id} has no wording in {language}", field="language")
        return self.texts[language]

    def option_for_key(self, key: int) -> Option | None:
        """Return the option behind a number on the screen."""
        return next((option for option in self.options if option.key == key), None)

    @property
    def not_applicable(self) -> Option | None:
        """Return the option that says the question does not fit her, if it has one."""
        return next((option for option in self.options if option.not_applicable), None)

    def severity_of(self, answer: Answer) -> int | None:
        """Return how urgent an answer is by itself, or None."""
        if answer.state is not State.GIVEN:
            return None
        found = [rule.severity for rule in self.critical if answer.value in rule.values]
        return max(found, default=None)


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A cut-off for some people only."""

    at: float
    gender: str | None = None
    under_age: int | None = None


@dataclass(frozen=True, slots=True)
class Scoring:
    """A scoring recipe by name with its parameters; see `scoring`."""

    recipe: str = "none"
    items: tuple[str, ...] = ()
    factor: int = 1
    bands: tuple[tuple[float, str], ...] = ()
    """From this score upwards, this band."""
    positive_from: float | None = None
    positive_below: float | None = None
    note_from: float | None = None
    cutoffs: tuple[Cutoff, ...] = ()
    dimensions: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    least_share: float = 1.0
    """Smallest share of a dimension's items that must be answered."""
    label: str | None = None
    """What must be printed beside the scores."""


@dataclass(frozen=True, slots=True)
class Survey:
    """One version of one instrument."""

    id: str
    version: int
    titles: Texts
    channels: tuple[Channel, ...]
    channels_by_plan: tuple[Channel, ...]
    """Allowed only for a person whose own plan says so."""
    content_level: str
    licence: str
    source: str
    languages: tuple[str, ...]
    questions: tuple[Question, ...]
    blocks: Mapping[str, tuple[str, ...]]
    scoring: Scoring
    led_by_caseworker: bool = False

    def question(self, question_id: str) -> Question:
        """Return a question, or say that there is none of that name."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise NotFound(f"{self.id} has no question {question_id[:20]!r}")

    def block(self, name: str) -> tuple[str, ...]:
        """Return the question ids of a block."""
        if name not in self.blocks:
            raise NotFound(f"{self.id} has no block {name[:20]!r}")
        return self.blocks[name]

    def may_use(self, channel: Channel) -> bool:
        """Return whether this survey may be asked this way at all."""
        return channel in self.channels or channel in self.channels_by_plan

    def needs_plan_for(self, channel: Channel) -> bool:
        """Return whether only her own plan can allow this way."""
        return channel in self.channels_by_plan and channel not in self.channels

    def require_channel(self, channel: Channel) -> None:
        """Refuse a way of asking that would put a hard question on a phone screen."""
        if not self.may_use(channel):
            raise Forbidden(f"{self.id} may not be asked by {channel}")

    def require_language(self, language: str) -> None:
        """Refuse a language in which the survey is not worded."""
        if language not in self.languages:
            raise Invalid(f"{self.id} has no wording in {language[:10]!r}", field="language")


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in one language, to be approved before it is used."""

    place: str
    language: str
    text: str


def wordings(survey: Survey) -> tuple[Wording, ...]:
    """Return every text of a survey that somebody may read, with its place.

    The place is stable across versions of the wording: `core14.c1.text`, `core14.c1.option.2`.
    """
    return (
        *_placed(f"{survey.id}.title", survey.titles),
        *(wording for question in survey.questions for wording in _of_question(survey, question)),
    )


def _of_question(survey: Survey, question: Question) -> Iterable[Wording]:
    place = f"{survey.id}.{question.id}"
    yield from _placed(f"{place}.text", question.texts)
    yield from _placed(f"{place}.sms", question.sms)
    yield from _placed(f"{place}.low", question.low_texts)
    yield from _placed(f"{place}.high", question.high_texts)
    for option in question.options:
        yield from _placed(f"{place}.option.{option.key}", option.labels)


def _placed(place: str, texts: Texts) -> tuple[Wording, ...]:
    return tuple(Wording(place, language, text) for language, text in texts.items())

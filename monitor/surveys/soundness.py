"""What makes a definition safe to run: checked once when it is read, so the engine can trust it."""

from collections import Counter
from collections.abc import Iterable, Iterator

from monitor.core.errors import Forbidden
from monitor.surveys.choosing import phrases
from monitor.surveys.definition import Channel, Question, Survey, Texts
from monitor.surveys.questions import TYPES, type_of
from monitor.surveys.scoring import RECIPES

LONGEST_BLOCK = 5
"""Questions in one session on a phone screen (S20)."""

SMS_TOO = frozenset({"checkin", "who5", "service"})
"""The only surveys that may ever be asked by SMS: a text stays on both phones (S8, S19)."""

NEVER_ON_A_SCREEN = frozenset({"phq9", "pcptsd5", "k6", "hits", "ehits", "cssrs", "rss", "aso"})
"""Suicide, trauma and violence need a trained voice (S35); long interviews need a caseworker."""


_OPTION_KEYS = frozenset({1, 2, 3, 4, 5, 6, 9})


def refuse_screen(survey: str, channel: str) -> None:
    """Refuse to begin a survey by SMS or USSD that may never be asked so.

    >>> refuse_screen("phq9", "voice"), refuse_screen("who5", "sms")
    (None, None)
    """
    by_sms = channel == Channel.SMS and survey not in SMS_TOO
    on_a_screen = channel in (Channel.SMS, Channel.USSD) and survey in NEVER_ON_A_SCREEN
    if by_sms or on_a_screen:
        raise Forbidden(f"{survey} may not be asked by {channel}")


def faults(survey: Survey) -> tuple[str, ...]:
    """Return everything that is wrong with a definition, each with its place."""
    unknown = tuple(_unknown_types(survey))
    if unknown:
        return unknown
    return (
        *_channel_faults(survey),
        *_duplicates(survey),
        *(fault for question in survey.questions for fault in _question_faults(survey, question)),
        *_gate_faults(survey),
        *_block_faults(survey),
        *_scoring_faults(survey),
        *_missing(survey, "title", survey.titles),
    )


def _unknown_types(survey: Survey) -> Iterator[str]:
    names = [kind.NAME for kind in TYPES]
    for question in survey.questions:
        if question.type not in names:
            yield f"{question.id}.type: {question.type!r} is none of {', '.join(names)}"


def _channel_faults(survey: Survey) -> Iterator[str]:
    named = {*survey.channels, *survey.channels_by_plan}
    if not named:
        yield "channels: none is named"
    if Channel.SMS in named and survey.id not in SMS_TOO:
        yield "channels: sms is not allowed for this survey"
    if Channel.USSD in named and survey.id in NEVER_ON_A_SCREEN:
        yield "channels: ussd is not allowed for this survey"
    if survey.id == "who5" and Channel.SMS in survey.channels:
        yield "channels: sms only in channels_by_plan"
    on_screens = named & {Channel.SMS, Channel.USSD}
    sensitive = [question.id for question in survey.questions if question.sensitive]
    if on_screens and sensitive:
        yield f"channels: {sensitive[0]} is never asked on a phone screen"


def _duplicates(survey: Survey) -> Iterator[str]:
    for question_id, count in Counter(question.id for question in survey.questions).items():
        if count > 1:
            yield f"{question_id}: this id stands {count} times"


def _question_faults(survey: Survey, question: Question) -> Iterator[str]:
    yield from _missing(survey, f"{question.id}.text", question.texts)
    if question.sms:
        yield from _missing(survey, f"{question.id}.sms", question.sms)
    yield from _option_faults(survey, question)
    yield from _range_faults(question)
    known = {option.value for option in type_of(question).choices(question)}
    for rule in question.critical:
        for value in rule.values:
            if value not in known:
                yield f"{question.id}.critical: {value!r} is no value of this question"
    if question.assumed is not None and question.assumed not in known:
        yield f"{question.id}.assumed: {question.assumed!r} is no value of this question"


def _option_faults(survey: Survey, question: Question) -> Iterator[str]:
    place = f"{question.id}.options"
    options = type_of(question).choices(question)
    if question.type == "choice" and len(options) < 2:
        yield f"{place}: a choice needs two"
    for option in options:
        if option.key not in _OPTION_KEYS or option.not_applicable != (option.key == 9):
            yield f"{place}: key {option.key} is not allowed (1 to 6; 9 is n/a, and only 9)"
        if question.type != "scale":
            yield from _missing(survey, f"{place}.{option.key}", option.labels)
    yield from _said_twice(place, (str(option.key) for option in options))
    yield from _said_twice(place, (each for option in options for each in phrases(option)))


def _said_twice(place: str, meanings: Iterable[str]) -> Iterator[str]:
    for meaning, count in Counter(meanings).items():
        if count > 1:
            yield f"{place}: {meaning!r} means {count} options"


def _range_faults(question: Question) -> Iterator[str]:
    if question.type not in ("scale", "number"):
        return
    low, high = question.low, question.high
    if low is None or high is None or low >= high:
        yield f"{question.id}.low: low and high are needed, the smaller first"
    elif question.type == "scale" and (low % 1 or high % 1 or high - low > 5):
        yield f"{question.id}.high: a scale has at most six whole steps"


def _gate_faults(survey: Survey) -> Iterator[str]:
    earlier: dict[str, Question] = {}
    for question in survey.questions:
        for gate in question.gates:
            source = earlier.get(gate.question)
            if source is None:
                yield f"{question.id}.gates: {gate.question!r} does not come before it"
                continue
            known = {option.value for option in type_of(source).choices(source)}
            if not set(gate.values) <= known:
                yield f"{question.id}.gates: {gate.question} has no such value"
        earlier[question.id] = question


def _block_faults(survey: Survey) -> Iterator[str]:
    asked = [question.id for question in survey.questions if type_of(question).ASKED]
    placed = [question_id for ids in survey.blocks.values() for question_id in ids]
    if survey.blocks and sorted(asked) != sorted(placed):
        yield "blocks: each question stands in exactly one block"
    longest = max((len(ids) for ids in survey.blocks.values()), default=len(asked))
    on_screens = {Channel.SMS, Channel.USSD} & {*survey.channels, *survey.channels_by_plan}
    if on_screens and longest > LONGEST_BLOCK:
        yield f"blocks: at most {LONGEST_BLOCK} questions in one session on a phone screen"


def _scoring_faults(survey: Survey) -> Iterator[str]:
    scoring = survey.scoring
    if scoring.recipe not in RECIPES:
        yield f"scoring.recipe: {scoring.recipe!r} is none of {', '.join(RECIPES)}"
    known = {question.id for question in survey.questions}
    used = {*scoring.items, *(item for items in scoring.dimensions.values() for item in items)}
    for item in sorted(used - known):
        yield f"scoring: no question {item!r}"
    starts = [at for at, _ in scoring.bands]
    if starts != sorted(set(starts)) or (starts and starts[0] > 0):
        yield "scoring.bands: begin at 0 or below, then upwards"


def _missing(survey: Survey, place: str, texts: Texts) -> Iterator[str]:
    for language in survey.languages:
        if language not in texts:
            yield f"{place}: no wording in {language}"
    yield from _undeclared(survey, place, texts)


def _undeclared(survey: Survey, place: str, texts: Iterable[str]) -> Iterator[str]:
    for language in texts:
        if language not in survey.languages and language not in ("sw", "en"):
            yield f"{place}: {language} is not among the languages"

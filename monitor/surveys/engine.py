"""How a survey goes on: one reply in, the next screen out, as plain values.

The engine knows no channel's wire format, no database and no clock. It always ends: each question
is put at most twice, answered ones never again. A stop or a danger word is not its business: every
text also passes the reader.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from monitor.core.errors import Conflict
from monitor.surveys.answers import CriticalAnswer, critical_answers
from monitor.surveys.definition import Answer, Channel, NotUnderstood, Question, State, Survey
from monitor.surveys.questions import type_of
from monitor.surveys.remaining import next_block, next_question, remaining_blocks
from monitor.surveys.reply_text import as_number, canonical, normalise

LONGEST_BLOCK = 5
"""Questions in one session on a phone screen (S20)."""

PHONE_SCREENS = (Channel.SMS, Channel.USSD)


class Key(StrEnum):
    """The fixed keys that are no answers; skip and not applicable are answers."""

    CALL_ME = "call_me"
    NEXT_PAGE = "next_page"
    BACK = "back"
    BLANK = "blank"


class Notice(StrEnum):
    """What a screen says above the question, worded by the mouth that shows it."""

    CALL_ME = "call_me"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True, slots=True)
class Screen:
    """What to show next."""

    question: str
    text: str
    options: tuple[tuple[int, str], ...]
    page: int = 0
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing is left to ask in this session."""

    survey: str
    block: str | None
    remaining_blocks: tuple[str, ...]
    """Blocks that still hold a question nobody has put."""


@dataclass(frozen=True, slots=True)
class Saved:
    """An answer to be written down now, before anything else is asked."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Run:
    """Where one person stands in one survey; enough to go on after any interruption."""

    survey_id: str
    version: int
    language: str
    block: str | None
    answers: Mapping[str, Answer]
    pending: str | None
    """The question on the screen; None when finished."""
    misunderstood: int = 0
    """How often the pending question was answered in a way nobody can read."""
    page: int = 0
    """The page of the pending question that is on the screen, from 0."""
    notice: Notice | None = None
    """What stands above the pending question; kept while she turns pages, so that none shifts."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one reply led to."""

    run: Run
    show: Screen | Finished
    saved: Saved | None = None
    critical: tuple[CriticalAnswer, ...] = ()
    call_me: bool = False
    not_understood: bool = False
    needs_person: bool = False
    """Twice not understood: stored as unclear, a person looks at her own words."""


def start(
    definition: Survey,
    language: str,
    *,
    channel: Channel,
    block: str | None = None,
    answers: Mapping[str, Answer] | Iterable[tuple[str, Answer]] = (),
) -> Turn:
    """Begin, or resume with the answers already given.

    On a phone screen one block is asked; unless one is named it is the first with a question left.
    A way of asking that the definition does not allow is refused: there is no other way in.
    """
    definition.require_channel(channel)
    definition.require_language(language)
    given = MappingProxyType(dict(answers))
    if block is None and channel in PHONE_SCREENS:
        block = next_block(definition, given)
    if block is not None:
        definition.block(block)
    run = Run(definition.id, definition.version, language, block, given, None)
    return _go_on(definition, run)


def answer(definition: Survey, run: Run, text: str, *, pages: int = 1) -> Turn:
    """Take one reply. `pages` is how many pages the screen she answers has."""
    if (run.survey_id, run.version) != (definition.id, definition.version):
        raise Conflict("a running survey goes on with the version it began with")
    if run.pending is None:
        raise Conflict("this survey is finished")
    question = definition.question(run.pending)
    read = interpret(question, text, run.language)
    if isinstance(read, Answer):
        return _save(definition, run, read)
    if read is Key.CALL_ME:
        return replace(_put_again(definition, run, notice=Notice.CALL_ME), call_me=True)
    if read is Key.BLANK:
        return _put_again(definition, run)
    if isinstance(read, Key) and pages > 1:
        return _turn_page(definition, run, step=1 if read is Key.NEXT_PAGE else -1, pages=pages)
    return _not_understood(definition, run)


def interpret(question: Question, text: str, language: str) -> Answer | Key | NotUnderstood:
    """Read a reply to one question: fixed keys first, then the question's own type.

    >>> asked = Question("q1", "yes_no", {"en": "Working now?"})
    >>> interpret(asked, "0", "en"), interpret(asked, "8", "en").stored, interpret(asked, "", "en")
    (<Key.CALL_ME: 'call_me'>, 'skipped', <Key.BLANK: 'blank'>)
    """
    reply = normalise(text)
    if not reply:
        return Key.BLANK
    fixed = _fixed_key(question, reply)
    if fixed is not None:
        return fixed
    read = type_of(question).understand(question, text, language)
    if isinstance(read, NotUnderstood):
        return _KEY_WORDS.get(canonical(reply), read)
    return read


_KEY_WORDS: Mapping[str, Answer | Key] = MappingProxyType(
    {
        "nipigie": Key.CALL_ME,
        "nipigie simu": Key.CALL_ME,
        "call me": Key.CALL_ME,
        "ruka": Answer(State.SKIPPED),
        "skip": Answer(State.SKIPPED),
        "pass": Answer(State.SKIPPED),
    }
)


def _fixed_key(question: Question, reply: str) -> Answer | Key | None:
    typed_in_full = question.type in ("number", "date", "short_text")
    number = int(reply) if reply in _KEYS else None if typed_in_full else as_number(reply)
    if number == 9:
        option = question.not_applicable
        if option is not None:
            return Answer(State.NOT_APPLICABLE, value=option.value, key=option.key)
    return None if number is None else _KEYS.get(str(number))


_KEYS: Mapping[str, Answer | Key | None] = MappingProxyType(
    {
        "0": Key.CALL_ME,
        "7": Key.NEXT_PAGE,
        "77": Key.BACK,
        "8": Answer(State.SKIPPED),
        "9": None,
    }
)


def _save(definition: Survey, run: Run, given: Answer) -> Turn:
    question = definition.question(run.pending or "")
    answers = MappingProxyType({**run.answers, question.id: given})
    turn = _go_on(definition, replace(run, answers=answers))
    option = None if given.key is None else question.option_for_key(given.key)
    return replace(
        turn,
        saved=Saved(question.id, given),
        critical=critical_answers(definition, {question.id: given}),
        call_me=option is not None and option.call_me,
        needs_person=given.state is State.UNCLEAR,
        not_understood=given.state is State.UNCLEAR,
    )


def _not_understood(definition: Survey, run: Run) -> Turn:
    if run.misunderstood:
        return _save(definition, run, Answer(State.UNCLEAR))
    asked_again = replace(run, misunderstood=1)
    turn = _put_again(definition, asked_again, notice=Notice.NOT_UNDERSTOOD)
    return replace(turn, not_understood=True)


def _put_again(definition: Survey, run: Run, *, notice: Notice | None = None) -> Turn:
    again = replace(run, page=0, notice=notice)
    return Turn(again, _screen(definition, again))


def _turn_page(definition: Survey, run: Run, *, step: int, pages: int) -> Turn:
    turned = replace(run, page=min(max(run.page + step, 0), pages - 1))
    return Turn(turned, _screen(definition, turned))


def _go_on(definition: Survey, run: Run) -> Turn:
    question = next_question(definition, run.answers, run.block)
    pending = None if question is None else question.id
    moved = replace(run, pending=pending, misunderstood=0, page=0, notice=None)
    if question is None:
        left = remaining_blocks(definition, run.answers)
        return Turn(moved, Finished(definition.id, run.block, left))
    return Turn(moved, _screen(definition, moved))


def _screen(definition: Survey, run: Run) -> Screen:
    question = definition.question(run.pending or "")
    return screen_of(definition, question, run.language, page=run.page, notice=run.notice)


def screen_of(
    definition: Survey,
    question: Question,
    language: str,
    *,
    page: int = 0,
    notice: Notice | None = None,
) -> Screen:
    """Return a question as it is shown, under its heading where one stands right before it."""
    place = definition.questions.index(question)
    before = definition.questions[place - 1] if place else None
    heading = before.text(language) if before is not None and before.type == "section" else None
    text = question.text(language)
    return Screen(
        question=question.id,
        text=text if heading is None else f"{heading}: {text}",
        options=tuple(
            (option.key, option.labels.get(language, ""))
            for option in type_of(question).choices(question)
        ),
        page=page,
        notice=notice,
    )

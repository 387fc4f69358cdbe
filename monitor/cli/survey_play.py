"""A survey played in the terminal, through the same engine and screens as a phone."""

from collections.abc import Iterator

from monitor.cli.survey_check import paging_of
from monitor.core.language import Languages
from monitor.sms.ussd import con, end, screen
from monitor.surveys.definition import Channel, Survey
from monitor.surveys.engine import Finished, Notice, Screen, Turn, answer, start
from monitor.surveys.presentation import body_of
from monitor.surveys.scoring import display, score
from monitor.usecases.word_question import word_question

_NOTICES = {Notice.CALL_ME: "ack_later", Notice.NOT_UNDERSTOOD: "ask_again"}


class Player:
    """One play: holds the run between two replies and shows what each led to."""

    def __init__(
        self, survey: Survey, language: str, channel: Channel, *, texts: Languages
    ) -> None:
        self._survey = survey
        self._language = language
        self._channel = channel
        self._texts = texts
        self._turn: Turn | None = None
        self._pages: tuple[str, ...] = ()

    @property
    def is_finished(self) -> bool:
        """Return whether nothing is left to ask."""
        return self._turn is not None and isinstance(self._turn.show, Finished)

    def begin(self, block: str | None) -> Iterator[str]:
        """Start; a channel the survey does not allow is refused."""
        turn = start(self._survey, self._language, channel=self._channel, block=block)
        return self._show(turn)

    def reply(self, text: str) -> Iterator[str]:
        """Take one reply."""
        if self._turn is None:
            return iter(())
        turn = answer(self._survey, self._turn.run, text, pages=len(self._pages))
        return self._show(turn)

    def _show(self, turn: Turn) -> Iterator[str]:
        self._turn = turn
        return iter([*_events(turn), *self._shown(turn)])

    def _shown(self, turn: Turn) -> list[str]:
        if isinstance(turn.show, Finished):
            return [self._ended(), *self._scores(turn)]
        self._pages = self._worded(turn.show)
        page = self._pages[min(turn.show.page, len(self._pages) - 1)]
        return [con(page) if self._channel is Channel.USSD else page]

    def _ended(self) -> str:
        thanks = self._texts.text("ack", self._language)
        return end(thanks) if self._channel is Channel.USSD else thanks

    def _worded(self, shown: Screen) -> tuple[str, ...]:
        keys = self._texts.text("survey_keys", self._language)
        notice = "" if shown.notice is None else self._notice(shown.notice)
        if self._channel is Channel.SMS:
            return (self._sms(shown),)
        if self._channel is Channel.USSD:
            paging = paging_of(self._texts)
            body = body_of(shown, notice)
            return screen(body, shown.options, keys, self._language, paging=paging)
        options = [f"{key} {label}".strip() for key, label in shown.options]
        return ("\n".join([body_of(shown, notice), *options, keys]),)

    def _sms(self, shown: Screen) -> str:
        question = self._survey.question(shown.question)
        again = shown.notice is Notice.NOT_UNDERSTOOD
        return word_question(question, self._language, languages=self._texts, again=again)

    def _notice(self, notice: Notice) -> str:
        return self._texts.text(_NOTICES[notice], self._language)

    def _scores(self, turn: Turn) -> list[str]:
        scores = score(self._survey, turn.run.answers)
        return [f"  {name}: {display(value)}" for name, value in scores.items()]


def _events(turn: Turn) -> list[str]:
    """Say what a reply led to besides the next screen."""
    said = []
    if turn.saved is not None:
        said.append(f"  saved {turn.saved.question} = {turn.saved.answer.stored}")
    said += [f"  critical {each.question}, severity {each.severity}" for each in turn.critical]
    if turn.call_me:
        said.append("  wants a call")
    if turn.needs_person:
        said.append("  not understood twice: a person looks")
    return said

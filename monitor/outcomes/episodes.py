"""What is known of one person's exits, gathered from her facts as plain values.

Facts are read as they were known at one instant: whoever asks again for the same instant gets the
same answer, whatever was recorded since. She is one person through all her exits: a contact, a
survey, an open case or a wish to stop says how *she* stands, whichever exit it was written under.
What ends an exit, and confirmed exploitation, belong to the exit they were recorded on.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from monitor.core.clock import to_local
from monitor.outcomes.statuses import CaseSpan, Core14Result, Episode, Span, window
from monitor.surveys.answers import critical_answers, restore
from monitor.surveys.definition import Survey
from monitor.surveys.scoring import INCOMPLETE, score

CORE14 = "core14"
CASE_KINDS = ("case_opened", "case_joined", "case_acted", "case_closed")
STATUS_KINDS = (
    "exit_recorded",
    "exit_ended",
    "re_exploitation_confirmed",
    "contact_recorded",
    "survey_answered",
    "case_opened",
    "case_joined",
    "case_closed",
    "restriction_set",
    "restriction_lifted",
    "consent_given",
    "consent_withdrawn",
)
"""The kinds of facts that can decide a status."""

NO_DATA: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFact:
    """One fact, as a value."""

    kind: str
    happened_at: datetime
    person_id: str | None = None
    exit_id: str | None = None
    subject_id: str | None = None
    recorded_by: str | None = None
    shelter_id: str | None = None
    """Whose team sees the case, for facts about cases."""
    data: Mapping[str, Any] = field(default_factory=lambda: NO_DATA)

    @property
    def day(self) -> date:
        """Return the local date on which it happened."""
        return to_local(self.happened_at).date()


@dataclass(frozen=True, slots=True)
class KnownExit:
    """One leaving, as it is known."""

    exit_id: str
    exit_on: date
    shelter_id: str | None


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer to Core-14 and the day it was given."""

    run_id: str
    question: str
    value: str
    on: date


@dataclass(frozen=True, kw_only=True)
class History:
    """One person's facts, sorted by what they say."""

    exits: tuple[KnownExit, ...]
    deceased_on: date | None
    returned_on: Mapping[str, date]
    re_exploited_on: Mapping[str, date]
    verified_on: tuple[date, ...]
    answers: tuple[GivenAnswer, ...]
    cases: tuple[CaseSpan, ...]
    opt_outs: tuple[Span, ...]


def history(facts: Iterable[KnownFact]) -> History:
    """Sort one person's facts, given in the order of their recording.

    >>> from datetime import UTC
    >>> left = KnownFact(kind="exit_recorded", happened_at=datetime(2026, 3, 1, 21, tzinfo=UTC),
    ...                  exit_id="e", data={"exit_on": "2026-03-02", "shelter": "s"})
    >>> history([left]).exits
    (KnownExit(exit_id='e', exit_on=datetime.date(2026, 3, 2), shelter_id='s'),)
    """
    known = tuple(facts)
    exits = tuple(sorted(_exits(known), key=lambda row: row.exit_on))
    return History(
        exits=exits,
        deceased_on=min(_ends(known, "deceased").values(), default=None),
        returned_on=_ends(known, "returned"),
        re_exploited_on=_re_exploited(known, exits),
        verified_on=tuple(
            fact.day
            for fact in known
            if fact.kind == "contact_recorded" and fact.data.get("verified") is True
        ),
        answers=tuple(_answers(known)),
        cases=tuple(_case_spans(known)),
        opt_outs=tuple(_opt_outs(known)),
    )


def episode(known: History, left: KnownExit, month: int, *, core14: Survey) -> Episode:
    """Return one exit as its status at a month needs it: answers up to the window's last day."""
    opens, closes = window(left.exit_on, month)
    return Episode(
        exit_on=left.exit_on,
        deceased_on=known.deceased_on,
        re_exploited_on=known.re_exploited_on.get(left.exit_id),
        returned_on=known.returned_on.get(left.exit_id),
        verified_on=known.verified_on,
        core14=tuple(_results(known.answers, core14, opens=opens, closes=closes)),
        cases=known.cases,
        opt_outs=known.opt_outs,
    )


def _exits(facts: Iterable[KnownFact]) -> Iterator[KnownExit]:
    for fact in facts:
        if fact.kind == "exit_recorded" and fact.exit_id is not None:
            exit_on = date.fromisoformat(fact.data["exit_on"])
            yield KnownExit(fact.exit_id, exit_on, fact.data.get("shelter"))


def _ends(facts: Iterable[KnownFact], ended_as: str) -> Mapping[str, date]:
    """Return the local date of one kind of end, by exit."""
    return {
        fact.exit_id: date.fromisoformat(fact.data["on"])
        for fact in facts
        if fact.kind == "exit_ended" and fact.exit_id and fact.data.get("as") == ended_as
    }


def _re_exploited(facts: Iterable[KnownFact], exits: tuple[KnownExit, ...]) -> Mapping[str, date]:
    """Return the first confirmed exploitation by exit; without an exit, it is the latest one's."""
    found: dict[str, date] = {}
    for fact in facts:
        if fact.kind != "re_exploitation_confirmed":
            continue
        before = [left.exit_id for left in exits if left.exit_on <= fact.day]
        exit_id = fact.exit_id or (before[-1] if before else None)
        if exit_id is not None:
            found[exit_id] = min(fact.day, found.get(exit_id, fact.day))
    return found


def _answers(facts: Iterable[KnownFact]) -> Iterator[GivenAnswer]:
    for fact in facts:
        if fact.kind == "survey_answered" and fact.data.get("survey") == CORE14:
            yield GivenAnswer(
                str(fact.subject_id), fact.data["question"], str(fact.data["value"]), fact.day
            )


def _results(
    answers: Iterable[GivenAnswer], core14: Survey, *, opens: date, closes: date
) -> Iterator[Core14Result]:
    """Score each run from the answers given by the last day; it counts on the day of the last."""
    known = {question.id for question in core14.questions}
    runs: dict[str, list[GivenAnswer]] = {}
    for answer in answers:
        if answer.on <= closes and answer.question in known:
            runs.setdefault(answer.run_id, []).append(answer)
    for given in runs.values():
        last_on = max(answer.on for answer in given)
        if last_on < opens:
            continue
        taken = restore(core14, ((answer.question, answer.value) for answer in given))
        scores = score(core14, taken)
        yield Core14Result(
            on=last_on,
            scores={
                name: float(scores[name])
                for name in core14.scoring.dimensions
                if scores[name] != INCOMPLETE
            },
            critical=tuple(found.question for found in critical_answers(core14, taken)),
        )


def _case_spans(facts: Iterable[KnownFact]) -> Iterator[CaseSpan]:
    """Return a span per event of a case, so that a later one does not make the past graver."""
    open_events: dict[str, list[tuple[date, int]]] = {}
    for fact in facts:
        case_id = str(fact.subject_id)
        if fact.kind in ("case_opened", "case_joined"):
            open_events.setdefault(case_id, []).append((fact.day, fact.data["severity"]))
        elif fact.kind == "case_closed":
            for began_on, severity in open_events.pop(case_id, ()):
                yield CaseSpan(began_on, fact.day, severity)
    for events in open_events.values():
        for began_on, severity in events:
            yield CaseSpan(began_on, None, severity)


def _opt_outs(facts: Iterable[KnownFact]) -> Iterator[Span]:
    """Return when she did not want to be written to: by saying stop, or by taking back consent."""
    began: dict[str, date] = {}
    for fact in facts:
        way = _way_of_stopping(fact)
        if way is None:
            continue
        if fact.kind in ("restriction_set", "consent_withdrawn"):
            began.setdefault(way, fact.day)
        elif way in began:
            yield Span(began.pop(way), fact.day)
    yield from (Span(day) for day in began.values())


def _way_of_stopping(fact: KnownFact) -> str | None:
    if fact.kind in ("restriction_set", "restriction_lifted"):
        return str(fact.subject_id) if fact.data.get("kind") == "opt_out" else None
    if fact.kind in ("consent_given", "consent_withdrawn"):
        return "consent" if fact.data.get("purpose") == "checkins" else None
    return None

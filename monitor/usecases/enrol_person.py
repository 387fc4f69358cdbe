"""Enrol one person on her last day in the shelter, and start her follow-up."""

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.core.clock import to_local
from monitor.core.errors import Invalid
from monitor.people import service as people
from monitor.people.duress import ReservedWords, words_of
from monitor.people.enrolling import Enrolled
from monitor.people.enrolment import Enrolment, Problem, check_enrolment
from monitor.reading.lexicon import Lexicon
from monitor.reading.verbs import analyse
from monitor.schedule import service as schedule
from monitor.usecases.programme import Programme


class EnrolmentRefused(Invalid):
    """The enrolment breaks some rules; each is named by field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(f"{first.field} {first.rule}", field=first.field)
        self.problems = tuple(problems)


def enrol_person(
    session: Session, programme: Programme, enrolment: Enrolment, *, actor_id: str | None
) -> Enrolled:
    """Enrol her and lay out her protocol; `EnrolmentRefused` names every broken rule."""
    now = programme.clock.now()
    problems = check_enrolment(
        enrolment,
        languages=programme.languages,
        reserved=_reserved(programme.lexicon, enrolment),
        on=to_local(now).date(),
    )
    if problems:
        raise EnrolmentRefused(problems)
    enrolled = people.enrol(session, enrolment, at=now, recorded_by=actor_id)
    schedule.start_protocol(
        session, person_id=enrolled.person_id, exit_id=enrolled.exit_id,
        exit_on=enrolment.exit_on, protocol=enrolment.protocol, now=now,
    )  # fmt: skip
    record(
        session, AuditEventKind.PERSON_ENROLLED, at=programme.wall.now(), actor_id=actor_id,
        object_type="person", object_id=enrolled.person_id, details={"exit": enrolled.exit_id},
    )  # fmt: skip
    return enrolled


def _reserved(lexicon: Lexicon, enrolment: Enrolment) -> ReservedWords:
    """Return what her duress words must keep away from: all that the reader gives a meaning."""
    chosen = {
        word
        for text in (enrolment.danger_word, enrolment.not_safe_word)
        for word in words_of(text or "")
    }
    verbs = {word for word in chosen if _is_known_verb(word, lexicon)}
    return ReservedWords(same=_listed(lexicon) | verbs)


@lru_cache(maxsize=4)
def _listed(lexicon: Lexicon) -> frozenset[str]:
    """Return every word that the lexicon gives a sense, alone or in a phrase.

    Plain words that it lists only so as not to take them for misspelt ones are hers to choose.
    """
    telling = {word for word, senses in lexicon.words.items() if senses}
    in_phrases = {word for phrase in lexicon.listed_phrases() for word in words_of(phrase.text)}
    return frozenset({*telling, *lexicon.spellings, *lexicon.languages} | in_phrases)


def _is_known_verb(word: str, lexicon: Lexicon) -> bool:
    verb = analyse(word, lexicon.roots)
    return verb is not None and verb.root is not None

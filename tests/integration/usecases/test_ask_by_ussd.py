"""Surveys on her own screens: saved one by one, resumed after a drop, never offered unsafely."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from monitor.core.facts import Fact
from monitor.people import service as people
from monitor.people.models import Person
from monitor.reading.reader import read
from monitor.reading.reading import Label
from monitor.schedule.models import Measure
from monitor.sms.models import InboundMessage
from monitor.surveys import service as surveys
from monitor.surveys.definition import Channel
from monitor.surveys.service import RunView
from monitor.triage.models import CaseEvent, Page
from monitor.usecases.programme import Programme
from tests.factories.people import a_plan
from tests.factories.sms import Scene, set_scene
from tests.factories.surveys import Handset, a_due_survey

PIN, DURESS = "4821", "7395"
QUESTIONS = "2"
SAFE, BOTHERED, FREE, SLEEP, LEAN = (
    "Unajisikia salama", "Kuna mtu wa zamani", "Unaweza kutoka", "Una mahali", "Una mtu wa",
)  # fmt: skip


@pytest.fixture
def scene(programme: Programme) -> Scene:
    """Return a person a month after her exit: the surveys of month 1 are due."""
    set_up = set_scene(programme, duress_pin=DURESS)
    set_up.clock.advance(timedelta(days=30))
    return set_up


@pytest.fixture
def phone(app: Flask, programme: Programme, scene: Scene) -> Handset:
    return Handset(app, programme)


def runs(scene: Scene) -> tuple[RunView, ...]:
    with scene.programme.database.reading() as session:
        return surveys.list_runs(session, scene.person_id)


def rows(scene: Scene, table: Any) -> list[Any]:
    with scene.programme.database.reading() as session:
        return list(session.scalars(select(table)))


def events(scene: Scene) -> list[tuple[str, int]]:
    return [(event.rule, event.severity) for event in rows(scene, CaseEvent)]


def month_one(scene: Scene, survey: str = "core14") -> Measure:
    with scene.programme.database.reading() as session:
        query = select(Measure).where(Measure.survey == survey, Measure.month == 1)
        return session.scalars(query).one()


def test_a_block_is_asked_and_saved_one_by_one(phone: Handset, scene: Scene) -> None:
    shown = [phone.dial(PIN, QUESTIONS)]
    for entry in "1112":
        shown.append(phone.type(entry))
        assert len(runs(scene)[0].answers) == len(shown) - 1
    for screen, text in zip(shown, (SAFE, BOTHERED, FREE, SLEEP, LEAN), strict=True):
        assert screen.startswith(f"CON {text}")
        assert screen.endswith("\n0 Nipigie 8 Ruka")
    assert phone.type("1") == "END Asante."
    assert dict(runs(scene)[0].answers) == {"c1": "1", "c2": "1", "c3": "1", "c7": "2", "c8": "1"}


def test_three_dials_finish_the_survey_and_settle_its_measure(phone: Handset, scene: Scene) -> None:
    for count in (5, 5, 4):
        assert phone.dial(PIN, QUESTIONS, *["1"] * count) == "END Asante."
    (run,) = runs(scene)
    assert run.state == "finished"
    assert len(run.answers) == 14
    assert month_one(scene).state == "done"
    kinds = [fact.kind for fact in rows(scene, Fact) if fact.kind.startswith("survey")]
    assert kinds == ["survey_started", *["survey_answered"] * 14, "survey_finished"]
    assert all(fact.exit_id == scene.exit_id for fact in rows(scene, Fact) if fact.kind in kinds)
    assert phone.dial(PIN, QUESTIONS).startswith("CON ")
    assert runs(scene)[1].survey == "gad2"


def test_a_dropped_session_goes_on_at_the_next_question_after_the_pin(
    phone: Handset, scene: Scene
) -> None:
    phone.dial(PIN, QUESTIONS, "1", "1")
    first = phone.dial()
    assert "Endelea" not in first
    assert "2 Endelea na maswali" in phone.type(PIN)
    assert phone.type("2").startswith(f"CON {FREE}")
    assert len(runs(scene)) == 1


def test_after_a_day_it_is_no_longer_offered_as_broken_off(phone: Handset, scene: Scene) -> None:
    phone.dial(PIN, QUESTIONS, "1")
    scene.clock.advance(timedelta(hours=24, minutes=1))
    assert "2 Maswali mafupi" in phone.dial(PIN)


def test_a_skip_is_kept_as_a_skip(phone: Handset, scene: Scene) -> None:
    phone.dial(PIN, QUESTIONS, "8")
    assert runs(scene)[0].answers == (("c1", "skipped"),)


@pytest.mark.parametrize(
    ("answers", "severity"),
    [
        pytest.param(("5",), 3, id="not safe at all"),
        pytest.param(("1", "2"), 4, id="bothered by somebody from before"),
        pytest.param(("1", "1", "2"), 4, id="cannot leave"),
        pytest.param(("1", "1", "1", "3"), 3, id="nowhere to sleep"),
    ],
)
def test_a_critical_answer_raises_its_case_at_once(
    phone: Handset, scene: Scene, answers: tuple[str, ...], severity: int
) -> None:
    shown = phone.dial(PIN, QUESTIONS, *answers)
    assert events(scene) == [("critical_answer", severity)]
    assert bool(rows(scene, Page)) is (severity == 4)
    assert shown.startswith("CON ")
    assert "Asante" not in shown


def test_a_wish_for_a_call_is_acknowledged_above_the_same_question(
    phone: Handset, scene: Scene
) -> None:
    shown = phone.dial(PIN, QUESTIONS, "0")
    assert shown.startswith(f"CON Asante. Tutakupigia. {SAFE}")
    assert runs(scene)[0].answers == ()
    assert events(scene) == [("call_me", 2)]


def test_what_nobody_can_read_is_asked_once_more_then_a_person_looks(
    phone: Handset, scene: Scene
) -> None:
    assert phone.dial(PIN, QUESTIONS, "1 au 2").startswith("CON Chagua namba moja.")
    assert phone.type("1 au 2").startswith(f"CON {BOTHERED}")
    assert runs(scene)[0].answers == (("c1", "unclear"),)
    assert events(scene) == [("unclear", 1)]
    assert len(rows(scene, InboundMessage)) == 1


def test_danger_typed_in_place_of_an_answer_pages_and_the_survey_goes_on(
    phone: Handset, scene: Scene
) -> None:
    shown = phone.dial(PIN, QUESTIONS, "anataka kuniua")
    assert ("distress", 4) in events(scene)
    assert len(rows(scene, Page)) >= 1
    assert SAFE in shown
    assert phone.type("1").startswith(f"CON {BOTHERED}")


@pytest.mark.parametrize(
    "typed",
    [
        "nipigie",
        "3 mlango umefungwa",
        "2 nina njaa sana sijala siku tatu",
        "mimi ni mume wake",
        "hii namba nimenunua",
    ],
)
def test_words_that_ask_for_more_are_kept_and_acted_on(
    phone: Handset, scene: Scene, typed: str
) -> None:
    phone.dial(PIN, QUESTIONS, "1", typed)
    assert events(scene)
    assert len(rows(scene, InboundMessage)) == 1


def test_a_duress_word_in_a_survey_pages_and_shows_what_any_unknown_word_shows(
    phone: Handset, scene: Scene
) -> None:
    shown = phone.dial(PIN, QUESTIONS, "maembe")
    assert "duress" in [rule for rule, _ in events(scene)]
    assert shown.startswith("CON Chagua namba moja.")


def test_an_answer_in_words_is_an_answer(phone: Handset, scene: Scene) -> None:
    assert phone.dial(PIN, QUESTIONS, "Hapana kabisa").startswith(f"CON {BOTHERED}")
    assert runs(scene)[0].answers == (("c1", "5"),)


def test_no_option_of_any_survey_by_ussd_reads_as_danger(scene: Scene) -> None:
    for survey in scene.programme.surveys.values():
        if not survey.may_use(Channel.USSD) or survey.id == "checkin":
            continue
        for question in survey.questions:
            for option in question.options:
                for label in option.labels.values():
                    assert not _is_danger(scene.programme, label), label


def test_an_option_that_means_stop_elsewhere_is_an_answer_here(
    phone: Handset, scene: Scene
) -> None:
    phone.dial(PIN, QUESTIONS, *["1"] * 5)
    phone.dial(PIN, QUESTIONS, "1")
    assert phone.type("Inatosha").startswith("CON Una deni?")
    assert dict(runs(scene)[0].answers)["c5"] == "1"
    with scene.programme.database.reading() as session:
        facts = people.contact_facts(session, scene.person_id, now=scene.now)
    assert facts.restrictions == frozenset()


def _is_danger(programme: Programme, label: str) -> bool:
    reading = read(label, lexicon=programme.lexicon, prompt=None)
    return Label.DISTRESS in (reading.label, *reading.also)


def test_under_duress_answers_go_to_a_run_of_their_own_and_settle_nothing(
    phone: Handset, scene: Scene
) -> None:
    phone.dial(PIN, QUESTIONS, "1", "1")
    shown = phone.dial(DURESS, "2")
    assert shown.startswith(f"CON {FREE}")
    assert phone.type("1").startswith(f"CON {SLEEP}")
    own, forced = runs(scene)
    assert (own.under_duress, dict(own.answers)) == (False, {"c1": "1", "c2": "1"})
    assert (forced.under_duress, dict(forced.answers)) == (True, {"c3": "1"})
    assert phone.dial(PIN, "2").startswith(f"CON {FREE}")
    answered = [fact.data["question"] for fact in rows(scene, Fact) if "question" in fact.data]
    assert answered == ["c1", "c2"]


def test_a_critical_answer_under_duress_is_still_acted_on(phone: Handset, scene: Scene) -> None:
    phone.dial(DURESS, QUESTIONS, "1", "2")
    assert events(scene) == [("duress", 4), ("critical_answer", 4)]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"monitored": True}, id="she is watched"),
        pytest.param({"survey_channel": "voice"}, id="she chose voice"),
        pytest.param({"survey_channel": "none"}, id="she chose none"),
    ],
)
def test_no_questions_are_offered_where_she_chose_otherwise(
    phone: Handset, scene: Scene, change: dict[str, Any]
) -> None:
    with scene.programme.database.transaction() as session:
        for field, value in change.items():
            setattr(session.get_one(Person, scene.person_id), field, value)
    assert phone.dial(PIN) == "CON Chagua:\n1 Hali yako\n2 Pumzika wiki 2\n3 Acha\n0 Nipigie"


@pytest.mark.parametrize("kind", ["freeze", "opt_out", "kill"])
def test_no_questions_are_offered_where_contact_is_forbidden(
    phone: Handset, scene: Scene, kind: str
) -> None:
    scene.restrict(kind)
    assert "Maswali" not in phone.dial(PIN)


def test_no_questions_are_offered_without_consent_or_against_the_plan(
    phone: Handset, scene: Scene
) -> None:
    with scene.programme.database.transaction() as session:
        people.agree_plan(
            session, scene.person_id, a_plan(ussd_ok=False), at=scene.now, recorded_by=None
        )
    assert "Maswali" not in phone.dial(PIN)
    with scene.programme.database.transaction() as session:
        people.agree_plan(session, scene.person_id, a_plan(), at=scene.now, recorded_by=None)
        people.withdraw_consent(
            session, scene.person_id, purpose="surveys", way="voice", at=scene.now
        )
    assert "Maswali" not in phone.dial(PIN)


def test_a_survey_led_by_a_caseworker_is_never_offered(app: Flask, programme: Programme) -> None:
    scene = set_scene(programme)
    with programme.database.transaction() as session:
        a_due_survey(session, scene.person_id, scene.exit_id, survey="phq9", on=scene.now.date())
    assert "Maswali" not in Handset(app, programme).dial(PIN)

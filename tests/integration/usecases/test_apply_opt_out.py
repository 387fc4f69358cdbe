"""Opt-outs at the provider: obeyed at once, for every sender, and only once."""

import pytest
from sqlalchemy import select

from monitor.people import service as people
from monitor.people.hold_reason import HoldReason
from monitor.sms import suppressions
from monitor.sms.gateway import OptOut
from monitor.sms.message_state import Purpose
from monitor.sms.models import Suppression
from monitor.sms.outbox import Held
from monitor.triage.models import Case
from monitor.usecases.apply_opt_out import OptOutApplied, apply_opt_out
from monitor.usecases.programme import Programme
from tests.factories.people import NUMBER, a_person
from tests.factories.sms import Scene, a_callback, set_scene

HERS = OptOut(phone=NUMBER, sender="HABARI", ours=True)
STRANGERS = OptOut(phone="+254700000002", sender="HABARI", ours=True)


def receive(scene: Scene, opt_out: OptOut) -> OptOutApplied:
    with scene.programme.database.transaction() as session:
        raw_id = a_callback(session, kind="opt-out", at=scene.now)
        return apply_opt_out(session, scene.programme, raw_id=raw_id, opt_out=opt_out, at=scene.now)


def cases(programme: Programme) -> list[tuple[str, int]]:
    with programme.database.reading() as session:
        return [(case.reason, case.severity) for case in session.scalars(select(Case))]


def test_an_opt_out_ends_automation_cancels_what_waits_and_opens_a_case(
    programme: Programme,
) -> None:
    scene = set_scene(programme)
    waiting = scene.queue()
    assert receive(scene, HERS) == OptOutApplied(is_news=True, cancelled=1)
    assert (scene.message(waiting).state, scene.message(waiting).reason) == (
        "cancelled",
        "opted_out",
    )
    assert scene.queue(template="checkin_b") == Held(HoldReason.OPTED_OUT)
    assert cases(programme) == [("suppressed", 3)]


def test_somebody_at_low_risk_is_called_within_two_days(programme: Programme) -> None:
    scene = set_scene(programme, risk_tier="low")
    receive(scene, HERS)
    assert cases(programme) == [("suppressed", 2)]


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(HERS, id="the same"),
        pytest.param(OptOut(phone=NUMBER, sender="habari", ours=True), id="other case"),
    ],
)
def test_the_same_opt_out_again_changes_nothing(programme: Programme, again: OptOut) -> None:
    scene = set_scene(programme)
    receive(scene, HERS)
    assert receive(scene, again) == OptOutApplied(is_news=False)
    assert len(cases(programme)) == 1
    with programme.database.reading() as session:
        assert [row.sender for row in session.scalars(select(Suppression))] == ["HABARI"]


def test_a_sender_we_do_not_know_is_obeyed_all_the_same(programme: Programme) -> None:
    scene = set_scene(programme)
    receive(scene, OptOut(phone=NUMBER, sender="SOMEBODY", ours=False))
    assert scene.queue() == Held(HoldReason.OPTED_OUT)


def test_everybody_on_a_shared_number_is_left_alone(programme: Programme) -> None:
    scene = set_scene(programme)
    with programme.database.transaction() as session:
        other = a_person(
            session, at=scene.now, code_name="Baraka", pin="7394", danger_word="korosho",
            not_safe_word="ndizi mbivu",
        )  # fmt: skip
    receive(scene, HERS)
    with programme.database.reading() as session:
        for person_id in (scene.person_id, other.person_id):
            contact = people.contact_facts(session, person_id, now=scene.now)
            assert contact.restrictions == {"opt_out"}
    assert len(cases(programme)) == 2


def test_a_number_nobody_has_is_remembered(programme: Programme) -> None:
    scene = set_scene(programme)
    assert receive(scene, STRANGERS) == OptOutApplied(is_news=True)
    assert cases(programme) == []
    with programme.database.reading() as session:
        assert len(session.scalars(select(Suppression)).all()) == 1


def test_not_even_a_stop_is_confirmed_to_a_number_that_blocked_us(programme: Programme) -> None:
    scene = set_scene(programme)
    receive(scene, HERS)
    answer = scene.queue(purpose=Purpose.ANSWER, template="stop_ok", answers_id="in-1")
    assert answer == Held(HoldReason.OPTED_OUT)


def test_after_a_caseworker_spoke_with_her_an_opt_out_is_news_again(programme: Programme) -> None:
    scene = set_scene(programme)
    receive(scene, HERS)
    with programme.database.transaction() as session:
        suppressions.lift(session, NUMBER, at=scene.now)
    assert receive(scene, HERS).is_news

"""Airtime for a completed block: flat, once, whatever was answered, and never under duress."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from monitor.core.settings import Settings
from monitor.people import service as people
from monitor.people.models import Phone
from monitor.privacy import vault
from monitor.sms.gateway import SendKind
from monitor.sms.gateways.recording import refused
from monitor.sms.thanks import CLAIM_LASTS, TRY_AGAIN, TRY_AGAIN_ONCE_MENDED
from monitor.sms.thanks_models import AirtimeThanks
from monitor.triage import alarms
from monitor.usecases.programme import Programme
from monitor.usecases.send_thanks import send_thanks
from tests.factories.people import NUMBER, a_person, a_plan
from tests.factories.sms import Scene
from tests.factories.surveys import Handset
from tests.factories.ussd import DURESS, PIN, a_month_on, rows

AMOUNT = 10
OTHER_NUMBER = "+254733000222"
QUESTIONS = "2"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, airtime_amount=AMOUNT)


@pytest.fixture
def scene(programme: Programme) -> Scene:
    set_up = a_month_on(programme)
    agree(set_up, airtime_ok=True)
    return set_up


@pytest.fixture
def phone(app: Flask, programme: Programme, scene: Scene) -> Handset:
    return Handset(app, programme)


def agree(scene: Scene, *, airtime_ok: bool) -> None:
    with scene.programme.database.transaction() as session:
        people.agree_plan(
            session, scene.person_id, a_plan(airtime_ok=airtime_ok), at=scene.now,
            recorded_by=None,
        )  # fmt: skip


def answer(phone: Handset, *entries: str, pin: str = PIN) -> None:
    assert phone.dial(pin, QUESTIONS, *entries) == "END Asante."


def thanks(scene: Scene) -> list[AirtimeThanks]:
    found: list[AirtimeThanks] = rows(scene, AirtimeThanks)
    return sorted(found, key=lambda row: row.id)


def given(scene: Scene) -> list[tuple[str, int]]:
    return [(airtime.to, airtime.amount) for airtime in scene.gateway.credited]


def is_told(scene: Scene, kind: str = "airtime_uncertain") -> bool:
    with scene.programme.database.reading() as session:
        return alarms.is_open(session, kind)


def test_each_block_is_thanked_once_with_the_same_amount(phone: Handset, scene: Scene) -> None:
    answer(phone, *"11111")
    assert send_thanks(scene.programme) == 1
    assert send_thanks(scene.programme) == 0
    answer(phone, *"11111")
    send_thanks(scene.programme)
    assert given(scene) == [(NUMBER, AMOUNT)] * 2
    assert [row.state for row in thanks(scene)] == ["given", "given"]
    assert [airtime.thanks_id for airtime in scene.gateway.credited] == [
        row.id for row in thanks(scene)
    ]


@pytest.mark.parametrize("entries", ["88888", "22222", "12812"])
def test_it_does_not_depend_on_what_was_answered(
    phone: Handset, scene: Scene, entries: str
) -> None:
    answer(phone, *entries)
    send_thanks(scene.programme)
    assert given(scene) == [(NUMBER, AMOUNT)]


def test_a_block_that_broke_off_is_thanked_when_it_is_complete(
    phone: Handset, scene: Scene
) -> None:
    phone.dial(PIN, QUESTIONS, "1", "1")
    assert thanks(scene) == []
    answer(phone, *"111")
    assert len(thanks(scene)) == 1


def test_nothing_is_earned_under_duress(phone: Handset, scene: Scene) -> None:
    answer(phone, *"11111", pin=DURESS)
    assert thanks(scene) == []
    answer(phone, *"11111")
    assert thanks(scene) == []
    assert send_thanks(scene.programme) == 0


def test_nothing_is_earned_after_her_word_for_danger(phone: Handset, scene: Scene) -> None:
    phone.dial(PIN, QUESTIONS, "maembe")
    answer(phone, *"11111")
    assert thanks(scene) == []


def test_nothing_comes_where_her_plan_does_not_say_so(phone: Handset, scene: Scene) -> None:
    agree(scene, airtime_ok=False)
    answer(phone, *"11111")
    assert send_thanks(scene.programme) == 1
    assert given(scene) == []
    assert [(row.state, row.reason) for row in thanks(scene)] == [("cancelled", "not_agreed")]


def test_nothing_goes_to_a_number_she_no_longer_has(phone: Handset, scene: Scene) -> None:
    answer(phone, *"11111")
    with scene.programme.database.transaction() as session:
        people.change_number(
            session, scene.person_id, number="+254733000111", shared_with=None, at=scene.now,
            recorded_by=None,
        )  # fmt: skip
    send_thanks(scene.programme)
    assert given(scene) == []
    assert [row.reason for row in thanks(scene)] == ["number_changed"]


def test_a_stop_takes_it_back(phone: Handset, scene: Scene) -> None:
    answer(phone, *"11111")
    scene.restrict("opt_out")
    send_thanks(scene.programme)
    assert [(row.state, row.reason) for row in thanks(scene)] == [("cancelled", "forbidden")]


@pytest.mark.parametrize("kind", [SendKind.AMBIGUOUS, SendKind.HELD])
def test_what_may_have_been_given_is_never_given_again_and_somebody_is_told(
    phone: Handset, scene: Scene, kind: SendKind
) -> None:
    answer(phone, *"11111")
    scene.gateway.then(refused(kind))
    send_thanks(scene.programme)
    scene.clock.advance(timedelta(days=1))
    send_thanks(scene.programme)
    assert len(scene.gateway.credited) == 1
    assert [row.state for row in thanks(scene)] == ["uncertain"]
    assert is_told(scene)


def test_a_gateway_that_raises_leaves_it_uncertain(phone: Handset, scene: Scene) -> None:
    answer(phone, *"11111")
    scene.gateway.then(RuntimeError("broken"))
    send_thanks(scene.programme)
    assert [row.state for row in thanks(scene)] == ["uncertain"]


def test_what_was_taken_and_never_recorded_is_uncertain_after_a_while(
    phone: Handset, scene: Scene
) -> None:
    answer(phone, *"11111")
    with scene.programme.database.transaction() as session:
        taken = update(AirtimeThanks).values(state="sending", claimed_until=scene.now + CLAIM_LASTS)
        session.execute(taken)
    assert send_thanks(scene.programme) == 0
    scene.clock.advance(CLAIM_LASTS)
    assert send_thanks(scene.programme) == 1
    assert [row.state for row in thanks(scene)] == ["uncertain"]
    assert (given(scene), is_told(scene)) == ([], True)


def test_what_certainly_never_left_is_tried_again_later(phone: Handset, scene: Scene) -> None:
    answer(phone, *"11111")
    scene.gateway.then(refused(SendKind.NOT_TAKEN))
    send_thanks(scene.programme)
    assert [row.state for row in thanks(scene)] == ["waiting"]
    scene.clock.advance(TRY_AGAIN)
    send_thanks(scene.programme)
    assert [row.state for row in thanks(scene)] == ["given"]


@pytest.mark.parametrize("kind", [SendKind.CONFIG_ERROR, SendKind.PAUSE_ACCOUNT])
def test_what_is_ours_to_mend_waits_longer_and_somebody_is_told_until_it_works(
    phone: Handset, scene: Scene, kind: SendKind
) -> None:
    answer(phone, *"11111")
    scene.gateway.then(refused(kind))
    send_thanks(scene.programme)
    assert [row.state for row in thanks(scene)] == ["waiting"]
    assert is_told(scene, "airtime_paused")
    scene.clock.advance(TRY_AGAIN)
    assert send_thanks(scene.programme) == 0, "a person needs time to mend it"
    scene.clock.advance(TRY_AGAIN_ONCE_MENDED - TRY_AGAIN)
    send_thanks(scene.programme)
    assert [row.state for row in thanks(scene)] == ["given"]
    assert not is_told(scene, "airtime_paused")


def test_what_nobody_mended_in_a_week_ends_with_a_reason(phone: Handset, scene: Scene) -> None:
    answer(phone, *"11111")
    scene.gateway.then(refused(SendKind.PAUSE_ACCOUNT))
    send_thanks(scene.programme)
    scene.clock.advance(timedelta(days=8))
    send_thanks(scene.programme)
    assert [(row.state, row.reason) for row in thanks(scene)] == [("cancelled", "too_late")]


def break_number(scene: Scene) -> None:
    with scene.programme.database.transaction() as session:
        session.execute(
            update(Phone)
            .where(Phone.person_id == scene.person_id)
            .values(number_sealed="k1.broken")
        )


def test_a_row_that_cannot_be_decided_holds_up_no_other_and_is_alarmed(
    phone: Handset, scene: Scene
) -> None:
    answer(phone, *"11111")
    answer(phone, *"11111")
    first, second = thanks(scene)
    with scene.programme.database.transaction() as session:
        other = a_person(
            session, at=scene.now, code_name="Baraka", number=OTHER_NUMBER,
            plan=a_plan(airtime_ok=True),
        )  # fmt: skip
        session.execute(
            update(AirtimeThanks)
            .where(AirtimeThanks.id == second.id)
            .values(
                person_id=other.person_id,
                to_lookup=vault.lookup(session, OTHER_NUMBER, use="phone"),
                due_at=scene.now,
            )
        )
    break_number(scene)
    send_thanks(scene.programme)
    assert given(scene) == [(OTHER_NUMBER, AMOUNT)]
    broken = next(row for row in thanks(scene) if row.id == first.id)
    assert (broken.state, broken.due_at) == ("waiting", scene.now + TRY_AGAIN)
    assert is_told(scene, "work_failed")
    assert send_thanks(scene.programme) == 0, "not at every waking"


def test_a_row_that_could_not_be_decided_for_a_week_ends(phone: Handset, scene: Scene) -> None:
    answer(phone, *"11111")
    break_number(scene)
    scene.clock.advance(timedelta(days=8))
    send_thanks(scene.programme)
    assert [(row.state, row.reason) for row in thanks(scene)] == [("cancelled", "too_late")]


def test_a_refusal_ends_it_without_noise(phone: Handset, scene: Scene) -> None:
    answer(phone, *"11111")
    scene.gateway.then(refused(SendKind.REFUSED_PERMANENT))
    send_thanks(scene.programme)
    assert [row.state for row in thanks(scene)] == ["refused"]
    assert not is_told(scene)


def test_without_an_amount_nothing_is_kept_or_given(app: Flask, scene: Scene) -> None:
    off = replace(scene.programme, settings=replace(scene.programme.settings, airtime_amount=0))
    app.extensions["programme"] = off
    answer(Handset(app, off), *"11111")
    with off.database.reading() as session:
        assert session.scalars(select(AirtimeThanks)).all() == []
    assert send_thanks(off) == 0

"""What forbids contact: tightened at once, loosened only after somebody has spoken with her."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.core.errors import Forbidden, Invalid
from monitor.people import service as people
from monitor.people.models import Restriction
from tests.factories.people import a_person

DAY = timedelta(days=1)


def in_force(session: Session, person_id: str, now: datetime) -> frozenset[str]:
    return people.contact_facts(session, person_id, now=now).restrictions


def restrict(session: Session, person_id: str, kind: str, at: datetime, **more: Any) -> bool:
    return people.restrict(
        session, kind=kind, scope="person", person_id=person_id, reason="test", at=at, **more
    )


def lift(session: Session, person_id: str, kind: str, at: datetime) -> bool:
    return people.lift(
        session, kind=kind, scope="person", person_id=person_id, at=at, lifted_by="staff"
    )


def speak(
    session: Session, person_id: str, at: datetime, *, method: str = "voice", verified: bool = True
) -> bool:
    recorded = people.record_contact(
        session, person_id, method=method, reached="her", condition="safe", verified=verified,
        happened_at=at, recorded_at=at, recorded_by="staff",
    )  # fmt: skip
    return recorded.unfrozen


@pytest.mark.parametrize("kind", ["pause", "freeze", "no_call", "no_sms", "opt_out", "kill"])
def test_a_restriction_holds_from_the_moment_it_is_set(
    database: Database, clock: FixedClock, kind: str
) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        assert restrict(session, person_id, kind, clock.now())
        assert in_force(session, person_id, clock.now()) == {kind}


def test_setting_it_again_changes_nothing(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        restrict(session, person_id, "no_sms", clock.now())
        assert not restrict(session, person_id, "no_sms", clock.now() + DAY)
        assert len(session.scalars(select(Restriction)).all()) == 1


def test_a_pause_ends_by_itself_and_a_longer_one_outlasts_it(
    database: Database, clock: FixedClock
) -> None:
    now = clock.now()
    with database.transaction() as session:
        person_id = a_person(session, at=now).person_id
        restrict(session, person_id, "pause", now, until=now + DAY)
        assert not restrict(session, person_id, "pause", now, until=now + DAY)
        assert in_force(session, person_id, now + DAY) == frozenset()
        assert restrict(session, person_id, "pause", now, until=now + 3 * DAY)
        assert in_force(session, person_id, now + 2 * DAY) == {"pause"}
        assert in_force(session, person_id, now + 3 * DAY) == frozenset()


@pytest.mark.parametrize("kind", ["no_call", "no_sms", "opt_out"])
@pytest.mark.parametrize("method", ["voice", "visit"])
def test_what_she_said_is_lifted_after_speaking_with_her(
    database: Database, clock: FixedClock, kind: str, method: str
) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        restrict(session, person_id, kind, clock.now())
        speak(session, person_id, clock.now() + DAY, method=method)
        assert lift(session, person_id, kind, clock.now() + DAY)
        assert in_force(session, person_id, clock.now() + DAY) == frozenset()


@pytest.mark.parametrize("kind", ["no_call", "no_sms", "opt_out", "pause"])
def test_what_she_said_is_not_lifted_by_a_plain_command(
    database: Database, clock: FixedClock, kind: str
) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        speak(session, person_id, clock.now() - DAY)
        restrict(session, person_id, kind, clock.now())
        speak(session, person_id, clock.now() + DAY, verified=False)
        with pytest.raises(Forbidden, match="verified"):
            lift(session, person_id, kind, clock.now() + DAY)
        assert in_force(session, person_id, clock.now() + DAY) == {kind}


def test_her_pin_brings_her_back_after_a_stop_but_opens_no_lock(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        for kind in ("opt_out", "no_sms"):
            restrict(session, person_id, kind, clock.now())
        speak(session, person_id, clock.now() + DAY, method="ussd_pin")
        assert lift(session, person_id, "opt_out", clock.now() + DAY)
        with pytest.raises(Forbidden):
            lift(session, person_id, "no_sms", clock.now() + DAY)


def test_staff_lift_the_pause_that_staff_set(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        restrict(session, person_id, "pause", clock.now(), set_by="staff")
        assert lift(session, person_id, "pause", clock.now())


def test_lifting_what_is_not_there_changes_nothing(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        assert not lift(session, person_id, "pause", clock.now())


def test_a_freeze_ends_with_her_voice_and_in_no_other_way(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        restrict(session, person_id, "freeze", clock.now())
        later = clock.now() + DAY
        with pytest.raises(Forbidden, match="by voice"):
            lift(session, person_id, "freeze", later)
        for method in ("ussd_pin", "visit"):
            assert not speak(session, person_id, later, method=method)
        assert not speak(session, person_id, later, verified=False)
        assert in_force(session, person_id, later) == {"freeze"}
        assert speak(session, person_id, later)
        assert in_force(session, person_id, later) == frozenset()


def test_what_froze_an_old_number_ends_with_it(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        restrict(session, person_id, "freeze", clock.now())
        restrict(session, person_id, "no_call", clock.now())
        people.change_number(
            session, person_id, number="+254700000002", shared_with=None, at=clock.now() + DAY,
            recorded_by="staff",
        )  # fmt: skip
        assert in_force(session, person_id, clock.now() + DAY) == {"no_call"}


def test_an_older_contact_written_down_late_ends_no_freeze(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        restrict(session, person_id, "freeze", clock.now())
        recorded = people.record_contact(
            session, person_id, method="voice", reached="her", condition="safe", verified=True,
            happened_at=clock.now() - DAY, recorded_at=clock.now() + DAY, recorded_by="staff",
        )  # fmt: skip
        assert not recorded.unfrozen


def test_the_kill_switch_of_a_shelter_holds_its_people_only(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        here = a_person(session, at=clock.now()).person_id
        there = a_person(
            session, at=clock.now(), code_name="Baraka", shelter="Mombasa House",
            caseworker=None, number="+254700000002",
        ).person_id  # fmt: skip
        shelter_id = people.contact_facts(session, here, now=clock.now()).shelter_id
        people.restrict(
            session, kind="kill", scope="shelter", shelter_id=shelter_id, reason="test",
            at=clock.now(),
        )  # fmt: skip
        assert in_force(session, here, clock.now()) == {"kill"}
        assert in_force(session, there, clock.now()) == frozenset()


def test_the_kill_switch_for_all_holds_everybody_and_is_lifted_for_all(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        people.restrict(session, kind="kill", scope="all", reason="test", at=clock.now())
        assert in_force(session, person_id, clock.now()) == {"kill"}
        assert not lift(session, person_id, "kill", clock.now())
        assert people.lift(session, kind="kill", scope="all", at=clock.now(), lifted_by=None)
        assert in_force(session, person_id, clock.now()) == frozenset()


@pytest.mark.parametrize(
    "target",
    [
        pytest.param({"kind": "mute", "scope": "all"}, id="unknown kind"),
        pytest.param({"kind": "kill", "scope": "county"}, id="unknown scope"),
        pytest.param({"kind": "kill", "scope": "person"}, id="nobody named"),
        pytest.param({"kind": "kill", "scope": "all", "person_id": "p"}, id="one too many"),
    ],
)
def test_a_restriction_on_nothing_in_particular_is_refused(
    database: Database, clock: FixedClock, target: dict[str, str]
) -> None:
    with database.transaction() as session, pytest.raises(Invalid):
        people.restrict(session, **target, reason="test", at=clock.now())


def test_a_lifted_restriction_keeps_its_row(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        restrict(session, person_id, "pause", clock.now(), set_by="staff")
        lift(session, person_id, "pause", clock.now() + DAY)
        row = session.scalars(select(Restriction)).one()
    assert (row.since, row.lifted_at, row.lifted_by) == (clock.now(), clock.now() + DAY, "staff")


def test_consent_is_withdrawn_one_purpose_at_a_time(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        assert people.withdraw_consent(
            session, person_id, purpose="surveys", way="sms", at=clock.now()
        )
        assert not people.withdraw_consent(
            session, person_id, purpose="surveys", way="sms", at=clock.now()
        )
        found = people.contact_facts(session, person_id, now=clock.now()).consents
        assert found == {"checkins"}
        assert people.give_consent(
            session, person_id, purpose="surveys", language="sw", way="voice", at=clock.now(),
            recorded_by=None,
        )  # fmt: skip
        found = people.contact_facts(session, person_id, now=clock.now()).consents
    assert found == {"checkins", "surveys"}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"method": "letter"}, id="unknown method"),
        pytest.param({"reached": "dog"}, id="unknown answerer"),
        pytest.param({"condition": "fine"}, id="unknown condition"),
        pytest.param({"method": "sms", "verified": True}, id="verified by SMS"),
        pytest.param({"reached": "other", "verified": True}, id="somebody else verified"),
    ],
)
def test_a_contact_that_cannot_be_is_refused(
    database: Database, clock: FixedClock, changes: dict[str, Any]
) -> None:
    contact = {"method": "voice", "reached": "her", "condition": "safe", "verified": False}
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        with pytest.raises(Invalid):
            people.record_contact(
                session, person_id, **{**contact, **changes}, happened_at=clock.now(),
                recorded_at=clock.now(), recorded_by=None,
            )  # fmt: skip


def test_she_was_last_verified_when_she_left_until_somebody_checks_again(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        left = people.last_verified_at(session, person_id)
        speak(session, person_id, clock.now() + DAY)
        checked = people.last_verified_at(session, person_id)
    assert left is not None
    assert left.isoformat() == "2026-03-02T00:00:00+03:00"
    assert checked == clock.now() + DAY

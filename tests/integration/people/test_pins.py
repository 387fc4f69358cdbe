"""PINs: hers, the one under duress, and never somebody else's on the same number."""

import pytest
from sqlalchemy import select

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.core.errors import Invalid
from monitor.people import service as people
from monitor.people.models import Pin
from monitor.people.pins import PinMatch
from tests.factories.people import a_person


def test_her_pin_is_hers_and_the_duress_pin_says_so(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now(), duress_pin="7305").person_id
        assert people.check_pin(session, [person_id], "4821") == PinMatch(person_id, False)
        assert people.check_pin(session, [person_id], "7305") == PinMatch(person_id, True)
        assert people.check_pin(session, [person_id], "4822") is None


def test_nobody_is_found_where_nobody_holds_the_number(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        assert people.check_pin(session, [], "4821") is None
        enrolled = a_person(session, at=clock.now(), pin=None)
        assert people.check_pin(session, [enrolled.person_id], "") is None


def test_without_a_duress_pin_no_four_digits_open_one(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        tried = (people.check_pin(session, [person_id], f"{pin:04d}") for pin in range(10_000))
        found = [match for match in tried if match is not None]
    assert found == [PinMatch(person_id, False)]


def test_the_same_pin_of_two_people_is_stored_as_two_hashes(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        a_person(session, at=clock.now())
        a_person(session, at=clock.now(), code_name="Baraka", number="+254700000002")
        hashes = [row.pin_hash for row in session.scalars(select(Pin))]
    assert len(set(hashes)) == 2
    assert not [digest for digest in hashes if "4821" in digest]


@pytest.mark.parametrize(
    ("pins", "field"),
    [
        pytest.param({"pin": "4821"}, "pin", id="her PIN"),
        pytest.param({"pin": "7305"}, "pin", id="her duress PIN"),
        pytest.param({"pin": "9081", "duress_pin": "4821"}, "duress_pin", id="as duress PIN"),
    ],
)
def test_who_shares_a_number_cannot_share_a_pin(
    database: Database, clock: FixedClock, pins: dict[str, str], field: str
) -> None:
    with database.transaction() as session:
        a_person(session, at=clock.now(), duress_pin="7305")
        with pytest.raises(Invalid) as refused:
            a_person(session, at=clock.now(), code_name="Baraka", **pins)
        session.rollback()
    assert refused.value.field == field


def test_on_a_shared_number_each_pin_finds_its_owner(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        amani = a_person(session, at=clock.now()).person_id
        baraka = a_person(session, at=clock.now(), code_name="Baraka", pin="7305").person_id
        holders = [amani, baraka]
        assert people.check_pin(session, holders, "7305") == PinMatch(baraka, False)
        assert people.check_pin(session, holders, "4821") == PinMatch(amani, False)


def test_a_new_pin_replaces_the_old_one(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        people.set_pins(
            session, person_id, pin="9081", duress_pin=None, sharing=[person_id], at=clock.now()
        )
        assert people.check_pin(session, [person_id], "4821") is None
        assert people.check_pin(session, [person_id], "9081") == PinMatch(person_id, False)

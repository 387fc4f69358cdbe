"""Data keys in the database: each person's own, destroyed with her, useless to another file."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.people import service as people
from monitor.people.models import Person, Phone
from monitor.privacy import vault
from monitor.privacy.keys import make_keyring
from monitor.privacy.models import DataKey
from monitor.privacy.seal import SealBroken
from tests.factories.people import a_person


def two_people(session: Session, clock: FixedClock) -> tuple[str, str]:
    amani = a_person(session, at=clock.now()).person_id
    baraka = a_person(session, at=clock.now(), code_name="Baraka", number="+254700000002").person_id
    return amani, baraka


def test_two_sealed_values_swapped_between_rows_do_not_open(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        amani, baraka = two_people(session, clock)
        one, other = session.scalars(select(Phone).order_by(Phone.id)).all()
        one.number_sealed, other.number_sealed = other.number_sealed, one.number_sealed
        session.flush()
        for person_id in (amani, baraka):
            with pytest.raises(SealBroken):
                people.number_of(session, person_id)


def test_a_value_swapped_between_columns_of_one_row_does_not_open(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now(), shared_with="dada").person_id
        phone = session.scalars(select(Phone)).one()
        phone.shared_with_sealed, phone.number_sealed = (
            phone.number_sealed, phone.shared_with_sealed or "",
        )  # fmt: skip
        session.flush()
        with pytest.raises(SealBroken):
            people.identity(session, person_id, now=clock.now())


def test_destroying_one_key_erases_one_person_only(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        amani, baraka = two_people(session, clock)
        vault.destroy_key(session, amani, at=clock.now())
    with database.transaction() as session:
        with pytest.raises(SealBroken, match="destroyed"):
            people.number_of(session, amani)
        assert people.number_of(session, baraka) == "+254700000002"
        key = session.scalars(select(DataKey).where(DataKey.owner_id == amani)).one()
    assert (key.wrapped, key.destroyed_at) == (None, clock.now())


def test_a_destroyed_key_seals_nothing_more(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        amani, _ = two_people(session, clock)
        vault.destroy_key(session, amani, at=clock.now())
        place = {"table": "t", "column": "c_sealed", "row_id": "1"}
        with pytest.raises(SealBroken):
            vault.seal(session, "x", owner=amani, **place)


def test_each_person_is_sealed_under_a_key_of_her_own(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        two_people(session, clock)
        key_ids = {row.code_name_sealed.split(".")[1] for row in session.scalars(select(Person))}
    assert len(key_ids) == 2


def test_another_key_file_opens_nothing(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        amani, _ = two_people(session, clock)
    stranger = Session(database.engine, info={"keyring": make_keyring()})
    with stranger, pytest.raises(SealBroken, match="not in the key file"):
        people.number_of(stranger, amani)


def test_nobody_without_a_key_can_be_sealed_for(database: Database) -> None:
    with database.transaction() as session, pytest.raises(SealBroken):
        vault.seal(session, "x", owner="nobody", table="t", column="c_sealed", row_id="1")


def test_a_session_without_keys_opens_nothing(database: Database) -> None:
    with Session(database.engine) as session, pytest.raises((KeyError, TypeError)):
        vault.lookup(session, "+254700000001", use="phone")


def test_a_pin_hash_is_bound_to_its_person(database: Database) -> None:
    with database.transaction() as session:
        one = vault.pin_hash(session, "4821", person_id="a")
        other = vault.pin_hash(session, "4821", person_id="b")
    assert one != other

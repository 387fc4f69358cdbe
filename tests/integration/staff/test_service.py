"""Staff accounts on a real database: links, locks and the end of an account."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.core.errors import Conflict, Invalid, NotFound
from monitor.staff import service as staff
from monitor.staff.models import SetupLink, Staff
from monitor.staff.permissions import Permission, Reach, Scope
from monitor.staff.roles import Role
from monitor.staff.service import LoginOutcome
from tests.factories.staff import PASSWORD, a_member, a_shelter

OTHER = "jua la mchana kutwa"


def test_a_new_account_has_no_password_and_cannot_log_in(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        member = a_member(session, at=clock.now())
        tried = staff.log_in(session, "njeri", "", wall_now=clock.now())
    assert not member.has_password
    assert tried.outcome is LoginOutcome.WRONG


def test_a_link_sets_a_password_once(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        member = a_member(session, at=clock.now())
        token = staff.make_link(session, member.staff_id, at=clock.now())
        assert staff.find_by_link(session, token, at=clock.now()) == member
        started = staff.use_link(session, token, PASSWORD, at=clock.now())
        assert started.has_password
        with pytest.raises(NotFound):
            staff.use_link(session, token, OTHER, at=clock.now())
        logged_in = staff.log_in(session, "  NJERI ", PASSWORD, wall_now=clock.now())
    assert logged_in.outcome is LoginOutcome.OK
    assert logged_in.staff is not None
    assert logged_in.staff.staff_id == member.staff_id


def test_a_link_is_stored_as_a_hash(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        member = a_member(session, at=clock.now())
        token = staff.make_link(session, member.staff_id, at=clock.now())
        assert token not in session.scalars(select(SetupLink)).one().token_hash


def test_a_weak_password_leaves_the_link_good(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        member = a_member(session, at=clock.now())
        token = staff.make_link(session, member.staff_id, at=clock.now())
        with pytest.raises(Invalid):
            staff.use_link(session, token, "short", at=clock.now())
        assert staff.use_link(session, token, PASSWORD, at=clock.now()).has_password


def test_a_link_is_useless_after_two_days(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        member = a_member(session, at=clock.now())
        token = staff.make_link(session, member.staff_id, at=clock.now())
        clock.advance(timedelta(hours=48))
        assert staff.find_by_link(session, token, at=clock.now()) is None
        with pytest.raises(NotFound):
            staff.use_link(session, token, PASSWORD, at=clock.now())


def test_a_newer_link_ends_the_older_one(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        member = a_member(session, at=clock.now())
        older = staff.make_link(session, member.staff_id, at=clock.now())
        newer = staff.make_link(session, member.staff_id, at=clock.now())
        assert staff.find_by_link(session, older, at=clock.now()) is None
        assert staff.find_by_link(session, newer, at=clock.now()) is not None


@pytest.mark.parametrize("token", ["", "guess", "\ud800", "x" * 5000])
def test_a_guessed_link_opens_nothing(database: Database, clock: FixedClock, token: str) -> None:
    with database.transaction() as session:
        assert staff.find_by_link(session, token, at=clock.now()) is None


def test_five_wrong_passwords_lock_for_fifteen_minutes(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        a_member(session, at=clock.now(), password=PASSWORD)
        tried = [
            staff.log_in(session, "njeri", OTHER, wall_now=clock.now()).outcome for _ in range(5)
        ]
        during = staff.log_in(
            session, "njeri", PASSWORD, wall_now=clock.now() + timedelta(minutes=14, seconds=59)
        )
        after = staff.log_in(
            session, "njeri", PASSWORD, wall_now=clock.now() + timedelta(minutes=15)
        )
    assert tried == [LoginOutcome.WRONG] * 4 + [LoginOutcome.NOW_LOCKED]
    assert during.outcome is LoginOutcome.LOCKED
    assert after.outcome is LoginOutcome.OK


def test_a_right_password_forgets_the_wrong_ones(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        a_member(session, at=clock.now(), password=PASSWORD)
        passwords = [OTHER] * 4 + [PASSWORD] + [OTHER] * 4
        tried = [
            staff.log_in(session, "njeri", each, wall_now=clock.now()).outcome for each in passwords
        ]
    assert LoginOutcome.NOW_LOCKED not in tried


def test_an_unknown_username_is_answered_like_a_wrong_password(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        tried = staff.log_in(session, "nobody", PASSWORD, wall_now=clock.now())
    assert (tried.outcome, tried.staff) == (LoginOutcome.WRONG, None)


def test_a_reset_takes_the_password_and_every_session(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        before = a_member(session, at=clock.now(), password=PASSWORD)
        token = staff.reset(session, before.staff_id, at=clock.now())
        after = staff.get(session, before.staff_id)
        tried = staff.log_in(session, "njeri", PASSWORD, wall_now=clock.now())
        assert staff.find_by_link(session, token, at=clock.now()) is not None
    assert after.session_version > before.session_version
    assert tried.outcome is LoginOutcome.WRONG


def test_a_disabled_account_has_nothing_left(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        member = a_member(session, at=clock.now(), password=PASSWORD, phone="+254700000009")
        token = staff.make_link(session, member.staff_id, at=clock.now())
        staff.disable(session, member.staff_id, at=clock.now())
        after = staff.get(session, member.staff_id)
        tried = staff.log_in(session, "njeri", PASSWORD, wall_now=clock.now())
        assert staff.find_by_link(session, token, at=clock.now()) is None
        assert staff.find_by_number(session, "+254700000009") is None
        with pytest.raises(Conflict):
            staff.make_link(session, member.staff_id, at=clock.now())
    assert tried.outcome is LoginOutcome.WRONG
    assert after.session_version > member.session_version
    assert after.reach(Permission.SEE_CASE) is None


@pytest.mark.parametrize(
    "username",
    ["", "n", "1njeri", "nje ri", "njeri\x00", "a" * 41, "njeri@x", "ñjeri", "<b>"],
)
def test_a_username_that_cannot_be_typed_is_refused(
    database: Database, clock: FixedClock, username: str
) -> None:
    with database.transaction() as session, pytest.raises(Invalid):
        a_member(session, username, at=clock.now())


def test_a_username_is_given_once(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        a_member(session, at=clock.now())
        with pytest.raises(Conflict):
            a_member(session, "NJERI", at=clock.now())


def test_a_staff_phone_is_sealed_found_and_not_given_twice(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        member = a_member(session, at=clock.now(), phone="+254700000009")
        stored = repr(vars(session.scalars(select(Staff)).one()))
        assert staff.number_of(session, member.staff_id) == "+254700000009"
        found = staff.find_by_number(session, "+254700000009")
        with pytest.raises(Invalid, match="another member"):
            a_member(session, "otieno", at=clock.now(), phone="+254700000009")
        session.rollback()
    assert found == member
    assert "700000009" not in stored


def test_shelters_have_names_of_their_own(database: Database) -> None:
    with database.transaction() as session:
        shelter_id = a_shelter(session)
        assert staff.shelter_names(session) == {shelter_id: "Nairobi House"}
        with pytest.raises(Conflict):
            staff.add_shelter(session, "  Nairobi   House ")
        for name in ("", " ", "x" * 81, "a\x00b", "<b>"):
            with pytest.raises(Invalid):
                staff.add_shelter(session, name)


def test_an_unknown_shelter_has_no_staff(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session, pytest.raises(NotFound):
        staff.add(
            session, username="njeri", role=Role.CASEWORKER, language="sw", at=clock.now(),
            shelter="Nowhere",
        )  # fmt: skip


def test_staff_are_listed_within_reach_and_by_role(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        njeri = a_member(session, at=clock.now())
        otieno = a_member(session, "otieno", at=clock.now(), shelter="Mombasa House")
        wanjiku = a_member(session, "wanjiku", at=clock.now(), role=Role.SUPERVISOR)
        own = staff.list_staff(session, Reach(Scope.OWN, njeri.staff_id, njeri.shelter_id))
        team = staff.list_staff(session, Reach(Scope.TEAM, "x", otieno.shelter_id))
        everybody = staff.list_staff(session, Reach(Scope.ALL, "x", None))
        leading = staff.list_active(session, roles=(Role.SUPERVISOR, Role.MANAGER))
    assert own == (njeri,)
    assert team == (otieno,)
    assert everybody == (njeri, otieno, wanjiku)
    assert leading == (wanjiku,)

"""The people room on a real database: who she is, what may be done to her, and what happened."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.core import facts
from monitor.core.clock import FixedClock
from monitor.core.db import Database
from monitor.core.errors import Conflict, Invalid, NotFound
from monitor.people import service as people
from monitor.people.enrolment import TrustedContactTerms
from monitor.people.models import Person, Phone
from monitor.staff import service as staff
from monitor.staff.permissions import Reach, Scope
from tests.factories.people import NUMBER, a_person, a_plan, an_enrolment
from tests.factories.staff import a_member, a_shelter


def kinds_of(session: Session, person_id: str) -> list[str]:
    return [fact.kind for fact in facts.list_facts(session, person_id=person_id)]


def test_an_enrolled_person_is_found_by_code_name_however_it_is_written(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        assert people.find_by_code_name(session, " aMANI ") == person_id
        assert people.find_by_code_name(session, "Aman") is None


def test_neither_code_name_nor_number_can_be_read_in_her_rows(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        a_person(session, at=clock.now())
        person, phone = session.scalars(select(Person)).one(), session.scalars(select(Phone)).one()
        stored = f"{vars(person)} {vars(phone)}"
    assert "mani" not in stored
    assert "712345678" not in stored


def test_enrolment_leaves_one_fact_for_each_thing_agreed(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        found = kinds_of(session, person_id)
    expected = ["consent_given", "consent_given", "enrolled", "exit_recorded", "plan_agreed"]
    assert sorted(found) == expected


def test_what_she_agreed_to_reaches_the_gate(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now(), content_level="overt").person_id
        found = people.contact_facts(session, person_id, now=clock.now())
    assert found.plan is not None
    assert found.plan.expires_on == date(2026, 5, 31)
    assert found.consents == {"checkins", "surveys"}
    assert (found.content_level, found.survey_channel, found.wording) == (
        "overt", "ussd", "checkin_a",
    )  # fmt: skip
    assert found.restrictions == frozenset()
    assert (found.has_number, found.number_shared, found.ended_as) == (True, False, None)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"shared_with": "sister"}, id="she says who sees it"),
        pytest.param({"monitored": True}, id="it is watched"),
    ],
)
def test_a_phone_that_others_see_is_covert_whatever_she_chose(
    database: Database, clock: FixedClock, changes: dict[str, Any]
) -> None:
    with database.transaction() as session:
        enrolled = a_person(session, at=clock.now(), content_level="overt", **changes)
        found = people.contact_facts(session, enrolled.person_id, now=clock.now())
    assert found.content_level == "covert"


def test_a_number_that_two_people_hold_is_shared_for_both(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        first = a_person(session, at=clock.now(), content_level="overt").person_id
        clock.advance(timedelta(minutes=1))
        second = a_person(session, at=clock.now(), code_name="Baraka", pin="7305").person_id
        assert people.find_people_by_number(session, NUMBER) == (first, second)
        found = people.contact_facts(session, first, now=clock.now())
    assert (found.number_shared, found.content_level) == (True, "covert")


def test_a_person_without_plan_or_number_has_neither(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        enrolled = a_person(session, at=clock.now(), plan=None, number=None, pin=None)
        found = people.contact_facts(session, enrolled.person_id, now=clock.now())
        assert people.number_of(session, enrolled.person_id) is None
    assert (found.plan, found.has_number) == (None, False)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"shelter": "Nowhere"}, "shelter", id="unknown shelter"),
        pytest.param({"caseworker": "nobody"}, "caseworker", id="unknown caseworker"),
        pytest.param({"number": "+254700000009"}, "phone", id="the phone of staff"),
    ],
)
def test_an_enrolment_that_names_the_wrong_thing_is_refused(
    database: Database, clock: FixedClock, changes: dict[str, Any], field: str
) -> None:
    with database.transaction() as session:
        a_member(session, at=clock.now(), phone="+254700000009")
        with pytest.raises(Invalid) as refused:
            people.enrol(session, an_enrolment(**changes), at=clock.now(), recorded_by=None)
        session.rollback()
    assert refused.value.field == field


def test_a_disabled_caseworker_takes_nobody_on(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        member = a_member(session, at=clock.now())
        staff.disable(session, member.staff_id, at=clock.now())
        with pytest.raises(Invalid, match="active"):
            people.enrol(session, an_enrolment(), at=clock.now(), recorded_by=None)


def test_a_code_name_is_given_once(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        a_person(session, at=clock.now())
        with pytest.raises(Conflict, match="taken"):
            a_person(session, at=clock.now(), code_name="AMANI", pin="7305")


def test_a_new_plan_takes_the_place_of_the_one_before(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        clock.advance(timedelta(days=60))
        renewed = a_plan("sat 10:00-12:00", expires_on=date(2026, 8, 29), cover_story="Duka")
        people.agree_plan(session, person_id, renewed, at=clock.now(), recorded_by=None)
        view = people.identity(session, person_id, now=clock.now())
        assert kinds_of(session, person_id).count("plan_agreed") == 2
    assert view.plan is not None
    assert (view.plan.windows, view.plan.cover_story) == ("sat 10:00-12:00", "Duka")


def test_a_new_number_leaves_the_old_one_without_a_holder(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        person_id = a_person(session, at=clock.now()).person_id
        people.change_number(
            session, person_id, number="+254700000002", shared_with=None, at=clock.now(),
            recorded_by=None,
        )  # fmt: skip
        assert people.number_of(session, person_id) == "+254700000002"
        assert people.find_people_by_number(session, NUMBER) == ()


def test_an_exit_ends_once_and_the_gate_knows(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        enrolled = a_person(session, at=clock.now())
        end = {"on": date(2026, 4, 1), "at": clock.now(), "recorded_by": None}
        people.end_exit(session, enrolled.exit_id, ended_as="returned", **end)
        found = people.contact_facts(session, enrolled.person_id, now=clock.now())
        with pytest.raises(Conflict):
            people.end_exit(session, enrolled.exit_id, ended_as="completed", **end)
    assert found.ended_as == "returned"


@pytest.mark.parametrize(
    ("ended_as", "on"),
    [
        pytest.param("lost", date(2026, 4, 1), id="no such end"),
        pytest.param("returned", date(2026, 3, 1), id="before the exit"),
    ],
)
def test_an_exit_cannot_end_like_that(
    database: Database, clock: FixedClock, ended_as: str, on: date
) -> None:
    with database.transaction() as session:
        enrolled = a_person(session, at=clock.now())
        with pytest.raises(Invalid):
            people.end_exit(
                session, enrolled.exit_id, ended_as=ended_as, on=on, at=clock.now(),
                recorded_by=None,
            )  # fmt: skip


def test_a_second_exit_needs_the_first_to_have_ended(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        first = a_person(session, at=clock.now())
        a_shelter(session, "Mombasa House")
        again = an_enrolment(shelter="Mombasa House", exit_on=date(2026, 9, 1))
        with pytest.raises(Conflict):
            people.add_exit(session, first.person_id, again, at=clock.now(), recorded_by=None)
        people.end_exit(
            session, first.exit_id, ended_as="returned", on=date(2026, 6, 1), at=clock.now(),
            recorded_by=None,
        )  # fmt: skip
        people.add_exit(session, first.person_id, again, at=clock.now(), recorded_by=None)
        view = people.identity(session, first.person_id, now=clock.now())
        found = people.contact_facts(session, first.person_id, now=clock.now())
    assert [row.ended_as for row in view.exits] == ["returned", None]
    assert found.ended_as is None
    assert view.line.shelter_id == view.exits[1].shelter_id


def test_nothing_is_known_of_somebody_who_is_not_there(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session, pytest.raises(NotFound):
        people.contact_facts(session, "nobody", now=clock.now())


def test_her_own_duress_words_are_heard_and_nobody_elses(
    database: Database, clock: FixedClock
) -> None:
    with database.transaction() as session:
        amani = a_person(session, at=clock.now()).person_id
        baraka = a_person(
            session, at=clock.now(), code_name="Baraka", number="+254700000002",
            danger_word="parachichi", not_safe_word=None,
        ).person_id  # fmt: skip
        text = "Nimenunua maembe"
        assert people.duress_meaning(session, amani, text) == "danger"
        assert people.duress_meaning(session, amani, "Kipepeo mzuri") == "not_safe"
        assert people.duress_meaning(session, baraka, text) is None


def test_lists_show_only_who_is_within_reach(database: Database, clock: FixedClock) -> None:
    with database.transaction() as session:
        mine = a_person(session, at=clock.now()).person_id
        other_team = a_person(
            session, at=clock.now(), code_name="Baraka", shelter="Mombasa House",
            caseworker="otieno", number="+254700000002",
        ).person_id  # fmt: skip
        view = people.identity(session, mine, now=clock.now())
        me, team = view.line.caseworker_id or "", view.line.shelter_id
        own = people.list_people(session, Reach(Scope.OWN, me, team))
        theirs = people.list_people(session, Reach(Scope.TEAM, "somebody", team))
        everybody = people.list_people(session, Reach(Scope.ALL, me, None))
        named = people.list_people(session, Reach(Scope.ALL, me, None), code_name="BARAKA")
        nobody = people.list_people(session, Reach(Scope.OWN, "somebody", None))
    assert [line.person_id for line in own] == [mine]
    assert [line.person_id for line in theirs] == [mine]
    assert {line.person_id for line in everybody} == {mine, other_team}
    assert [line.code_name for line in named] == ["Baraka"]
    assert nobody == ()


def test_her_page_holds_everything_and_its_repr_no_secret(
    database: Database, clock: FixedClock
) -> None:
    sister = TrustedContactTerms(name="Dada", number="+254700000007", scope="habari tu")
    with database.transaction() as session:
        person_id = a_person(
            session, at=clock.now(), trusted_contact=sister, shared_with="mama"
        ).person_id
        view = people.identity(session, person_id, now=clock.now())
        assert people.code_names(session, [person_id]) == {person_id: "Amani"}
    assert (view.code_name, view.number, view.shared_with) == ("Amani", NUMBER, "mama")
    assert view.trusted_contacts[0].name == "Dada"
    assert view.has_pin
    shown = repr(view)
    assert not [word for word in ("Amani", NUMBER, "mama", "Dada", "habari") if word in shown]

"""Outcomes of a whole programme on real rows, and the same question asked of the past."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from monitor.core import facts
from monitor.core.db import Database
from monitor.outcomes import service
from monitor.outcomes.indicators import Fate
from monitor.outcomes.statuses import Status
from monitor.outcomes.timeliness import OpenCase, Wait
from monitor.surveys.definition import Survey
from monitor.usecases.programme import Programme
from tests.factories import outcomes as make
from tests.factories import triage

EXIT_ON = date(2025, 1, 10)
MIDDLE = date(2025, 4, 10)
REPORTABLE = date(2025, 8, 1)
"""Month 3 of the first quarter of 2025 has passed, month 6 has not."""


def status(session: Session, core14: Survey, known_on: date, **limits: Any) -> list[str]:
    found = service.iterate_statuses(session, core14, known_at=make.noon(known_on), **limits)
    return sorted(row.verdict.status.value for row in found if row.month == 3)


def test_the_worked_example_of_twenty_exits(session: Session, core14: Survey) -> None:
    people = [make.someone_left(session, EXIT_ON) for _ in range(20)]
    make.ended(session, people[0], "deceased", on=MIDDLE)
    make.fact(session, "re_exploitation_confirmed", people[1], on=MIDDLE, exit_id=people[1].exit_id)
    make.ended(session, people[2], "returned", on=MIDDLE)
    for left in people[3:16]:
        make.seen(session, left, MIDDLE)
    for left in people[3:11]:
        make.answered(session, left, MIDDLE)
    for left in people[11:14]:
        make.answered(session, left, MIDDLE, **{**make.GOOD, "c3": "2"})
    make.asked_to_stop(session, people[16], on=MIDDLE)

    figures = service.month_figures(session, core14, known_at=make.noon(REPORTABLE))[0]

    assert (figures.exits, figures.known.n, figures.known.of) == (20, 13, 19)
    assert {name: (rate.n, rate.of) for name, rate in figures.rates.items()} == {
        "main": (8, 19),
        "among_known": (8, 13),
        "lower": (8, 19),
        "upper": (14, 19),
        "re_exploited": (1, 19),
        "lost": (3, 19),
        "opted_out": (1, 19),
    }
    assert [period.name for period in figures.periods] == ["2025"]


def test_only_quarters_whose_whole_window_has_passed_are_counted(
    session: Session, core14: Survey
) -> None:
    make.stable(session, EXIT_ON, middle=MIDDLE)
    make.stable(session, date(2025, 4, 1), middle=date(2025, 7, 1))

    before = service.month_figures(session, core14, known_at=make.noon(date(2025, 7, 21)))
    after = service.month_figures(session, core14, known_at=make.noon(date(2025, 7, 22)))

    assert [figures.exits for figures in before] == [0, 0, 0, 0, 0]
    assert [figures.exits for figures in after] == [1, 0, 0, 0, 0]


def test_what_is_recorded_later_does_not_change_what_was_known(
    session: Session, core14: Survey
) -> None:
    left = make.stable(session, EXIT_ON, middle=MIDDLE)
    recorded = date(2025, 9, 1)
    make.fact(
        session, "re_exploitation_confirmed", left, on=MIDDLE, known=recorded, exit_id=left.exit_id
    )

    assert status(session, core14, recorded - timedelta(days=1)) == [Status.STABLE]
    assert status(session, core14, recorded) == [Status.RE_EXPLOITED]


def test_a_correction_holds_from_when_it_was_recorded(session: Session, core14: Survey) -> None:
    left = make.someone_left(session, EXIT_ON)
    wrong = make.ended(session, left, "deceased", on=MIDDLE)
    corrected = date(2025, 9, 1)
    make.ended(session, left, "returned", on=MIDDLE, known=corrected, corrects=wrong)

    assert status(session, core14, REPORTABLE) == [Status.DECEASED]
    assert status(session, core14, corrected) == [Status.RETURNED]


def test_a_correction_moves_a_fact_to_whom_it_belongs(session: Session, core14: Survey) -> None:
    one, other = (make.someone_left(session, EXIT_ON) for _ in range(2))
    wrong = make.seen(session, one, MIDDLE)
    make.answered(session, one, MIDDLE)
    make.seen(session, other, MIDDLE, known=date(2025, 9, 1), corrects=wrong)

    statuses = service.iterate_statuses(session, core14, known_at=make.noon(date(2025, 9, 1)))

    assert {row.exit_id: row.verdict.status for row in statuses if row.month == 3} == {
        one.exit_id: Status.UNKNOWN,
        other.exit_id: Status.CONTACT_ONLY,
    }


def test_a_corrected_correction_counts_by_its_last_word(session: Session, core14: Survey) -> None:
    left = make.someone_left(session, EXIT_ON)
    first = make.ended(session, left, "deceased", on=MIDDLE)
    second = make.ended(
        session, left, "returned", on=MIDDLE, known=date(2025, 9, 1), corrects=first
    )
    make.ended(session, left, "completed", on=MIDDLE, known=date(2025, 10, 1), corrects=second)

    assert status(session, core14, date(2025, 10, 1)) == [Status.UNKNOWN]


def test_who_leaves_twice_counts_as_two_exits(session: Session, core14: Survey) -> None:
    left = make.stable(session, EXIT_ON, middle=MIDDLE)
    make.ended(session, left, "returned", on=date(2025, 5, 20))
    again = make.someone_left(session, date(2025, 6, 1), person_id=left.person_id)
    make.seen(session, again, date(2025, 9, 1))

    figures = service.month_figures(session, core14, known_at=make.noon(date(2025, 12, 1)))

    assert [month.exits for month in figures] == [2, 1, 0, 0, 0]
    assert figures[0].counts[Status.STABLE] == figures[0].counts[Status.CONTACT_ONLY] == 1
    assert figures[1].counts[Status.RETURNED] == 1


def test_a_team_sees_its_own_exits_alone(session: Session, core14: Survey) -> None:
    make.stable(session, EXIT_ON, middle=MIDDLE, shelter_id="a")
    make.someone_left(session, EXIT_ON, shelter_id="b")

    assert status(session, core14, REPORTABLE, shelter_id="a") == [Status.STABLE]
    assert status(session, core14, REPORTABLE) == [Status.STABLE, Status.UNKNOWN]


def test_replies_silence_and_what_did_not_arrive_are_counted_apart(session: Session) -> None:
    here, there = triage.make_shelter(session), triage.make_shelter(session, "House B")
    left = make.someone_with_checkins(session, here, EXIT_ON)
    make.a_checkin(session, left, 2, sent_at=0, delivered_at=1, replied_at=2)
    make.a_checkin(session, left, 3, sent_at=0, delivered_at=1)
    make.a_checkin(session, left, 4, sent_at=0, undelivered_at=1)
    make.a_checkin(session, left, 5, sent_at=0)
    make.a_checkin(session, left, 6, state="skipped", skip_reason="no_window", closed_at=0)
    make.a_checkin(session, left, 14, state="scheduled")
    other = make.someone_with_checkins(session, there, EXIT_ON)
    make.a_checkin(session, other, 2, sent_at=0, delivered_at=1)

    whole = service.reply_weeks(session, known_at=make.noon(REPORTABLE))
    team = service.reply_weeks(session, known_at=make.noon(REPORTABLE), shelter_id=here)

    assert [week.week for week in whole] == [1]
    assert (whole[0].reply.n, whole[0].reply.of) == (1, 3)
    assert (team[0].reply.n, team[0].reply.of) == (1, 2)
    assert dict(team[0].fates) == {
        Fate.REPLIED: 1,
        Fate.SILENT: 1,
        Fate.UNDELIVERED: 1,
        Fate.NO_RECEIPT: 1,
        Fate.NOT_SENT: 1,
        Fate.WAITING: 0,
    }


def test_a_late_reply_was_silence_until_it_came(session: Session) -> None:
    left = make.someone_with_checkins(session, triage.make_shelter(session), EXIT_ON)
    make.a_checkin(session, left, 2, sent_at=0, delivered_at=1, replied_at=100)

    def replied(day: int) -> list[int]:
        weeks = service.reply_weeks(session, known_at=make.noon(EXIT_ON + timedelta(days=day)))
        return [week.fates[Fate.REPLIED] for week in weeks]

    assert (replied(1), replied(5), replied(7)) == ([], [0], [1])


def test_cases_are_read_as_they_were_known(session: Session) -> None:
    team = triage.make_team(session, make.noon(EXIT_ON))
    person_id = triage.make_person(
        session, "Amani", at=make.noon(EXIT_ON), shelter_id=team.shelter_id
    )
    arrived = make.noon(MIDDLE)
    raised = triage.raise_for(session, person_id, "distress", at=arrived, severity=4)
    triage.raise_for(session, None, "distress", at=arrived, severity=4, from_lookup="x")
    acted = arrived + timedelta(minutes=20)
    facts.record(
        session, "case_acted", happened_at=acted, recorded_at=acted + timedelta(hours=1),
        subject_id=raised.case_id, recorded_by=team.first, data={"severity": 4, "seconds": 1200},
    )  # fmt: skip
    session.flush()

    def read(at: datetime, shelter_id: str | None = None) -> tuple[Wait, ...]:
        return service.read_casework(session, known_at=at, shelter_id=shelter_id).waits

    assert read(acted, team.shelter_id) == (Wait(4, arrived),)
    assert read(acted + timedelta(hours=1), team.shelter_id) == (Wait(4, arrived, acted),)
    assert len(read(acted)) == 2
    everything = service.read_casework(session, known_at=acted)
    assert everything.open_cases == (OpenCase(4, arrived),) * 2


@pytest.mark.parametrize("people", [pytest.param(1, id="one"), pytest.param(30, id="thirty")])
def test_the_number_of_statements_does_not_grow_with_the_people(
    database: Database, core14: Survey, people: int
) -> None:
    with database.transaction() as session:
        for _ in range(people):
            make.stable(session, EXIT_ON, middle=MIDDLE)
    seen: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: seen.append(given[2]))

    with database.reading() as session:
        service.month_figures(session, core14, known_at=make.noon(REPORTABLE))
        service.reply_weeks(session, known_at=make.noon(REPORTABLE))
        service.read_casework(session, known_at=make.noon(REPORTABLE))

    assert len([text for text in seen if text.startswith("SELECT")]) == 3


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def core14(programme: Programme) -> Survey:
    return programme.surveys["core14"]

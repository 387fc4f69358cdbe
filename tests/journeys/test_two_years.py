"""Somebody does everything she is asked for two years: nothing may ever block or lose her."""

import shutil
from collections import Counter
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from monitor.core.clock import to_local
from monitor.jobs.registry import next_due
from monitor.people.enrolment import PlanTerms
from monitor.people.safe_hours import parse_windows
from monitor.schedule.calendar import checkin_dates
from monitor.triage.models import Case
from monitor.triage.moves import Condition, Method, NextStep, Outcome, Reached
from monitor.triage.work import ContactLog, Plan
from monitor.usecases.change_contact import AgreePlan, change_contact
from monitor.usecases.claim_case import claim_case
from monitor.usecases.close_case import close_case
from monitor.usecases.log_contact import log_contact
from tests.journeys.story import ACK, CHECKIN, Story, nairobi

EXIT = date(2026, 3, 2)
WINDOWS = "mon-fri 18:00-20:00;sun 14:00-16:00"
ANSWERS_AFTER = timedelta(minutes=20)
FULL_TERM = timedelta(days=90)
DIALS_ON = 15
NINE = time(9)
ASKED_BY_CALL = ("planned_contact", "plan_renewal", "verify", "ask_by_voice", "talk")
LAST_DAY = nairobi("2028-03-25 09:00")


class Resident:
    """Answers each check-in, dials in while something is due, takes calls and renews her plan."""

    def __init__(self, story: Story, person_id: str) -> None:
        self.story, self.person_id = story, person_id
        self.phone = story.handset()
        self.answered: set[str] = set()

    def live(self, until: datetime) -> None:
        """Live on, from due time to due time; of the jobs only those run that may have work."""
        self.story.settle()
        self.story.hold_jobs = True
        while (moment := self._next_moment()) <= until:
            self.story.clock.set(max(moment, self.story.now))
            if self.story.is_checkin_due() and self.story.run("send_checkins"):
                self.story.run("deliver_outbox")
            if self.story.run("send_invitations"):
                self.story.run("deliver_outbox")
            self.story.run("review_follow_ups", "settle_measures")
            self.answer()
            self.take_calls()
            if to_local(self.story.now).day == DIALS_ON:
                self.dial()
        self.story.hold_jobs = False
        self.story.settle()

    def _next_moment(self) -> datetime:
        """Return when something falls due, at the latest nine the next morning: her own day."""
        local = to_local(self.story.now)
        morning = datetime.combine(local.date() + timedelta(days=1), NINE, local.tzinfo)
        return min(next_due(self.story.programme) or morning, morning)

    def answer(self) -> None:
        """Answer the newest check-in, with the phone's report that it came."""
        for message_id in set(self.story.gateway.taken) - self.answered:
            self.answered.add(message_id)
            if self.story.gateway.taken[message_id].text == CHECKIN:
                self.story.clock.advance(ANSWERS_AFTER)
                self.story.receipt(message_id)
                self.story.text("1")
                self.story.run("read_inbox", "deliver_outbox")

    def dial(self) -> None:
        """Dial and answer block after block while her menu offers questions."""
        while True:
            menu = self.phone.dial("4821")
            key = next((line[0] for line in menu.splitlines() if "aswali" in line), None)
            if key is None:
                return
            screen = self.phone.type(key)
            while screen.startswith("CON"):
                screen = self.phone.type("1")

    def take_calls(self) -> None:
        """Have her caseworker do by voice whatever the programme asks her to, the same day."""
        local = to_local(self.story.now)
        if not 8 <= local.hour < 18:
            return
        asked = Case.reason.in_(ASKED_BY_CALL)
        while cases := self.story.rows(Case, Case.state == "open", asked):
            self._call(cases[0])

    def _call(self, case: Case) -> None:
        story, staff_id = self.story, self.story.staff_ids["njeri"]
        contact = ContactLog(
            method=Method.VOICE, reached=Reached.HER, condition=Condition.SAFE,
            identity_confirmed=True, happened_at=story.now, next=Plan(step=NextStep.NONE),
        )  # fmt: skip
        work = {"case_id": case.id, "staff_id": staff_id}
        with story.programme.database.transaction() as session:
            claim_case(session, story.programme, **work)
            log_contact(session, story.programme, **work, contact=contact)
            if case.reason == "plan_renewal":
                self._renew(session)
                return
            close_case(
                session, story.programme, **work, outcome=Outcome.HELPED,
                plan=Plan(step=NextStep.NONE),
            )  # fmt: skip

    def _renew(self, session: Session) -> None:
        today = to_local(self.story.now).date()
        plan = PlanTerms(safe_hours=parse_windows(WINDOWS), expires_on=today + FULL_TERM)
        change = AgreePlan(person_id=self.person_id, plan=plan)
        staff_id = self.story.staff_ids["njeri"]
        change_contact(session, self.story.programme, change, actor_id=staff_id)


def test_whoever_does_everything_asked_is_never_lost_frozen_or_blocked(story: Story) -> None:
    story.duty(weeks=130)
    person_id = story.enrol(windows=WINDOWS)
    Resident(story, person_id).live(LAST_DAY)

    slots = checkin_dates(EXIT)
    checkins = story.checkins()
    assert [row.slot_on for row in checkins] == list(slots)
    assert Counter(row.closed_as for row in checkins) == {"ok": len(slots)}
    assert story.got().count(CHECKIN) == story.got().count(ACK) == len(slots)
    assert len(story.got()) == 2 * len(slots), "nothing else reached her phone"
    never = (
        *("out_of_contact", "checkin_skipped", "checkin_late", "restriction_set"),
        "checkin_undelivered",
    )
    assert [kind for kind in never if story.facts(kind)] == []

    found = Counter((row.what, row.channel, row.state) for row in story.measures())
    assert not [key for key in found if key[2] == "due"], "every measure is settled"
    assert found["survey", "ussd", "done"] == 6 * 5 + 1
    assert found["human_contact", "voice", "done"] == 8
    assert {case.reason for case in story.rows(Case)} <= set(ASKED_BY_CALL)
    assert {case.state for case in story.rows(Case)} == {"closed"}


@pytest.fixture
def database_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """Two years on one database are enough: what is due is computed the same way on both."""
    return f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'baada.db')}"

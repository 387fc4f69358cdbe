"""Plays a story through the doors: enrolment by file, phones, staff, and the hands of the clock.

Nothing is put into tables by hand: she is enrolled by the command, her phone speaks to the
callbacks, staff open pages, and jobs run whenever something falls due.
"""

import csv
import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import select

from monitor.core.clock import NAIROBI, FixedClock, to_local
from monitor.core.facts import Fact
from monitor.core.ids import new_id
from monitor.jobs.registry import JOBS, Job, next_due, run_until_quiet
from monitor.people import service as people
from monitor.people.enrolment_file import COLUMNS
from monitor.schedule.models import CheckIn, Measure
from monitor.sms.gateways.recording import RecordingGateway
from monitor.sms.models import OutboundMessage
from monitor.staff import service as staff
from monitor.staff.roles import Role
from monitor.triage import rota
from monitor.triage.models import Alarm, Case, CaseAction, CaseEvent, Page
from monitor.usecases.programme import Programme
from tests.factories.installation import mark_installed, run_command
from tests.factories.staff import PASSWORD, SHELTER, a_member
from tests.factories.surveys import Handset
from tests.factories.web import Browser, browse

HER = "+254712345678"
STRANGER = "+254799999999"
TEAM = {
    "njeri": (Role.CASEWORKER, SHELTER, "+254799000001"),
    "otieno": (Role.CASEWORKER, SHELTER, "+254799000002"),
    "wanjiku": (Role.SUPERVISOR, SHELTER, "+254799000003"),
    "mwangi": (Role.MANAGER, None, "+254799000004"),
}
NJERI, OTIENO, WANJIKU, MWANGI = (number for _, _, number in TEAM.values())
ROW = {
    "code_name": "Amani", "exit_date": "2026-03-02", "shelter": SHELTER,
    "services": "psychological;legal", "phone": "0712345678", "windows": "daily 08:00-20:00",
    "content_level": "covert", "survey_channel": "ussd", "language": "sw",
    "wording": "checkin_a", "plan_expires": "2026-05-31", "consents": "checkins;surveys",
    "risk": "low", "caseworker": "njeri", "birth_year": "1998", "gender": "f",
    "county": "Nairobi", "pin": "4821", "duress_1": "maembe", "duress_2": "kipepeo",
}  # fmt: skip
"""Amani, low risk, whom texts may reach by day."""

CHECKIN, REMINDER = "Mambo? Jibu 1 Sawa, 2 Shida, 3 Nipigie.", "Habari, nasubiri jibu lako."
ACK, ACK_CALL, ACK_LATER = "Asante.", "Asante. Tutakupigia.", "Asante. Tutawasiliana."
STOPPED = "Sawa. Hutapokea tena."
PAGE_NOW, PAGE_TODAY = "New case. Please log in. (NOW)", "New case. Please log in. (TODAY)"
ALARM = "System alert. Please log in."


def nairobi(text: str) -> datetime:
    """Return the instant of a Kenyan time such as 2026-03-04 18:30."""
    return datetime.fromisoformat(text).replace(tzinfo=NAIROBI)


class Story:
    """One programme, its team, and whoever is followed up."""

    def __init__(self, app: Flask, programme: Programme, folder: Path) -> None:
        assert isinstance(programme.clock, FixedClock)
        assert isinstance(programme.gateway, RecordingGateway)
        self.app, self.programme, self.folder = app, programme, folder
        self.clock, self.gateway = programme.clock, programme.gateway
        self.staff_ids: dict[str, str] = {}
        self._may_log_in: set[str] = set()
        self.hold_jobs = False
        mark_installed(programme)
        with programme.database.transaction() as session:
            for name, (role, shelter, phone) in TEAM.items():
                member = a_member(
                    session, name, at=self.now, role=role, shelter=shelter, phone=phone,
                    language="en",
                )  # fmt: skip
                self.staff_ids[name] = member.staff_id

    # The clock

    @property
    def now(self) -> datetime:
        """Return the programme's time."""
        return self.clock.now()

    def settle(self) -> None:
        """Run the jobs until nothing is left to do now."""
        if not self.hold_jobs:
            run_until_quiet(self.programme)

    def job(self, name: str) -> Job:
        """Return one job, to run it alone."""
        return next(job for job in JOBS if job.name == name)

    def until(self, at: datetime) -> None:
        """Move from due time to due time, each with its jobs, up to an instant."""
        for _ in self.moments(at):
            continue
        self.clock.set(max(at, self.now))
        self.settle()

    def on(self, text: str) -> None:
        """Move on to a Kenyan time."""
        self.until(nairobi(text))

    def later(self, **span: float) -> None:
        """Move on by a span."""
        self.until(self.now + timedelta(**span))

    def moments(self, until: datetime) -> Iterator[datetime]:
        """Move on from due time to due time, and yield after the jobs of each."""
        self.settle()
        if self.hold_jobs:
            return
        while (due := next_due(self.programme)) is not None and due <= until:
            assert due > self.now, "something is due and no job does it"
            self.clock.set(due)
            self.settle()
            yield due

    def run(self, *names: str) -> int:
        """Run some jobs once, in this order; return how much they did."""
        return sum(self.job(name).run(self.programme) for name in names)

    # Staff

    def duty(self, *, weeks: float = 120, backup: str | None = "otieno") -> str:
        """Put njeri on duty from now on; return the line of the rota."""
        with self.programme.database.transaction() as session:
            return rota.add_duty(
                session,
                staff_id=self.staff_ids["njeri"],
                backup_id=None if backup is None else self.staff_ids[backup],
                starts_at=self.now,
                ends_at=self.now + timedelta(weeks=weeks),
            )

    def browse(self, name: str) -> Browser:
        """Log somebody in, and return her browser."""
        if name not in self._may_log_in:
            with self.programme.database.transaction() as session:
                token = staff.make_link(session, self.staff_ids[name], at=self.now)
                staff.use_link(session, token, PASSWORD, at=self.now)
            self._may_log_in.add(name)
        return browse(self.app, name)

    # Her

    def enrol(self, **cells: str) -> str:
        """Enrol somebody by a file of one row; return her id."""
        row = {**dict.fromkeys(COLUMNS, ""), **ROW, **cells}
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS)
        writer.writeheader()
        writer.writerow(row)
        file = self.folder / f"{new_id()}.csv"
        file.write_text(text.getvalue(), encoding="utf-8")
        shown = run_command(self.app, "people", "import", str(file))
        assert (shown.status, shown.err) == (0, ""), shown
        return self.person(row["code_name"])

    def person(self, code_name: str = "Amani") -> str:
        """Return the id of somebody by her code name."""
        with self.programme.database.reading() as session:
            found = people.find_by_code_name(session, code_name)
        assert found is not None
        return found

    def post(self, kind: str, fields: dict[str, str]) -> None:
        """Post a provider's callback, and let the jobs act on it."""
        key = self.programme.keyring.callbacks[kind][0]
        answer = self.app.test_client().post(
            f"/callbacks/recording/{kind}?key={key}", data=urlencode(fields),
            content_type="application/x-www-form-urlencoded",
        )  # fmt: skip
        assert (answer.status_code, answer.text) == (200, "")
        self.settle()

    def text(self, words: str, number: str = HER) -> None:
        """Have a phone write to us; the spacing between two texts to her passes."""
        self.post("sms", sms(words, number, at=self.now))
        self.later(seconds=4)

    def receipt(self, message_id: str, number: str = HER, **changes: str) -> None:
        """Have the provider report on a message."""
        fields = {"id": message_id, "status": "Success", "phoneNumber": number, **changes}
        self.post("receipt", {"networkCode": "63902", **fields})

    def handset(self, number: str = HER) -> Handset:
        """Return a phone that dials the code."""
        return Handset(self.app, self.programme, number)

    def got(self, number: str = HER) -> list[str]:
        """Return every text a phone has received."""
        return self.gateway.texts_to(number)

    # What is known

    def rows(self, model: type[Any], *where: Any) -> list[Any]:
        """Return rows in the order they were made."""
        order = model.seq if model is Fact else model.id
        with self.programme.database.reading() as session:
            return list(session.scalars(select(model).where(*where).order_by(order)))

    def cases(self) -> dict[str, Case]:
        """Return the cases by reason."""
        found = self.rows(Case)
        assert len({case.reason for case in found}) == len(found), "two cases of one reason"
        return {case.reason: case for case in found}

    def case(self, reason: str) -> Case:
        """Return the one case of a reason."""
        found = [case for case in self.rows(Case) if case.reason == reason]
        assert len(found) == 1, f"{len(found)} cases of this reason"
        return found[0]

    def events(self, reason: str) -> list[CaseEvent]:
        """Return what happened in the case of a reason."""
        return self.rows(CaseEvent, CaseEvent.case_id == self.case(reason).id)

    def actions(self, reason: str) -> list[str]:
        """Return what was done in the case of a reason."""
        found = self.rows(CaseAction, CaseAction.case_id == self.case(reason).id)
        return [action.kind for action in found]

    def checkins(self) -> list[CheckIn]:
        """Return the check-ins that were decided, oldest first."""
        found = self.rows(CheckIn, CheckIn.state != "scheduled")
        return sorted(found, key=lambda row: row.slot_on)

    def due_checkin(self) -> CheckIn:
        """Return the check-in that is to go out next."""
        (found,) = self.rows(CheckIn, CheckIn.state == "scheduled")
        return found

    def is_checkin_due(self) -> bool:
        """Tell whether a check-in is to go out now."""
        return bool(self.rows(CheckIn, CheckIn.state == "scheduled", CheckIn.due_at <= self.now))

    def measures(self) -> list[Measure]:
        """Return every measure."""
        return self.rows(Measure)

    def messages(self) -> list[OutboundMessage]:
        """Return every outbound row."""
        return self.rows(OutboundMessage)

    def pages(self) -> list[Page]:
        """Return every page, oldest first."""
        return self.rows(Page)

    def alarms(self) -> list[str]:
        """Return the kinds of alarm that are open."""
        return [alarm.kind for alarm in self.rows(Alarm) if alarm.closed_at is None]

    def facts(self, kind: str) -> list[Fact]:
        """Return the facts of a kind."""
        return self.rows(Fact, Fact.kind == kind)

    def restrictions(self, person_id: str) -> frozenset[str]:
        """Return what is in force for her now."""
        return self.reading(
            lambda session: people.contact_facts(session, person_id, now=self.now).restrictions
        )

    def reading(self, look: Any) -> Any:
        """Look into the database."""
        with self.programme.database.reading() as session:
            return look(session)


def sms(words: str, number: str = HER, *, at: datetime) -> dict[str, str]:
    """Return the callback of a text."""
    return {
        "from": number, "to": "22384", "text": words, "id": new_id(), "networkCode": "63902",
        "date": f"{to_local(at):%Y-%m-%d %H:%M:%S}",
    }  # fmt: skip

"""`flask people import`: good rows go in, bad rows are named, nothing is half-written."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from monitor.audit.models import AuditEvent
from monitor.core.clock import FixedClock
from monitor.core.facts import Fact
from monitor.people import service as people
from monitor.people.enrolment_file import COLUMNS
from monitor.people.models import Consent, DuressWord, Exit, Person, Phone, Pin, Plan
from monitor.privacy.models import DataKey
from monitor.schedule.models import CheckIn, Measure
from monitor.usecases.programme import Programme
from tests.factories.installation import Shown, mark_installed, run_command
from tests.factories.staff import a_member, a_shelter

HEADER = ",".join(COLUMNS)
AMANI = (
    "Amani,2026-03-02,Nairobi House,psychological;legal,0712345678,sister,"
    "mon-fri 18:00-20:00;sun 14:00-16:00,covert,ussd,sw,checkin_a,2026-05-31,checkins;surveys,"
    "high,njeri,1998,f,Nairobi,4821,maembe,kipepeo"
)
TABLES = (
    Person, Exit, Phone, Plan, Consent, Pin, DuressWord, CheckIn, Measure, Fact, DataKey,
    AuditEvent,
)  # fmt: skip


def row_with(**changes: str) -> str:
    cells = dict(zip(COLUMNS, AMANI.split(","), strict=True)) | changes
    return ",".join(cells[name] for name in COLUMNS)


def import_text(app: Flask, folder: Path, *rows: str) -> Shown:
    return import_bytes(app, folder, "\n".join((HEADER, *rows)).encode())


def import_bytes(app: Flask, folder: Path, content: bytes) -> Shown:
    file = folder / "people.csv"
    file.write_bytes(content)
    return run_command(app, "people", "import", str(file))


def rows_written(programme: Programme) -> dict[str, int]:
    with programme.database.reading() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in TABLES
        }


def test_the_row_of_the_manual_enrols_one_person_with_all_she_agreed(
    app: Flask, programme: Programme, tmp_path: Path, clock: FixedClock
) -> None:
    shown = import_text(app, tmp_path, AMANI)
    assert (shown.status, shown.out, shown.err) == (0, "1 enrolled, 0 refused.\n", "")
    with programme.database.reading() as session:
        person_id = people.find_by_code_name(session, "amani")
        assert person_id is not None
        found = people.contact_facts(session, person_id, now=clock.now())
        view = people.identity(session, person_id, now=clock.now())
        match = people.check_pin(session, [person_id], "4821")
        assert people.duress_meaning(session, person_id, "maembe") == "danger"
        assert people.duress_meaning(session, person_id, "kipepeo") == "not_safe"
        checkins = session.scalars(select(CheckIn)).all()
    assert (view.number, view.shared_with, view.gender) == ("+254712345678", "sister", "f")
    assert found.plan is not None
    assert found.consents == {"checkins", "surveys"}
    assert found.number_shared
    assert match is not None
    assert [row.slot_on.isoformat() for row in checkins] == ["2026-03-04"]


def test_a_bad_row_is_named_and_the_good_rows_around_it_go_in(
    app: Flask, programme: Programme, tmp_path: Path
) -> None:
    shown = import_text(
        app,
        tmp_path,
        AMANI,
        row_with(code_name="Baraka", phone="071", pin="1111"),
        row_with(code_name="Neema", phone="0712345679", pin="7305"),
    )
    assert shown.status == 1
    assert shown.out == "2 enrolled, 1 refused.\n"
    assert shown.err == "line 3, phone: is not a valid phone number\n"
    with programme.database.reading() as session:
        assert people.find_by_code_name(session, "Neema") is not None
        assert people.find_by_code_name(session, "Baraka") is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"code_name": ""}, "code_name: must be filled in", id="no code name"),
        pytest.param({"code_name": "a" * 41}, "code_name: must be 1 to 40", id="over-long name"),
        pytest.param({"shelter": "Nowhere"}, "shelter: shelter is not known", id="shelter"),
        pytest.param({"caseworker": "nobody"}, "caseworker: caseworker must", id="caseworker"),
        pytest.param({"phone": "0700000009"}, "phone: phone is that of", id="staff phone"),
        pytest.param({"language": "fr"}, "language: must be one of en, sw", id="language"),
        pytest.param({"wording": "checkin_z"}, "wording: must be a check-in", id="wording"),
        pytest.param({"services": "food"}, "services: may only be", id="services"),
        pytest.param({"consents": "all"}, "consents: may only be", id="consents"),
        pytest.param({"risk": "medium"}, "risk: may only be", id="risk"),
        pytest.param({"gender": "female"}, "gender: may only be", id="gender"),
        pytest.param({"content_level": "open"}, "content_level: may only be", id="level"),
        pytest.param({"survey_channel": "sms"}, "survey_channel: may only be", id="channel"),
        pytest.param({"plan_expires": "2026-03-01"}, "plan_expires: must not lie", id="expiry"),
        pytest.param({"exit_date": "2062-03-02"}, "exit_date: must lie", id="exit"),
        pytest.param({"birth_year": "1998.0"}, "birth_year: must be a year", id="year"),
        pytest.param({"pin": "4321"}, "pin: is too easy", id="PIN"),
        pytest.param({"duress_1": "stoop"}, "duress_1: is too near", id="near stop"),
        pytest.param({"duress_2": "maembo"}, "duress_1: is too near", id="near each other"),
        pytest.param({"windows": "always"}, "windows: must be like", id="windows"),
    ],
)
def test_a_bad_row_leaves_nothing_behind(
    app: Flask, programme: Programme, tmp_path: Path, changes: dict[str, str], message: str
) -> None:
    before = rows_written(programme)
    shown = import_text(app, tmp_path, row_with(**changes))
    assert shown.status == 1
    assert f"line 2, {message}" in shown.err
    assert shown.out == "0 enrolled, 1 refused.\n"
    assert rows_written(programme) == before


def test_no_message_repeats_what_stands_in_the_file(app: Flask, tmp_path: Path) -> None:
    secret = {
        "code_name": "Zuhura<9>", "phone": "071234567", "shared_with": "babu\x07yake",
        "shelter": "Siri House", "caseworker": "mwangaza", "pin": "48211", "duress_1": "sirii1",
        "duress_2": "xyzzy2", "county": "K<x>", "windows": "4821", "exit_date": "3/4/26",
    }  # fmt: skip
    shown = import_text(app, tmp_path, row_with(**secret))
    assert shown.status == 1
    assert not [value for value in secret.values() if value in shown.err + shown.out]


@pytest.mark.parametrize(
    "duplicate",
    [
        pytest.param({"phone": "0712345679", "pin": "7305"}, id="the same person again"),
        pytest.param({"code_name": "AMANI", "phone": "0712345679"}, id="in capitals"),
    ],
)
def test_a_code_name_that_is_taken_is_an_error_of_that_row(
    app: Flask, tmp_path: Path, duplicate: dict[str, str]
) -> None:
    shown = import_text(app, tmp_path, AMANI, row_with(**duplicate))
    assert shown.err == "line 3, code_name: code_name is taken already\n"


def test_importing_a_file_again_changes_nothing(
    app: Flask, programme: Programme, tmp_path: Path
) -> None:
    import_text(app, tmp_path, AMANI)
    before = rows_written(programme)
    shown = import_text(app, tmp_path, AMANI)
    assert (shown.status, shown.out) == (1, "0 enrolled, 1 refused.\n")
    assert rows_written(programme) == before


def test_a_pin_that_another_has_on_the_same_phone_is_refused(app: Flask, tmp_path: Path) -> None:
    shown = import_text(app, tmp_path, AMANI, row_with(code_name="Baraka"))
    assert shown.err == "line 3, pin: pin cannot be used on this number; choose another\n"


def test_a_minor_goes_in_and_waits_for_her_guardian(
    app: Flask, programme: Programme, tmp_path: Path, clock: FixedClock
) -> None:
    assert import_text(app, tmp_path, row_with(birth_year="2012")).status == 0
    with programme.database.reading() as session:
        person_id = people.find_by_code_name(session, "Amani") or ""
        found = people.contact_facts(session, person_id, now=clock.now())
    assert (found.birth_year, found.guardian_consent) == (2012, False)


def test_optional_cells_may_be_empty(app: Flask, tmp_path: Path) -> None:
    required = {"code_name", "exit_date", "shelter", "language", "wording", "risk"}
    empty = {name: "" for name in COLUMNS if name not in required}
    assert import_text(app, tmp_path, row_with(**empty)).out == "1 enrolled, 0 refused.\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(b"a,b\n1,2\n", "unknown names at column 1, 2", id="another file"),
        pytest.param((HEADER + ",pin\n").encode(), "pin more than once", id="doubled"),
        pytest.param(HEADER[:-9].encode(), "lacks duress_2", id="missing"),
        pytest.param(f"{HEADER}\n".encode() + b"\xff\xfe", "line 2: not UTF-8", id="bytes"),
        pytest.param(f"{HEADER}\nA\0".encode(), "line 2: holds a NUL", id="NUL"),
        pytest.param(f'{HEADER}\n"A'.encode(), "the quotes do not close", id="open quote"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    app: Flask, programme: Programme, tmp_path: Path, content: bytes, message: str
) -> None:
    before = rows_written(programme)
    shown = import_bytes(app, tmp_path, content)
    assert (shown.status, shown.out) == (1, "")
    assert message in shown.err
    assert shown.err.count("\n") == 1
    assert rows_written(programme) == before


@pytest.mark.parametrize("name", ["nothing.csv", "."])
def test_a_file_that_is_not_there_is_said_to_be_missing(
    app: Flask, tmp_path: Path, name: str
) -> None:
    shown = run_command(app, "people", "import", f"{tmp_path}/{name}")
    assert shown.status != 0
    assert "file" in shown.err
    assert "Traceback" not in shown.err


def test_a_file_from_a_spreadsheet_goes_in(app: Flask, tmp_path: Path) -> None:
    quoted = '"' + AMANI.replace(",", '","') + '"'
    content = "\ufeff" + f"{HEADER}\r\n{quoted}\r\n,,,,,,,,,,,,,,,,,,,,\r\n"
    assert import_bytes(app, tmp_path, content.encode()).out == "1 enrolled, 0 refused.\n"


@pytest.fixture(autouse=True)
def installed(programme: Programme, clock: FixedClock) -> None:
    mark_installed(programme)
    with programme.database.transaction() as session:
        a_shelter(session)
        a_member(session, at=clock.now(), phone="+254700000009")

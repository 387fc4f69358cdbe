"""A CSV file of people: what is wrong is named by line, column and rule, never by value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import Invalid
from monitor.people.enrolment_file import COLUMNS, Row, read_rows

HEADER = ",".join(COLUMNS)
AMANI = (
    "Amani,2026-03-02,Nairobi House,psychological;legal,0712345678,sister,"
    "mon-fri 18:00-20:00;sun 14:00-16:00,covert,ussd,sw,checkin_a,2026-05-31,checkins;surveys,"
    "high,njeri,1998,f,Nairobi,4821,maembe,kipepeo"
)


def rows(text: str) -> list[Row]:
    return list(read_rows(text.encode(), country="KE"))


def line_with(**changes: str) -> str:
    cells = dict(zip(COLUMNS, AMANI.split(","), strict=True)) | changes
    return ",".join(cells[name] for name in COLUMNS)


def problems_of(line: str) -> list[str]:
    return [str(problem) for row in rows(f"{HEADER}\n{line}\n") for problem in row.problems]


def test_a_whole_row_becomes_an_enrolment() -> None:
    (row,) = rows(f"{HEADER}\n{AMANI}\n")
    enrolment = row.enrolment
    assert enrolment is not None
    assert (row.line, enrolment.code_name, enrolment.number) == (2, "Amani", "+254712345678")
    assert enrolment.services == ("psychological", "legal")
    assert enrolment.plan is not None
    assert enrolment.plan.expires_on.isoformat() == "2026-05-31"
    assert len(enrolment.plan.safe_hours.windows) == 6
    assert (enrolment.danger_word, enrolment.not_safe_word) == ("maembe", "kipepeo")
    assert enrolment.consents == ("checkins", "surveys")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ufeff" + f"{HEADER}\n{AMANI}\n", id="byte order mark"),
        pytest.param(f"{HEADER}\r\n{AMANI}\r\n", id="CRLF"),
        pytest.param(f"{HEADER}\r{AMANI}\r", id="CR"),
        pytest.param(f"{HEADER}\n{AMANI}", id="no last line break"),
        pytest.param(f"{HEADER}\n\n{AMANI}\n,,,\n\n", id="blank lines"),
        pytest.param(f"{HEADER}\n" + '"' + AMANI.replace(",", '","') + '"\n', id="quoted"),
        pytest.param(f"{HEADER}\n{AMANI.replace(',', ' , ')}\n", id="spaces around"),
    ],
)
def test_the_same_row_is_read_however_the_file_was_saved(text: str) -> None:
    (row,) = rows(text)
    assert row.enrolment == rows(f"{HEADER}\n{AMANI}\n")[0].enrolment


def test_columns_may_stand_in_another_order() -> None:
    header, cells = reversed(COLUMNS), reversed(AMANI.split(","))
    (row,) = rows(f"{','.join(header)}\n{','.join(cells)}\n")
    assert row.enrolment == rows(f"{HEADER}\n{AMANI}\n")[0].enrolment


def test_optional_cells_may_be_empty_and_the_strictest_choice_holds() -> None:
    empty = {
        name: ""
        for name in COLUMNS
        if name not in {"code_name", "exit_date", "shelter", "language", "wording", "risk"}
    }
    (row,) = rows(f"{HEADER}\n{line_with(**empty)}\n")
    enrolment = row.enrolment
    assert enrolment is not None
    assert enrolment.plan is None
    assert enrolment.number is None
    assert enrolment.consents == ()
    assert (enrolment.content_level, enrolment.survey_channel) == ("covert", "none")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"\n \n", "empty", id="only blanks"),
        pytest.param(b"\xff\xfea\x00", "UTF-8", id="UTF-16"),
        pytest.param(f"{HEADER}\n".encode() + b"Amani\xe9", "line 2: not UTF-8", id="latin-1"),
        pytest.param(f"{HEADER}\nA\0b".encode(), "line 2: holds a NUL", id="NUL"),
        pytest.param(b"x" * 10_000_001, "10 MB", id="huge"),
        pytest.param(HEADER.replace("county", "county,county").encode(), "county more", id="twice"),
        pytest.param(HEADER.replace("county", "kaunti").encode(), "column 18", id="unknown"),
        pytest.param(HEADER.replace(",county", "").encode(), "lacks county", id="missing"),
        pytest.param(f'{HEADER}\n"Amani'.encode(), "line 2: the quotes", id="open quote"),
        pytest.param(f'{HEADER}\n"A"b,'.encode(), "line 2: the quotes", id="quote inside"),
        pytest.param(f"{HEADER}\n{'x' * 140_000}".encode(), "line 2", id="field without end"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(content: bytes, message: str) -> None:
    with pytest.raises(Invalid, match=message):
        list(read_rows(content, country="KE"))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"code_name": ""}, "line 2, code_name: must be filled in", id="code name"),
        pytest.param({"risk": " "}, "line 2, risk: must be filled in", id="risk"),
        pytest.param(
            {"exit_date": "02/03/2026"}, "line 2, exit_date: must be a date such as 2026-03-02",
            id="date of another order",
        ),
        pytest.param(
            {"exit_date": "2026-02-30"}, "line 2, exit_date: must be a date such as 2026-03-02",
            id="no such day",
        ),
        pytest.param(
            {"exit_date": "2026-W10-1"}, "line 2, exit_date: must be a date such as 2026-03-02",
            id="week date",
        ),
        pytest.param(
            {"phone": "0712"}, "line 2, phone: is not a valid phone number", id="short phone"
        ),
        pytest.param(
            {"windows": "mon 4821-4821"},
            "line 2, windows: must be like mon-fri 18:00-20:00;sun 14:00-16:00",
            id="windows",
        ),
        pytest.param(
            {"plan_expires": ""}, "line 2, plan_expires: must be filled in beside windows",
            id="windows without end",
        ),
        pytest.param(
            {"birth_year": "98"}, "line 2, birth_year: must be a year such as 1998", id="year"
        ),
        pytest.param(
            {"county": "x" * 501}, "line 2, county: is longer than 500 characters", id="over-long"
        ),
        pytest.param(
            {"county": "a\x07b"},
            "line 2, county: holds a line break or another control character",
            id="control character",
        ),
    ],
)  # fmt: skip
def test_a_bad_cell_is_named_by_line_and_column(changes: dict[str, str], message: str) -> None:
    assert problems_of(line_with(**changes)) == [message]


def test_every_bad_cell_of_a_row_is_named() -> None:
    said = problems_of(line_with(code_name="", phone="12", birth_year="x"))
    assert len(said) == 3


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param(f"{AMANI},more", "line 2: has 22 fields where the header has 21", id="more"),
        pytest.param("Amani", "line 2: has 1 fields where the header has 21", id="fewer"),
    ],
)
def test_a_row_of_another_length_is_named(line: str, message: str) -> None:
    assert problems_of(line) == [message]


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    spread = line_with(county='"Nai\nrobi"')
    found = rows(f"{HEADER}\n\n{spread}\n{line_with(phone='1')}\n")
    assert [row.line for row in found] == [3, 5]


def test_a_bad_row_does_not_stop_the_rows_after_it() -> None:
    found = rows(f"{HEADER}\n{line_with(phone='x')}\n{AMANI}\n")
    assert [row.enrolment is None for row in found] == [True, False]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        list(read_rows(f"{HEADER}\n".encode() + content, country="KE"))
    except Invalid as error:
        assert str(error)

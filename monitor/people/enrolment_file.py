"""Reads a CSV file of people to enrol: what is wrong is named by line, column and rule.

A message never repeats a value, because the file holds numbers, code names and secret words, and
messages end up in terminals and tickets.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from monitor.core.errors import Invalid
from monitor.core.phone import normalise
from monitor.people.enrolment import Enrolment, PlanTerms
from monitor.people.safe_hours import SafeHours, parse_windows

COLUMNS = (
    "code_name", "exit_date", "shelter", "services", "phone", "shared_with", "windows",
    "content_level", "survey_channel", "language", "wording", "plan_expires", "consents", "risk",
    "caseworker", "birth_year", "gender", "county", "pin", "duress_1", "duress_2",
)  # fmt: skip
REQUIRED = ("code_name", "exit_date", "shelter", "language", "wording", "risk")
MOST_BYTES = 10_000_000
MOST_CHARACTERS = 500

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class BadCell:
    """What is wrong, and where; `column` is empty where the whole line is meant."""

    line: int
    column: str
    rule: str

    def __str__(self) -> str:
        """Return the message as the terminal and the page show it."""
        where = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{where}: {self.rule}"


@dataclass(frozen=True)
class Row:
    """One line of the file: an enrolment, or what is wrong with it."""

    line: int
    enrolment: Enrolment | None
    problems: tuple[BadCell, ...] = ()


def read_rows(content: bytes, *, country: str) -> Iterator[Row]:
    """Yield the rows of a file; `Invalid` where the file as a whole cannot be read."""
    lines = _numbered_cells(_decode(content))
    header = _read_header(lines)
    for line, cells in lines:
        if any(cell.strip() for cell in cells):
            yield _read_row(line, header, cells, country=country)


def _decode(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise Invalid("the file is larger than 10 MB; split it")
    if not content.strip():
        raise Invalid("the file is empty")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Invalid(f"line {line}: not UTF-8; save the file as CSV in UTF-8") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Invalid(f"line {line}: holds a NUL character; save the file as CSV in UTF-8")
    return text


def _numbered_cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line it begins on; a quoted field may span lines."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise Invalid(f"line {line}: the quotes do not close, or a field is far too long") from None


def _read_header(lines: Iterator[tuple[int, list[str]]]) -> tuple[str, ...]:
    _, cells = next(lines)
    header = tuple(cell.strip() for cell in cells)
    doubled = [name for name in COLUMNS if header.count(name) > 1]
    if doubled:
        raise Invalid(f"the header has {', '.join(doubled)} more than once")
    unknown = [place for place, name in enumerate(header, start=1) if name not in COLUMNS]
    if unknown:
        places = ", ".join(str(place) for place in unknown)
        raise Invalid(f"the header has unknown names at column {places}; known: {_listed()}")
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise Invalid(f"the header lacks {', '.join(missing)}")
    return header


def _listed() -> str:
    return ",".join(COLUMNS)


def _read_row(line: int, header: tuple[str, ...], cells: list[str], *, country: str) -> Row:
    if len(cells) != len(header):
        rule = f"has {len(cells)} fields where the header has {len(header)}"
        return Row(line, None, (BadCell(line, "", rule),))
    problems: list[BadCell] = []
    values = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    for name, value in values.items():
        refused = _cell_refusal(name, value)
        if refused is not None:
            problems.append(BadCell(line, name, refused))
            values[name] = ""
    enrolment = _enrolment(line, values, problems, country=country)
    return Row(line, None if problems else enrolment, tuple(problems))


def _cell_refusal(name: str, value: str) -> str | None:
    if name in REQUIRED and not value:
        return "must be filled in"
    if len(value) > MOST_CHARACTERS:
        return f"is longer than {MOST_CHARACTERS} characters"
    if any(not char.isprintable() for char in value):
        return "holds a line break or another control character"
    return None


def _enrolment(
    line: int, values: Mapping[str, str], problems: list[BadCell], *, country: str
) -> Enrolment | None:
    exit_on = _parsed(line, "exit_date", values, _date, problems)
    number = _parsed(line, "phone", values, partial(_number, country=country), problems)
    plan = _plan(line, values, problems)
    birth_year = _parsed(line, "birth_year", values, _year, problems)
    if exit_on is None:
        return None
    return Enrolment(
        code_name=" ".join(values["code_name"].split()),
        exit_on=exit_on,
        shelter=values["shelter"],
        language=values["language"],
        wording=values["wording"],
        risk_tier=values["risk"],
        services=_list(values["services"]),
        number=number,
        shared_with=values["shared_with"] or None,
        plan=plan,
        content_level=values["content_level"] or "covert",
        survey_channel=values["survey_channel"] or "none",
        consents=_list(values["consents"]),
        caseworker=values["caseworker"] or None,
        birth_year=birth_year,
        gender=values["gender"] or None,
        county=values["county"] or None,
        pin=values["pin"] or None,
        danger_word=values["duress_1"] or None,
        not_safe_word=values["duress_2"] or None,
        consent_way="import",
    )


def _plan(line: int, values: Mapping[str, str], problems: list[BadCell]) -> PlanTerms | None:
    hours = _parsed(line, "windows", values, _windows, problems)
    expires_on = _parsed(line, "plan_expires", values, _date, problems)
    if values["windows"] and not values["plan_expires"]:
        problems.append(BadCell(line, "plan_expires", "must be filled in beside windows"))
    if expires_on is None:
        return None
    return PlanTerms(
        safe_hours=hours or SafeHours(),
        expires_on=expires_on,
        ussd_ok=values["survey_channel"] == "ussd",
    )


def _parsed(
    line: int,
    name: str,
    values: Mapping[str, str],
    parse: Callable[[str], _Value],
    problems: list[BadCell],
) -> _Value | None:
    """Return a cell read by its rule; an empty one is None, a bad one is noted."""
    if not values[name]:
        return None
    try:
        return parse(values[name])
    except Invalid as error:
        problems.append(BadCell(line, name, str(error)))
        return None


def _windows(text: str) -> SafeHours:
    try:
        return parse_windows(text)
    except Invalid:
        raise Invalid("must be like mon-fri 18:00-20:00;sun 14:00-16:00") from None


def _date(text: str) -> date:
    try:
        if not _ISO_DATE.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("must be a date such as 2026-03-02") from None


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Invalid("must be a year such as 1998")
    return int(text)


def _number(text: str, *, country: str) -> str:
    number = normalise(text, country)
    if number is None:
        raise Invalid("is not a valid phone number")
    return number


def _list(text: str) -> tuple[str, ...]:
    pieces = (piece.strip() for piece in text.split(";"))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))

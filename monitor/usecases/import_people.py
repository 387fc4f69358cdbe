"""Enrol many people from one CSV file; a bad row is named and passed over, good rows go in."""

from collections.abc import Iterator
from dataclasses import dataclass

from monitor.core.errors import BaadaError, Conflict, Invalid
from monitor.people.enrolment_file import BadCell, Row, read_rows
from monitor.usecases.enrol_person import EnrolmentRefused, enrol_person
from monitor.usecases.programme import Programme


@dataclass(frozen=True)
class Imported:
    """What came of one row: a person's id, or what was wrong."""

    line: int
    person_id: str | None
    problems: tuple[BadCell, ...] = ()


def import_people(
    programme: Programme, content: bytes, *, actor_id: str | None = None
) -> Iterator[Imported]:
    """Yield what came of each row; each goes in whole, in a transaction of its own, or not."""
    for row in read_rows(content, country=programme.settings.default_country):
        yield _import_row(programme, row, actor_id=actor_id)


def _import_row(programme: Programme, row: Row, *, actor_id: str | None) -> Imported:
    if row.enrolment is None:
        return Imported(row.line, None, row.problems)
    try:
        with programme.database.transaction() as session:
            enrolled = enrol_person(session, programme, row.enrolment, actor_id=actor_id)
    except EnrolmentRefused as refused:
        cells = (BadCell(row.line, problem.field, problem.rule) for problem in refused.problems)
        return Imported(row.line, None, tuple(cells))
    except BaadaError as error:
        return Imported(row.line, None, (BadCell(row.line, _column(error), str(error)),))
    return Imported(row.line, enrolled.person_id)


def _column(error: BaadaError) -> str:
    if isinstance(error, Invalid):
        return error.field or ""
    return "code_name" if isinstance(error, Conflict) else ""

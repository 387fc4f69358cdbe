"""Measures everything, and prints one table."""

import os
import sys

import pytest

from tests.bench.dialling import PEOPLE, measure_dialling
from tests.bench.figures import Row, table
from tests.bench.house import opened_house
from tests.bench.reading import measure_reading
from tests.bench.receiving import measure_receiving

NOTE = """
Measured on {cores} cores, shared by client, server and database, and by whatever else runs here.
Only the ratio says something: measured over floor, of the same minute. Readings are processor time
of one core. docs/performance.md says what each line is."""


def main() -> int:
    """Print the table; where there is no PostgreSQL, only what needs none."""
    rows = measure_reading()
    try:
        rows += _served()
    except pytest.skip.Exception as reason:
        sys.stderr.write(f"USSD and SMS are not measured: {reason}\n")
    sys.stdout.write(f"{table(rows)}\n{NOTE.format(cores=os.cpu_count())}\n")
    return 0


def _served() -> list[Row]:
    people = sum(PEOPLE.values())
    with opened_house(people) as house:
        return [*measure_dialling(house), *measure_receiving(house, people)]


if __name__ == "__main__":
    sys.exit(main())

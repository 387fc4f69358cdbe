"""What is made of measured numbers: percentiles, ratios, and the table that is printed."""

from collections.abc import Sequence
from dataclasses import dataclass

HEADINGS = ("what", "measured", "floor", "ratio", "target")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table: a measured value beside the floor of the same run."""

    what: str
    measured: float
    floor: float
    unit: str
    """`/s` for a rate; `ms` for a time, given in seconds."""
    target: str = ""


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that at least so many per cent of all do not exceed.

    >>> percentile([4.0, 1.0, 3.0, 2.0], 50), percentile([4.0, 1.0, 3.0, 2.0], 99)
    (2.0, 4.0)
    """
    if not values or not 0 < percent <= 100:
        raise ValueError("a percentile needs values, and a share above 0 and up to 100")
    place = -(-len(values) * percent // 100)
    return sorted(values)[int(place) - 1]


def ratio(measured: float, floor: float) -> str:
    """Say how many times the floor this is, in three digits where it matters.

    >>> ratio(30.0, 2.0), ratio(1.0, 3.0), ratio(1.0, 1500.0), ratio(1.0, 0.0)
    ('15', '0.33', '0.00067', '-')
    """
    if floor == 0:
        return "-"
    times = measured / floor
    return f"{times:.0f}" if times >= 10 else f"{times:.2g}"


def shown(value: float, unit: str) -> str:
    """Write a rate or a time as it is read.

    >>> shown(12345.6, "/s"), shown(0.01234, "ms"), shown(0.5, "ms")
    ('12,346 /s', '12.3 ms', '500 ms')
    """
    if unit == "/s":
        return f"{value:,.0f} /s"
    milliseconds = value * 1000
    return f"{milliseconds:,.0f} ms" if milliseconds >= 100 else f"{milliseconds:.3g} ms"


def table(rows: Sequence[Row]) -> str:
    """Return the rows under their headings, each column as wide as its widest cell."""
    cells = [HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    lines = [_line(line, widths) for line in cells]
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


def _cells(row: Row) -> tuple[str, ...]:
    measured, floor = shown(row.measured, row.unit), shown(row.floor, row.unit)
    return row.what, measured, floor, ratio(row.measured, row.floor), row.target


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    *numbers, (target, _) = others
    columns = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in numbers), target]
    return "  ".join(columns).rstrip()

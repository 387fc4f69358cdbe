"""The hours in which a person has said that a message is safe.

Outside them somebody else may hold her phone. No window means no message, ever (safety rule 21).
Windows are Kenyan local time, half-open: 18:00-20:00 holds 18:00 and no longer holds 20:00.
Instants go in aware and come out in UTC.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from monitor.core.clock import NAIROBI, to_local
from monitor.core.errors import Invalid

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MINUTES_A_DAY = 24 * 60
_SHAPE = "write it as 'mon-fri 18:00-20:00'"

Span = tuple[datetime, datetime]


@dataclass(frozen=True, order=True)
class Window:
    """One stretch of one weekday, in minutes since its local midnight.

    `closes_minute` lies beyond 1440 where the window runs over midnight.
    """

    day: int
    opens_minute: int
    closes_minute: int


@dataclass(frozen=True)
class SafeHours:
    """A week of windows, the same every week; empty means that no hour is safe."""

    windows: tuple[Window, ...] = ()

    def contains(self, instant: datetime) -> bool:
        """Say whether an instant is safe.

        >>> hours = parse_windows("mon 18:00-20:00")
        >>> hours.contains(datetime(2026, 3, 2, 15, 0, tzinfo=UTC))
        True
        >>> hours.contains(datetime(2026, 3, 2, 17, 0, tzinfo=UTC))
        False
        """
        return any(opens <= instant < closes for opens, closes in self._spans(instant, instant))

    def next_moment(self, after: datetime, before: datetime) -> datetime | None:
        """Return the earliest safe instant in [after, before), or None.

        >>> hours = parse_windows("mon 18:00-20:00")
        >>> monday = datetime(2026, 3, 2, tzinfo=UTC)
        >>> hours.next_moment(monday, monday + timedelta(days=1)).isoformat()
        '2026-03-02T15:00:00+00:00'
        >>> hours.next_moment(monday, monday + timedelta(hours=15)) is None
        True
        """
        horizon = min(before, after + timedelta(days=len(DAYS)))
        spans = self.windows_between(after, horizon)
        return spans[0][0] if spans else None

    def windows_between(self, start: datetime, end: datetime) -> list[Span]:
        """Return the safe stretches inside [start, end), in order, touching ones joined.

        >>> hours = parse_windows("mon 18:00-20:00;mon 19:00-21:00")
        >>> monday = datetime(2026, 3, 2, tzinfo=UTC)
        >>> [(a.hour, b.hour) for a, b in hours.windows_between(monday, monday + timedelta(days=7))]
        [(15, 18)]
        """
        clipped = (
            (max(opens, start.astimezone(UTC)), min(closes, end.astimezone(UTC)))
            for opens, closes in self._spans(start, end)
        )
        return _joined(sorted(span for span in clipped if span[0] < span[1]))

    def _spans(self, start: datetime, end: datetime) -> Iterator[Span]:
        """Yield whole windows of every local day that can touch the stretch."""
        day = to_local(start).date() - timedelta(days=1)
        while day <= to_local(end).date():
            for window in self.windows:
                if window.day == day.weekday():
                    yield _at(day, window.opens_minute), _at(day, window.closes_minute)
            day += timedelta(days=1)


def parse_windows(text: str) -> SafeHours:
    """Read windows as they are written in a plan; empty text is no window at all.

    >>> format_windows(parse_windows("Mon-Fri 18:00-20:00; sun 14:00-16:00"))
    'mon-fri 18:00-20:00;sun 14:00-16:00'
    >>> parse_windows("") == SafeHours()
    True
    """
    pieces = [piece.strip().lower() for piece in text.split(";")]
    windows = {
        window
        for number, piece in enumerate(pieces, start=1)
        if piece
        for window in _parse_piece(piece, number)
    }
    return SafeHours(tuple(sorted(windows)))


def format_windows(hours: SafeHours) -> str:
    """Write windows in one settled form, which reads back as the same hours.

    >>> format_windows(parse_windows("sun,mon 08:00-09:00;sat 22:00-01:00"))
    'mon,sun 08:00-09:00;sat 22:00-01:00'
    """
    days_of: dict[tuple[int, int], list[int]] = {}
    for window in hours.windows:
        days_of.setdefault((window.opens_minute, window.closes_minute), []).append(window.day)
    return ";".join(
        f"{_days_text(days)} {_clock_text(opens)}-{_closing_text(closes)}"
        for (opens, closes), days in days_of.items()
    )


def as_json(hours: SafeHours) -> list[dict[str, str]]:
    """Return the windows as plain values.

    >>> as_json(parse_windows("sat 22:00-01:00"))
    [{'day': 'sat', 'opens': '22:00', 'closes': '01:00'}]
    """
    return [
        {
            "day": DAYS[window.day],
            "opens": _clock_text(window.opens_minute),
            "closes": _closing_text(window.closes_minute),
        }
        for window in hours.windows
    ]


def from_json(rows: Sequence[Mapping[str, str]]) -> SafeHours:
    """Return the hours that `as_json` wrote down.

    >>> from_json([{"day": "sat", "opens": "22:00", "closes": "01:00"}]).windows
    (Window(day=5, opens_minute=1320, closes_minute=1500),)
    """
    try:
        pieces = [f"{row['day']} {row['opens']}-{row['closes']}" for row in rows]
    except KeyError as missing:
        raise Invalid(f"a window needs day, opens and closes; {missing} is missing") from None
    return parse_windows(";".join(pieces))


def _parse_piece(piece: str, number: int) -> Iterator[Window]:
    """Read one piece: some days, then one stretch of hours."""
    words = re.sub(r"\s*([-,])\s*", r"\1", piece).split()
    if len(words) != 2:
        raise Invalid(f"window {number}: needs days and hours; {_SHAPE}", field="windows")
    opens, closes = _parse_hours(words[1], number)
    for day in _parse_days(words[0], number):
        yield Window(day, opens, closes)


def _parse_days(text: str, number: int) -> Iterator[int]:
    """Yield the weekdays of `daily`, `mon-fri`, `sat-mon` or `mon,wed`."""
    if text == "daily":
        yield from range(len(DAYS))
        return
    for part in text.split(","):
        ends = [_parse_day(name, number) for name in part.split("-")]
        if len(ends) > 2:
            raise Invalid(f"window {number}: a range has two days; {_SHAPE}", field="windows")
        first, last = ends[0], ends[-1]
        for step in range((last - first) % len(DAYS) + 1):
            yield (first + step) % len(DAYS)


def _parse_day(name: str, number: int) -> int:
    """Return the number of a weekday, Monday 0."""
    if name not in DAYS:
        raise Invalid(
            f"window {number}: {_shown(name)} is not one of {' '.join(DAYS)} or daily",
            field="windows",
        )
    return DAYS.index(name)


def _parse_hours(text: str, number: int) -> tuple[int, int]:
    """Return opening and closing minute; a closing that is not later is on the next day."""
    ends = text.split("-")
    if len(ends) != 2:
        raise Invalid(f"window {number}: hours need a start and an end; {_SHAPE}", field="windows")
    opens, closes = (_parse_clock(end, number) for end in ends)
    if opens in (closes, _MINUTES_A_DAY):
        raise Invalid(
            f"window {number}: {_shown(ends[0])} to {_shown(ends[1])} is no stretch of time; "
            "a whole day is 00:00-24:00",
            field="windows",
        )
    return opens, closes if closes > opens else closes + _MINUTES_A_DAY


def _parse_clock(text: str, number: int) -> int:
    """Return minutes since midnight of a time such as 18:00; 24:00 ends a day."""
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", text)
    minutes = int(found[1]) * 60 + int(found[2]) if found else None
    if minutes is None or minutes > _MINUTES_A_DAY or int(text[-2:]) >= 60:
        raise Invalid(
            f"window {number}: {_shown(text)} is not a time such as 18:00", field="windows"
        )
    return minutes


def _shown(piece: str) -> str:
    """Quote a bad piece only while it is too short to be a name or a number gone astray."""
    if re.fullmatch(r"[a-z]{1,3}|[0-9:.]{1,5}", piece):
        return f"'{piece}'"
    return "a part of it"


def _days_text(days: Iterable[int]) -> str:
    """Write weekdays, three or more in a row as a range."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    if runs == [list(range(len(DAYS)))]:
        return "daily"
    return ",".join(
        f"{DAYS[run[0]]}-{DAYS[run[-1]]}" if len(run) > 2 else ",".join(DAYS[day] for day in run)
        for run in runs
    )


def _clock_text(minute: int) -> str:
    """Write minutes since midnight as hours and minutes."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _closing_text(closes: int) -> str:
    """Write a closing time; the end of the day itself stays 24:00."""
    return _clock_text(closes if closes == _MINUTES_A_DAY else closes % _MINUTES_A_DAY)


def _at(day: date, minute: int) -> datetime:
    """Return the instant of a local minute; Kenya keeps one offset all year."""
    midnight = datetime.combine(day, time(), tzinfo=NAIROBI).astimezone(UTC)
    return midnight + timedelta(minutes=minute)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Join stretches, given in order, that overlap or touch."""
    joined: list[Span] = []
    for opens, closes in spans:
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(closes, joined[-1][1]))
        else:
            joined.append((opens, closes))
    return joined

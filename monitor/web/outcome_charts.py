"""Where the marks of the charts lie, in units of a drawing 360 wide; the templates only draw.

Shape and place carry the meaning, never colour, so that a copy in black and white says the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.outcomes.indicators import Fate, Rate, ReplyWeek
from monitor.outcomes.service import MonthFigures

WIDTH = 360
SHOWN_FATES = (Fate.REPLIED, Fate.SILENT, Fate.UNDELIVERED, Fate.NO_RECEIPT)

_LEFT, _RIGHT = 42.0, 348.0
_RATE_TOP, _RATE_HEIGHT = 22.0, 110.0
_PANEL_GAP, _PANEL_HEIGHT = 22.0, 40.0
_LEAST_BAR = 1.5
_ROW = 36.0
_BAR_LEFT, _BAR_RIGHT = 66.0, 300.0
_TICK_WEEKS = (1, 26, 52, 78, 104)


@dataclass(frozen=True)
class RateRow:
    """One month of the rate chart; no places where nobody is counted."""

    month: int
    y: float
    rate: Rate
    point: float | None
    interval: tuple[float, float] | None
    bounds: tuple[float, float] | None


@dataclass(frozen=True)
class RateChart:
    """The reintegration rate at each month, with its interval inside its bounds."""

    height: float
    rows: tuple[RateRow, ...]
    ticks: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class WeekMark:
    """The reply rate of one week, with its interval."""

    x: float
    y: float
    high: float
    low: float


@dataclass(frozen=True)
class Bar:
    """One count of one week."""

    x: float
    y: float
    height: float


@dataclass(frozen=True)
class Panel:
    """What came of the check-ins in one way, week by week."""

    fate: Fate
    top: float
    base: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class ReplyChart:
    """Reply rate above, and below it the counts it stands on, each kind in a row of its own."""

    height: float
    left: float
    right: float
    marks: tuple[WeekMark, ...]
    levels: tuple[tuple[int, float], ...]
    panels: tuple[Panel, ...]
    most: int
    """What the full height of a row of counts stands for."""
    bar_width: float
    ticks: tuple[tuple[int, float], ...]


def rate_chart(months: Sequence[MonthFigures]) -> RateChart:
    """Place the main rate of each month on a line from 0 to 100 in 100."""
    rows = tuple(_rate_row(figures, index) for index, figures in enumerate(months))
    return RateChart(
        height=_ROW * len(rows) + 24,
        rows=rows,
        ticks=tuple((percent, _across(percent / 100)) for percent in (0, 50, 100)),
    )


def reply_chart(weeks: Sequence[ReplyWeek]) -> ReplyChart:
    """Place the reply rate of each week, and the counts of each fate below it."""
    last = max((week.week for week in weeks), default=1)
    step = (_RIGHT - _LEFT) / last
    most = max((week.fates[fate] for week in weeks for fate in SHOWN_FATES), default=0)
    panels = tuple(
        _panel(fate, index, weeks, step=step, most=most) for index, fate in enumerate(SHOWN_FATES)
    )
    return ReplyChart(
        height=panels[-1].base + 24,
        left=_LEFT,
        right=_RIGHT,
        marks=tuple(_marks(weeks, step)),
        levels=tuple((percent, _down(percent / 100)) for percent in (0, 50, 100)),
        panels=panels,
        most=most,
        bar_width=round(max(step * 0.7, 1.2), 2),
        ticks=tuple(
            (week, _week_middle(week, step)) for week in _TICK_WEEKS if week <= max(last, 1)
        ),
    )


def _rate_row(figures: MonthFigures, index: int) -> RateRow:
    main, upper = figures.rates["main"], figures.rates["upper"]
    y = index * _ROW + _ROW / 2
    if main.rate is None or main.low is None or main.high is None or upper.rate is None:
        return RateRow(figures.month, y, main, point=None, interval=None, bounds=None)
    return RateRow(
        figures.month,
        y,
        main,
        point=_across(main.rate),
        interval=(_across(main.low), _across(main.high)),
        bounds=(_across(main.rate), _across(upper.rate)),
    )


def _marks(weeks: Iterable[ReplyWeek], step: float) -> Iterable[WeekMark]:
    for week in weeks:
        reply = week.reply
        if reply.rate is not None and reply.low is not None and reply.high is not None:
            x = _week_middle(week.week, step)
            yield WeekMark(x, _down(reply.rate), high=_down(reply.high), low=_down(reply.low))


def _panel(fate: Fate, index: int, weeks: Iterable[ReplyWeek], *, step: float, most: int) -> Panel:
    top = _RATE_TOP + _RATE_HEIGHT + _PANEL_GAP + index * (_PANEL_HEIGHT + _PANEL_GAP)
    base = top + _PANEL_HEIGHT
    bars = []
    for week in weeks:
        if week.fates[fate]:
            height = round(max(_PANEL_HEIGHT * week.fates[fate] / most, _LEAST_BAR), 2)
            bars.append(Bar(_week_middle(week.week, step), round(base - height, 2), height))
    return Panel(fate, top, base, tuple(bars))


def _week_middle(week: int, step: float) -> float:
    return round(_LEFT + (max(week, 1) - 0.5) * step, 2)


def _down(share: float) -> float:
    return round(_RATE_TOP + _RATE_HEIGHT * (1 - share), 2)


def _across(share: float) -> float:
    return round(_BAR_LEFT + (_BAR_RIGHT - _BAR_LEFT) * share, 2)

"""The marks of the charts lie where their numbers say."""

from monitor.outcomes.indicators import Fate, ReplyWeek, proportion, rates
from monitor.outcomes.service import MonthFigures
from monitor.outcomes.statuses import Status
from monitor.web.outcome_charts import rate_chart, reply_chart


def month(**counts: int) -> MonthFigures:
    given = {Status(name): count for name, count in counts.items()}
    return MonthFigures(
        month=3, counts=given, exits=sum(given.values()), rates=rates(given),
        known=proportion(0, 0), periods=(),
    )  # fmt: skip


def week(number: int, *, replied: int, silent: int = 0) -> ReplyWeek:
    fates = {**dict.fromkeys(Fate, 0), Fate.REPLIED: replied, Fate.SILENT: silent}
    return ReplyWeek(number, fates, proportion(replied, replied + silent))


def test_the_dot_lies_in_its_interval_and_at_the_start_of_its_bounds() -> None:
    row = rate_chart([month(stable=5, unstable=3, unknown=2)]).rows[0]

    assert row.point is not None
    assert row.interval is not None
    assert row.interval[0] < row.point < row.interval[1]
    assert row.bounds == (183.0, 229.8)


def test_a_month_without_exits_has_no_dot() -> None:
    row = rate_chart([month()]).rows[0]

    assert (row.point, row.interval, row.bounds) == (None, None, None)


def test_a_week_of_replies_alone_stands_at_the_top_and_one_of_silence_at_the_bottom() -> None:
    chart = reply_chart([week(1, replied=4), week(2, replied=0, silent=2)])

    assert [mark.y for mark in chart.marks] == [22.0, 132.0]
    assert [mark.x for mark in chart.marks] == [118.5, 271.5]
    assert (chart.most, [bar.height for bar in chart.panels[0].bars]) == (4, [40.0])
    assert [bar.height for bar in chart.panels[1].bars] == [20.0]


def test_one_of_many_is_still_seen() -> None:
    chart = reply_chart([week(1, replied=1000, silent=1)])

    assert chart.panels[1].bars[0].height == 1.5


def test_nothing_sent_draws_nothing() -> None:
    chart = reply_chart([])

    assert (chart.marks, [panel.bars for panel in chart.panels]) == ((), [()] * 4)

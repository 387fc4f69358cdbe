"""The agenda: in order, and the same after it has been on disk."""

from datetime import UTC, datetime, timedelta

from monitor.demo.agenda import Act, Agenda, Deed, load

NOON = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATE = Act(NOON + timedelta(hours=2), "Mkuyu", Deed.TEXT, "Sawa")
SOON = Act(NOON, "worker.acacia", Deed.SHIFT)


def test_acts_come_in_order_of_time() -> None:
    agenda = Agenda([LATE])
    agenda.add([SOON])

    assert agenda.next_at == NOON
    assert agenda.take(NOON + timedelta(hours=3)) == [SOON, LATE]


def test_what_is_not_due_stays() -> None:
    agenda = Agenda([LATE, SOON])

    assert agenda.take(NOON) == [SOON]
    assert agenda.next_at == LATE.at


def test_the_next_of_a_kind_is_found_behind_others() -> None:
    agenda = Agenda([LATE, SOON])

    assert agenda.next_where(lambda act: act.deed is Deed.TEXT) == LATE.at
    assert agenda.next_where(lambda act: act.deed is Deed.PAGE) is None


def test_an_agenda_comes_back_from_disk_as_it_was() -> None:
    kept = Agenda([LATE, SOON]).dump()

    assert load(kept).take(LATE.at) == [SOON, LATE]

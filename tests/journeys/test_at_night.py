"""Distress at night: the ladder climbs until somebody answers, whoever that is."""

from datetime import timedelta

from tests.journeys.story import (
    ALARM,
    MWANGI,
    NJERI,
    OTIENO,
    PAGE_NOW,
    WANJIKU,
    Story,
)

FIRST, SECOND = "amenipiga jana usiku", "amerudi na kisu, ataniua"


def in_distress(story: Story) -> None:
    """Have her write in the evening and njeri claim the case; then it is three o'clock."""
    story.duty()
    story.enrol()
    story.on("2026-03-05 19:00")
    story.text(FIRST)
    assert story.got(NJERI) == [PAGE_NOW]
    browser = story.browse("njeri")
    assert browser.post(f"/cases/{story.case('distress').id}/claim").status_code == 303
    story.on("2026-03-05 19:25")
    assert story.got(OTIENO) == [], "whoever claims stops the ladder"


def steps(story: Story) -> dict[str, int]:
    """Return when each phone rang first after 03:00, in minutes."""
    found: dict[str, int] = {}
    names = {staff_id: name for name, staff_id in story.staff_ids.items()}
    for page in story.pages():
        minutes = (page.sent_at - story.events("distress")[-1].arrived_at) / timedelta(minutes=1)
        if minutes >= 0:
            found.setdefault(names[page.staff_id], round(minutes))
    return found


def test_nobody_acts_on_a_second_distress_and_the_ladder_climbs_to_its_end(story: Story) -> None:
    in_distress(story)
    story.on("2026-03-06 03:00")
    told = len(story.got(WANJIKU))
    story.text(SECOND)
    assert story.got(NJERI)[-1] == PAGE_NOW
    assert story.got(NJERI).count(PAGE_NOW) == 2

    story.on("2026-03-06 03:09")
    assert story.got(OTIENO) == []
    story.on("2026-03-06 03:10")
    assert story.got(OTIENO) == [PAGE_NOW]
    story.on("2026-03-06 03:20")
    assert story.got(WANJIKU)[told:] == [PAGE_NOW]
    assert story.got(MWANGI).count(PAGE_NOW) == 1, "the first distress was missed at 19:30"
    story.on("2026-03-06 03:30")
    assert story.got(MWANGI).count(PAGE_NOW) == 2
    story.on("2026-03-06 03:41")
    assert "page_unanswered" in story.alarms()
    assert ALARM in story.got(NJERI) + story.got(WANJIKU)
    assert steps(story) == {"njeri": 0, "otieno": 10, "wanjiku": 20, "mwangi": 30}
    case = story.case("distress")
    assert (case.severity, len(story.events("distress"))) == (4, 2), "it joins the open case"


def test_a_1_from_the_phone_that_was_paged_stops_the_ladder(story: Story) -> None:
    in_distress(story)
    story.on("2026-03-06 03:00")
    story.text(SECOND)
    story.on("2026-03-06 03:12")
    story.text("1", number=OTIENO)
    assert story.got(OTIENO) == [PAGE_NOW], "staff get no answer"
    story.on("2026-03-06 03:29")
    assert story.got(WANJIKU) == []
    assert [page for page in story.pages() if page.acknowledged_at is None and page.next_at] == []
    assert len(story.facts("page_acknowledged")) >= 1
    assert story.case("distress").state == "claimed", "an answer is no action"


def test_a_late_answer_after_the_ladder_ended_closes_the_alarm(story: Story) -> None:
    in_distress(story)
    story.on("2026-03-05 19:40")
    story.text("1", number=MWANGI)
    story.on("2026-03-06 03:00")
    story.text(SECOND)
    story.on("2026-03-06 03:45")
    assert "page_unanswered" in story.alarms()
    story.text("1", number=WANJIKU)
    assert "page_unanswered" not in story.alarms()

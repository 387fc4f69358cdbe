"""She pauses for two weeks on her menu: quiet meanwhile, and afterwards silence counts again."""

from tests.journeys.story import CHECKIN, Story


def test_after_a_pause_that_ran_out_silence_counts_again(story: Story) -> None:
    story.duty()
    person_id = story.enrol(plan_expires="2026-12-31")
    story.on("2026-03-05 09:00")
    story.text("1")
    assert story.handset().dial("4821", "2", "1") == "END Asante."
    assert "pause" in story.restrictions(person_id)
    story.on("2026-03-19 08:00")
    assert story.got().count(CHECKIN) == 1, "nothing in the pause"
    assert story.facts("checkin_late") == []

    story.on("2026-03-26 12:00")
    assert "pause" not in story.restrictions(person_id)
    assert story.got().count(CHECKIN) == 2, "the next slot goes out"
    assert len(story.facts("checkin_late")) == 1, "48 hours later it is late"
    story.on("2026-04-03 12:00")
    assert story.events("silence")[-1].details["late_in_a_row"] == 2
    story.on("2026-05-01 12:00")
    assert len(story.facts("out_of_contact")) == 1

"""She is invited to the questions that are due, rarely and only where nothing is given away."""

from datetime import timedelta
from itertools import pairwise

import pytest

from monitor.sms.models import OutboundMessage
from tests.journeys.story import CHECKIN, HER, Story

INVITE = "Habari. Ukipata nafasi piga *384*2025#."
PLAN = {
    "days_1": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from_1": "08:00",
    "to_1": "20:00", "sms_ok": "yes", "ussd_ok": "yes", "voice_ok": "yes", "invite_ok": "yes",
    "plan_expires": "2026-12-31",
}  # fmt: skip


def agree(story: Story, person_id: str, **changes: str) -> None:
    """Have her agree to a plan that allows the code in a text, but for the changes."""
    njeri = story.browse("njeri")
    njeri.get(f"/people/{person_id}/plan")
    terms = {name: value for name, value in {**PLAN, **changes}.items() if value}
    assert njeri.post(f"/people/{person_id}/plan", terms).status_code == 303


def invitations(story: Story) -> list[OutboundMessage]:
    """Return the invitations that went out."""
    return story.rows(
        OutboundMessage, OutboundMessage.purpose == "invite", OutboundMessage.state == "sent"
    )


def test_she_is_invited_once_in_seven_days_while_something_is_due(story: Story) -> None:
    story.duty()
    person_id = story.enrol(content_level="on_request")
    agree(story, person_id)
    story.on("2026-04-12 12:00")
    sent = invitations(story)
    assert story.got().count(INVITE) == len(sent) >= 3
    moments = [row.sent_at for row in sent]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert all(gap >= timedelta(days=7) for gap in gaps)
    assert {row.language for row in sent} == {"sw"}


def test_no_invitation_comes_within_two_days_of_an_unanswered_check_in(story: Story) -> None:
    story.duty()
    person_id = story.enrol(content_level="on_request")
    agree(story, person_id)
    story.on("2026-04-12 12:00")
    asked = [row.sent_at for row in story.checkins() if row.sent_at is not None]
    assert asked
    for row in invitations(story):
        before = [at for at in asked if at <= row.sent_at]
        assert row.sent_at - max(before) >= timedelta(hours=48)


def test_whoever_answered_is_invited_without_the_two_days(story: Story) -> None:
    story.duty()
    person_id = story.enrol(content_level="on_request")
    agree(story, person_id)
    for _ in story.moments(story.now + timedelta(days=14)):
        if story.got() and story.got()[-1] == CHECKIN:
            story.text("1")
    assert invitations(story)


@pytest.mark.parametrize(
    ("cells", "terms"),
    [
        pytest.param({"content_level": "covert"}, {}, id="covert"),
        pytest.param(
            {"content_level": "overt", "shared_with": "sister"}, {}, id="others-see-the-phone"
        ),
        pytest.param({"content_level": "overt"}, {"invite_ok": ""}, id="no-code-in-a-text"),
        pytest.param({"content_level": "overt", "survey_channel": "voice"}, {}, id="by-voice"),
        pytest.param({"content_level": "overt", "survey_channel": "none"}, {}, id="not-at-all"),
        pytest.param({"content_level": "overt", "consents": "checkins"}, {}, id="no-consent"),
        pytest.param({"content_level": "overt"}, {"sms_ok": ""}, id="no-sms"),
    ],
)
def test_nobody_else_is_invited(story: Story, cells: dict[str, str], terms: dict[str, str]) -> None:
    story.duty()
    person_id = story.enrol(**cells)
    agree(story, person_id, **terms)
    story.on("2026-04-12 12:00")
    assert INVITE not in story.got()


def test_what_was_answered_or_given_to_a_caseworker_is_not_invited_to(story: Story) -> None:
    story.duty()
    person_id = story.enrol(content_level="overt")
    agree(story, person_id)
    story.on("2026-04-13 12:00")
    assert story.case("ask_by_voice").person_id == person_id
    before = len(invitations(story))
    story.on("2026-05-12 07:00")
    assert len(invitations(story)) == before
    assert story.got(HER).count(INVITE) == before

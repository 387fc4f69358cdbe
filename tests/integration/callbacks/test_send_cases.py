"""Every send response of the provider: a queued check-in meets it through the real SDK."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from monitor.jobs import deliver_outbox, settle_uncertain
from monitor.people import service as people
from monitor.sms import gateway_states, suppressions
from monitor.sms.models import OutboundMessage
from monitor.triage import alarms
from monitor.triage.models import CaseEvent
from tests.factories.people import a_plan
from tests.factories.sms import Scene, set_scene
from tests.integration.callbacks.cases import ENVIRONMENTS, SEND_RESPONSES, Case
from tests.integration.callbacks.given import CHECKIN, approve
from tests.integration.callbacks.installation import GATEWAY, Installation
from tests.unit.sms.gateways.provider_stub import entry, reply

pytestmark = pytest.mark.shared

NUMBER = "+254700000001"
RESPONSES = [
    pytest.param(case, environment, "", id=f"{case['id']}-{environment}")
    for case in SEND_RESPONSES
    for environment in ENVIRONMENTS
]
DAYS = 3


@pytest.mark.parametrize(("case", "environment", "keyword"), RESPONSES)
def test_an_answer_to_a_send_means_what_the_case_says(
    installation: Installation, case: Case
) -> None:
    scene, message_id = a_queued_checkin(installation)
    provider = installation.provider
    provider.answer(case["http_status"], case["body"].encode(), content_type=case["content_type"])
    installation.deliver()
    assert [form["to"] for form in provider.forms] == [[NUMBER]]
    assert provider.paths == ["/version1/messaging"]
    meaning = case["meaning"]
    OUTCOMES[meaning["outcome"]](installation, scene, message_id, meaning)


def a_queued_checkin(installation: Installation) -> tuple[Scene, str]:
    """Return a scene and the id of a check-in due now, in hours long enough for a copy."""
    plan = a_plan("mon-sun 09:00-21:00")
    scene = set_scene(installation.programme, number=NUMBER, plan=plan)
    approve(installation.programme, CHECKIN)
    row = scene.message(scene.queue(checkin_id=scene.first_checkin()))
    assert row.state == "queued"
    return scene, row.id


def accepted(
    installation: Installation, scene: Scene, message_id: str, meaning: Mapping[str, Any]
) -> None:
    row = scene.row(message_id)
    assert (row.state, row.reason) == ("sent", None)
    assert (row.gateway, row.gateway_message_id) == (GATEWAY, meaning["messageId"])
    assert row.sent_at == scene.now
    assert row.parts == meaning.get("parts", row.parts)
    assert scene.checkin(scene.first_checkin()).sent_at == scene.now
    assert open_alarms(scene) == set()
    assert copies_within_days(installation, scene) == 1


def sending_is_paused(
    installation: Installation, scene: Scene, message_id: str, meaning: Mapping[str, Any]
) -> None:
    """The account or the sender is refused: all sending waits, and the message with it."""
    row = scene.row(message_id)
    assert row.state in ("held", "queued")
    assert row.reason == "gateway_down"
    assert_not_taken(row, meaning)
    with scene.programme.database.reading() as session:
        assert gateway_states.gateway_state(session, GATEWAY).paused_at == scene.now
        assert gateway_states.gateway_state(session, GATEWAY).reason == str(meaning["code"])
    assert open_alarms(scene) == {"gateway_paused"}
    assert_another_message_waits(installation, scene)
    assert_goes_out_after_the_repair(installation, scene, message_id)


def suppressed(
    installation: Installation, scene: Scene, message_id: str, meaning: Mapping[str, Any]
) -> None:
    row = scene.row(message_id)
    assert row.state == "failed"
    assert_not_taken(row, meaning)
    with scene.programme.database.reading() as session:
        assert suppressions.is_suppressed(session, row.to_lookup)
        contact = people.contact_facts(session, scene.person_id, now=scene.now)
    assert "opt_out" in contact.restrictions
    assert reasons_of_cases(scene) == {"suppressed"}
    assert copies_within_days(installation, scene) == 1


def permanent(
    installation: Installation, scene: Scene, message_id: str, meaning: Mapping[str, Any]
) -> None:
    row = scene.row(message_id)
    assert row.state == "failed"
    assert_not_taken(row, meaning)
    with scene.programme.database.reading() as session:
        assert not suppressions.is_suppressed(session, row.to_lookup)
        contact = people.contact_facts(session, scene.person_id, now=scene.now)
    assert "freeze" in contact.restrictions
    assert reasons_of_cases(scene) == {"frozen"}
    assert scene.checkin(scene.first_checkin()).undelivered_at == scene.now
    assert copies_within_days(installation, scene) == 1


def ambiguous(
    installation: Installation, scene: Scene, message_id: str, meaning: Mapping[str, Any]
) -> None:
    """It may have gone out: never resent at once, and never more than once at all."""
    row = scene.row(message_id)
    assert row.state == "uncertain"
    assert row.code == str(meaning["code"])
    assert row.gateway_message_id is None
    assert scene.checkin(scene.first_checkin()).sent_at == scene.now
    installation.deliver()
    assert len(installation.provider.forms) == 1
    for_a_person = meaning["code"] not in (500, 501)
    assert open_alarms(scene) == ({"message_held"} if for_a_person else set())
    assert copies_within_days(installation, scene) == (1 if for_a_person else 2)


def held(
    installation: Installation, scene: Scene, message_id: str, meaning: Mapping[str, Any]
) -> None:
    """The provider may still let it go: a second copy could reach her twice."""
    row = scene.row(message_id)
    assert (row.state, row.code) == ("uncertain", str(meaning["code"]))
    assert row.gateway_message_id == "ATXid_0001"
    assert open_alarms(scene) == {"message_held"}
    assert copies_within_days(installation, scene) == 1


OUTCOMES: Mapping[str, Callable[[Installation, Scene, str, Mapping[str, Any]], None]] = {
    "accepted": accepted,
    "config_error": sending_is_paused,
    "pause_account": sending_is_paused,
    "suppress_number": suppressed,
    "permanent": permanent,
    "ambiguous": ambiguous,
    "held": held,
}


def assert_not_taken(row: OutboundMessage, meaning: Mapping[str, Any]) -> None:
    assert row.code == str(meaning["code"])
    assert row.gateway_message_id is None
    assert row.sent_at is None


def assert_another_message_waits(installation: Installation, scene: Scene) -> None:
    scene.page()
    installation.deliver()
    assert len(installation.provider.forms) == 1


def assert_goes_out_after_the_repair(
    installation: Installation, scene: Scene, message_id: str
) -> None:
    """See that the same message goes out once the gateway is tried and takes messages again."""
    installation.provider.answer(201, reply(entry()))
    for _ in range(12):
        scene.clock.advance(timedelta(minutes=5))
        installation.deliver()
    row = scene.row(message_id)
    assert (row.state, row.gateway_message_id) == ("sent", "ATXid_0001")
    assert open_alarms(scene) == set()


def copies_within_days(installation: Installation, scene: Scene) -> int:
    """Let days pass, with what settles and sends; return how often it went to the provider."""
    for _ in range(DAYS * 24):
        scene.clock.advance(timedelta(hours=1))
        settle_uncertain.run(installation.programme)
        deliver_outbox.run(installation.programme)
    return sum(form["to"] == [NUMBER] for form in installation.provider.forms)


def open_alarms(scene: Scene) -> set[str]:
    with scene.programme.database.reading() as session:
        return {alarm.kind for alarm in alarms.list_open(session)}


def reasons_of_cases(scene: Scene) -> set[str]:
    with scene.programme.database.reading() as session:
        return set(session.scalars(select(CaseEvent.rule)))

"""Every send response case, through the real SDK from a real server."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from monitor.sms.gateway import Outgoing
from monitor.sms.gateways.africastalking import AfricasTalkingGateway, AfricasTalkingSettings
from tests.shared import shared_path
from tests.unit.sms.gateways.provider_stub import running

pytestmark = pytest.mark.shared

CASES = json.loads(shared_path("gateway/africastalking_cases.json").read_text(encoding="utf-8"))
KINDS = {"permanent": "refused_permanent"}


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["id"]) for case in CASES["send_responses"]]
)
def test_an_answer_means_what_the_case_says(
    case: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with running() as stub:
        stub.answer(case["http_status"], case["body"].encode(), content_type=case["content_type"])
        driver = AfricasTalkingGateway(
            AfricasTalkingSettings(
                username="baada", api_key="key", environment="production", base_url=stub.url
            )
        )
        outcome = driver.send(Outgoing(message_id="m", to="+254700000001", text="Habari"))
    meaning = case["meaning"]
    assert outcome.kind == KINDS.get(meaning["outcome"], meaning["outcome"])
    assert outcome.code == str(meaning.get("code", outcome.code))
    assert outcome.parts == meaning.get("parts")
    if meaning["outcome"] == "accepted":
        assert outcome.gateway_message_id == meaning["messageId"]
    elif meaning["outcome"] != "held":
        assert outcome.gateway_message_id is None


def test_no_case_is_left_out() -> None:
    assert len(CASES["send_responses"]) == 14

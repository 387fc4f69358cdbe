"""Which accounts and addresses the gateway agrees to work with."""

import pytest

from monitor.core.errors import Invalid
from monitor.sms.gateways.africastalking import AfricasTalkingGateway, AfricasTalkingSettings

KEY = "atsk_secret_of_the_test"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        pytest.param({"username": "sandbox"}, "at_username", id="sandbox_in_production"),
        pytest.param({"username": ""}, "at_username", id="no_username"),
        pytest.param({"api_key": ""}, "at_api_key", id="no_key"),
        pytest.param({"api_key": f"{KEY}\n"}, "at_api_key", id="key_with_a_line_end"),
        pytest.param({"base_url": "http://sms.example.org"}, "at_base_url", id="plain_http"),
        pytest.param({"content_url": "nonsense"}, "at_content_url", id="no_address"),
    ],
)
def test_unsafe_settings_refuse_to_start(changes: dict[str, str], field: str) -> None:
    asked = {"username": "baada", "api_key": KEY, "environment": "production"} | changes
    with pytest.raises(Invalid) as refused:
        AfricasTalkingGateway(AfricasTalkingSettings(**asked))
    assert refused.value.field == field
    assert KEY not in str(refused.value)


@pytest.mark.parametrize(
    ("environment", "base_url", "expected"),
    [
        pytest.param("sandbox", "http://127.0.0.1:9000", True, id="stand_in"),
        pytest.param("sandbox", "", False, id="the_providers_default"),
        pytest.param("sandbox", "https://API.africastalking.com/version1", False, id="provider"),
        pytest.param("production", "http://127.0.0.1:9000", False, id="production"),
    ],
)
def test_only_a_stand_in_outside_production_counts_as_a_test(
    environment: str, base_url: str, expected: bool
) -> None:
    driver = AfricasTalkingGateway(
        AfricasTalkingSettings(
            username="baada", api_key=KEY, environment=environment, base_url=base_url
        )
    )
    assert driver.is_test is expected

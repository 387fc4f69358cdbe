"""Gateways by name."""

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.core.errors import Invalid
from monitor.core.settings import Kind, Settings
from monitor.sms.gateways import GATEWAYS, build_gateway

SETTINGS = Settings(
    kind=Kind.DEMO,
    database_url="sqlite://",
    config_dir=Path("config"),
    var_dir=Path("var"),
    key_file=Path("keys"),
    gateway="recording",
    environment="sandbox",
    at_username="sandbox",
    at_api_key="key",
    at_base_url="http://127.0.0.1:9000/version1",
    ussd_code="*384*2025#",
)


@pytest.mark.parametrize("name", [name for name, _ in GATEWAYS])
def test_every_gateway_is_built_from_settings_under_its_own_name(name: str) -> None:
    gateway = build_gateway(replace(SETTINGS, gateway=name))
    assert gateway.name == name
    assert gateway.service_code == "*384*2025#"
    assert gateway.is_test


def test_an_unknown_gateway_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Invalid, match="africastalking, recording") as refused:
        build_gateway(replace(SETTINGS, gateway="pigeon"))
    assert refused.value.field == "gateway"


def test_a_production_installation_never_starts_on_the_sandbox_account() -> None:
    with pytest.raises(Invalid, match="nobody would be reached"):
        build_gateway(replace(SETTINGS, gateway="africastalking", environment="production"))

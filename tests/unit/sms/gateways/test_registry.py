"""Gateways by name."""

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.core.errors import Invalid
from monitor.core.settings import Kind, Settings
from monitor.sms.gateways import GATEWAYS, build_gateway, build_gateways

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


def test_beside_a_test_gateway_every_configured_one_reads_callbacks() -> None:
    assert set(build_gateways(SETTINGS)) == {"africastalking", "recording", "console"}


def test_beside_a_real_gateway_no_test_gateway_listens() -> None:
    live = replace(
        SETTINGS,
        gateway="africastalking",
        environment="production",
        at_username="baada",
        at_base_url="",
    )
    assert set(build_gateways(live)) == {"africastalking"}


def test_a_gateway_without_an_account_is_left_out_unless_it_is_in_use() -> None:
    without = replace(SETTINGS, at_api_key="")
    assert "africastalking" not in build_gateways(without)
    with pytest.raises(Invalid, match="at_api_key"):
        build_gateways(replace(without, gateway="africastalking"))

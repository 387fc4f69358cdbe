"""Every gateway by name, with how it is built from the settings; a new one adds its line here."""

import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType

from monitor.core.errors import Invalid
from monitor.core.settings import Settings
from monitor.sms.callback_forms import Addresses
from monitor.sms.gateway import Gateway
from monitor.sms.gateways.africastalking import (
    PRODUCTION,
    AfricasTalkingGateway,
    AfricasTalkingSettings,
)
from monitor.sms.gateways.console import ConsoleGateway
from monitor.sms.gateways.recording import RecordingGateway


def _africastalking(settings: Settings) -> Gateway:
    return AfricasTalkingGateway(
        AfricasTalkingSettings(
            username=settings.at_username,
            api_key=settings.at_api_key,
            environment=settings.environment,
            base_url=settings.at_base_url,
            content_url=settings.at_content_url,
            sender=settings.sender,
            short_code=settings.short_code,
            ussd_code=settings.ussd_code,
            keyword=settings.keyword,
            country=settings.default_country,
        )
    )


def _recording(settings: Settings) -> Gateway:
    return RecordingGateway(_addresses(settings))


def _console(settings: Settings) -> Gateway:
    return ConsoleGateway(_addresses(settings), sys.stderr)


def _addresses(settings: Settings) -> Addresses:
    return Addresses(
        production=settings.environment == PRODUCTION,
        sender=settings.sender,
        short_code=settings.short_code,
        ussd_code=settings.ussd_code,
        keyword=settings.keyword,
        country=settings.default_country,
    )


Builder = Callable[[Settings], Gateway]

GATEWAYS: tuple[tuple[str, Builder], ...] = (
    ("africastalking", _africastalking),
    ("recording", _recording),
    ("console", _console),
)


def build_gateway(settings: Settings) -> Gateway:
    """Build the gateway that the settings name; raise `Invalid` for an unknown or unsafe one."""
    for name, build in GATEWAYS:
        if name == settings.gateway:
            return build(settings)
    known = ", ".join(name for name, _ in GATEWAYS)
    raise Invalid(f"There is no such gateway; choose one of: {known}.", field="gateway")


def build_gateways(settings: Settings) -> Mapping[str, Gateway]:
    """Build the gateway in use, and beside it every other whose callbacks may still arrive.

    The one in use must be safe, or nothing starts; another that is not configured is left out,
    and so is a test gateway beside a real one.
    """
    in_use = build_gateway(settings)
    built = {in_use.name: in_use}
    for name, build in GATEWAYS:
        other = None if name in built else _if_configured(build, settings)
        if other is not None and (in_use.is_test or not other.is_test):
            built[name] = other
    return MappingProxyType(built)


def _if_configured(build: Builder, settings: Settings) -> Gateway | None:
    try:
        return build(settings)
    except Invalid:
        return None

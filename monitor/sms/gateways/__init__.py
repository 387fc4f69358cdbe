"""Every gateway by name, with how it is built from the settings; a new one adds its line here."""

import sys
from collections.abc import Callable

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


GATEWAYS: tuple[tuple[str, Callable[[Settings], Gateway]], ...] = (
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

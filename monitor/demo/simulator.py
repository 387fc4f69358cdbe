"""The simulator that belongs to one installation: its keys, its codes, its address."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from monitor.core.errors import Invalid
from monitor.core.settings import Settings
from monitor.simulator.settings import SimulatorSettings, Timing

JUMP_SECONDS = 60.0
PHONES = "phones"


@dataclass(frozen=True)
class Chosen:
    """Settings of a simulator and the port it listens on."""

    settings: SimulatorSettings
    port: int


def simulator_settings(settings: Settings, keys: Mapping[str, tuple[str, ...]]) -> Chosen:
    """Return what the simulator of an installation is told; a live one has none."""
    if not settings.demo:
        raise Invalid("a live installation has no simulator; set BAADA_KIND to demo or practice")
    port = urlsplit(settings.simulator_url).port
    if port is None:
        raise Invalid("BAADA_SIMULATOR_URL must name a port, such as http://localhost:8001")
    own = f"http://127.0.0.1:{settings.port}"
    phones = settings.var_dir / PHONES
    phones.mkdir(parents=True, exist_ok=True)
    return Chosen(
        SimulatorSettings(
            callback_base_url=own,
            keys={kind: current[0] for kind, current in keys.items()},
            api_key=settings.at_api_key,
            username=settings.at_username,
            short_code=settings.short_code,
            sender=settings.sender,
            ussd_code=settings.ussd_code,
            application_url=settings.public_url or own,
            clock_url=f"{own}/demo/clock",
            colour_bar=settings.kind.value,
            state_dir=phones,
            timing=Timing(clock_timeout_seconds=JUMP_SECONDS),
            progress_reports=False,
        ),
        port,
    )

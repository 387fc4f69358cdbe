"""What the simulator is told at its start: where the application is, keys, codes and times."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote


class CallbackKind(StrEnum):
    """The callbacks a provider posts; each has an address and a key of its own."""

    SMS = "sms"
    RECEIPT = "receipt"
    OPT_OUT = "opt-out"
    SUBSCRIPTION = "subscription"
    USSD = "ussd"
    USSD_END = "ussd-end"


@dataclass(frozen=True, kw_only=True)
class Timing:
    """Real seconds; they are the provider's own unless a training or a test shortens them."""

    receipt_delay_seconds: float = 1.0
    callback_timeout_seconds: float = 10.0
    retry_seconds: float = 60.0
    give_up_seconds: float = 12 * 3600.0
    ussd_timeout_seconds: float = 10.0
    ussd_session_seconds: float = 180.0
    snapshot_seconds: float = 5.0
    clock_timeout_seconds: float = 2.0


@dataclass(frozen=True, kw_only=True)
class SimulatorSettings:
    """Settings of one simulator. `keys` holds a callback key for each `CallbackKind`."""

    callback_base_url: str
    keys: Mapping[str, str] = field(repr=False)
    api_key: str = field(repr=False)
    username: str = "sandbox"
    short_code: str = "22384"
    sender: str = "HABARI"
    ussd_code: str = "*384*2025#"
    application_url: str | None = None
    clock_url: str | None = None
    colour_bar: str = "demo"
    state_dir: Path | None = None
    timing: Timing = field(default_factory=Timing)
    progress_reports: bool = True
    """Whether each message is first reported as `Sent`; without, only its end is reported."""

    def callback_url(self, kind: CallbackKind, *, key: str | None = None) -> str:
        """Return the full address of a callback, with its key or with another one.

        >>> settings = SimulatorSettings(
        ...     callback_base_url="http://localhost:8000/", keys={"sms": "k 1"}, api_key="a")
        >>> settings.callback_url(CallbackKind.SMS)
        'http://localhost:8000/callbacks/africastalking/sms?key=k%201'
        """
        base = self.callback_base_url.rstrip("/")
        chosen = self.keys.get(kind.value, "") if key is None else key
        return f"{base}/callbacks/africastalking/{kind.value}?key={quote(chosen, safe='')}"

"""The settings of one installation: built once by `config`, frozen, handed down."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """What an installation is for; live, demo and practice never share a database or keys."""

    LIVE = "live"
    DEMO = "demo"
    PRACTICE = "practice"


class UnapprovedTexts(StrEnum):
    """What happens to a wording nobody has approved yet."""

    REFUSE = "refuse"
    DEMO = "demo"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything an operator may choose; each field is described in the README's table."""

    kind: Kind
    database_url: str
    config_dir: Path
    var_dir: Path
    key_file: Path
    gateway: str
    unapproved_texts: UnapprovedTexts = UnapprovedTexts.REFUSE
    default_country: str = "KE"
    environment: str = "production"
    at_username: str = ""
    at_api_key: str = field(default="", repr=False)
    at_base_url: str = ""
    at_content_url: str = ""
    sender: str = ""
    short_code: str = ""
    ussd_code: str = ""
    keyword: str = ""
    opt_out_text: str = ""
    public_url: str = ""
    airtime_amount: int = 0
    neutral_url: str = "https://www.wikipedia.org/"
    host: str = "127.0.0.1"
    port: int = 8000
    secure_cookies: bool = True
    log_level: str = "INFO"
    idle_lock: timedelta = timedelta(minutes=10)
    claim_lasts: timedelta = timedelta(minutes=30)
    simulator_url: str = ""
    scheduler: bool = True
    demo_start: datetime | None = None

    @property
    def demo(self) -> bool:
        """Tell whether the clock may be moved and the simulator used."""
        return self.kind is not Kind.LIVE

"""One folder of the demo: a whole installation of its own, and how far its history is played."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from monitor.demo.clock_door import PROGRESS, SWITCH

STATE = "demo.json"
LOGS = "logs"


@dataclass(frozen=True, kw_only=True)
class State:
    """What must survive between two starts."""

    today: date
    """The day of the first start: it decides who left when."""

    begins_at: datetime
    played_to: datetime
    finished: bool = False
    seen: int = 0
    """The last text of the phones that somebody has reacted to."""

    tries: Mapping[str, int] = field(default_factory=dict)
    agenda: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class Folder:
    """Where one history lies."""

    path: Path

    @property
    def name(self) -> str:
        """Return what the folder is called."""
        return self.path.name

    @property
    def logs(self) -> Path:
        """Return where its processes write what goes wrong."""
        return self.path / LOGS

    @property
    def database_url(self) -> str:
        """Return where its database lies."""
        return f"sqlite:///{self.path / 'baada.db'}"

    @property
    def key_file(self) -> Path:
        """Return where its keys lie."""
        return self.path / "keys.json"

    def read(self) -> State | None:
        """Return how far it is played; None where it is not begun or not whole."""
        try:
            row = json.loads((self.path / STATE).read_text())
        except (FileNotFoundError, ValueError):
            return None
        return State(
            today=date.fromisoformat(row["today"]),
            begins_at=datetime.fromisoformat(row["begins_at"]),
            played_to=datetime.fromisoformat(row["played_to"]),
            finished=row["finished"],
            seen=row["seen"],
            tries=row["tries"],
            agenda=tuple(row["agenda"]),
        )

    def write(self, state: State) -> None:
        """Keep how far it is played, whole or not at all."""
        row: dict[str, Any] = asdict(state)
        for name in ("today", "begins_at", "played_to"):
            row[name] = row[name].isoformat()
        _write_whole(self.path / STATE, row)

    def show_progress(self, played: int, of: int) -> None:
        """Tell whoever looks at this folder's clock how much older history is played."""
        _write_whole(self.path / PROGRESS, {"played": played, "of": of})

    def hide_progress(self) -> None:
        """Tell nothing more about older history."""
        (self.path / PROGRESS).unlink(missing_ok=True)

    def wants_switch(self) -> bool:
        """Say whether a visitor asked for the longer history, and forget that she did."""
        wanted = (self.path / SWITCH).exists()
        (self.path / SWITCH).unlink(missing_ok=True)
        return wanted


def environment(
    folder: Folder,
    *,
    inherited: Mapping[str, str],
    port: int,
    simulator_port: int,
    scheduler: bool,
    start: datetime,
) -> dict[str, str]:
    """Return what the processes of a folder are told; nothing of another installation leaks in.

    >>> found = environment(
    ...     Folder(Path("var/demo/recent")), inherited={"BAADA_GATEWAY": "kannel", "HOME": "/h"},
    ...     port=8000, simulator_port=8001, scheduler=False, start=datetime(2026, 3, 2))
    >>> found["BAADA_GATEWAY"], found["HOME"], found["BAADA_KIND"]
    ('africastalking', '/h', 'demo')
    """
    chosen = {
        "KIND": "demo",
        "VAR_DIR": str(folder.path),
        "DATABASE_URL": folder.database_url,
        "KEY_FILE": str(folder.key_file),
        "GATEWAY": "africastalking",
        "ENVIRONMENT": "sandbox",
        "AT_USERNAME": "sandbox",
        "AT_API_KEY": "simulated",
        "AT_BASE_URL": f"http://127.0.0.1:{simulator_port}",
        "SENDER": "HABARI",
        "SHORT_CODE": "22384",
        "USSD_CODE": "*384*2025#",
        "PUBLIC_URL": f"http://localhost:{port}",
        "SIMULATOR_URL": f"http://localhost:{simulator_port}",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "UNAPPROVED_TEXTS": "demo",
        "SECURE_COOKIES": "false",
        "SCHEDULER": "true" if scheduler else "false",
        "LOG_LEVEL": "WARNING",
        "DEMO_START": start.isoformat(),
    }
    return {
        **dict(_foreign(inherited)),
        **{f"BAADA_{name}": value for name, value in chosen.items()},
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
    }


def _foreign(inherited: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in inherited.items() if not name.startswith("BAADA_"))


def _write_whole(path: Path, row: Mapping[str, Any]) -> None:
    """Write beside the file and put it in place, so that no reader sees half of it."""
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(row))
    fresh.replace(path)

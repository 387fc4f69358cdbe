"""An installation for one run: its own PostgreSQL, which waits for the disk, people, and a server.

Everything is made by the commands an operator uses and served by the one she starts. Messages go to
the gateway that reaches nobody; the callbacks are those of the provider.
"""

import csv
import os
import shlex
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text

from monitor.core.clock import NAIROBI, SystemClock
from monitor.core.db import open_engine
from monitor.demo.processes import Child, flask, free_port, pause, run_flask
from monitor.people.enrolment_file import COLUMNS
from monitor.privacy.keys import read_keyring
from tests.postgres import NO_NETWORK, running_cluster

TABLE = "CREATE TABLE bench_floor (id VARCHAR(36) PRIMARY KEY, body TEXT NOT NULL)"
"""What the smallest insert of `tests.bench.server` writes to."""

UNREAD = "SELECT count(*) FROM raw_callbacks WHERE state = 'new'"
PATIENCE_SECONDS, POLL_SECONDS = 600, 0.1
PIN, SHELTER = "4821", "Acacia House"
MORNING, EVENING, NOON = "daily 08:00-10:00", "daily 18:00-20:00", 12
LEFT = timedelta(days=30)
"""The questions of the first month are due."""


@dataclass(frozen=True)
class House:
    """Where the server answers, with which keys, and the database behind it."""

    port: int
    keys: Mapping[str, str]
    engine: Engine

    def path(self, kind: str) -> str:
        """Return where the provider posts a kind of callback."""
        return f"/callbacks/africastalking/{kind}?key={self.keys[kind]}"

    def count(self, query: str) -> int:
        """Return what a query counts."""
        with self.engine.connect() as connection:
            return int(connection.execute(text(query)).scalar_one())

    def wait_until_read(self) -> None:
        """Wait until nothing that came in lies unread."""
        until = time.perf_counter() + PATIENCE_SECONDS
        while self.count(UNREAD):
            if time.perf_counter() > until:
                raise SystemExit("what came in is not read; see read_inbox")
            pause(POLL_SECONDS)


@contextmanager
def opened_house(people: int) -> Iterator[House]:
    """Yield a served installation with so many people; all of it is gone afterwards."""
    with running_cluster(NO_NETWORK) as url, tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        env = _environment(folder, url, port)
        _install(env, folder, people)
        keyring = read_keyring(folder / "keys.json")
        engine = open_engine(url)
        with engine.begin() as connection:
            connection.execute(text(TABLE))
        served = {**env, "FLASK_APP": "tests.bench.server:application"}
        server = Child("server", flask("serve"), env=served, log=folder / "server.log")
        try:
            server.wait_for(f"http://127.0.0.1:{port}/login")
            yield House(port, {k: v[0] for k, v in keyring.callbacks.items()}, engine)
        finally:
            server.end()
            engine.dispose()


def number_of(person: int) -> str:
    """Return the phone of a person, by her place in the file."""
    return f"+2547120{person:05d}"


def stranger(place: int) -> str:
    """Return a phone that nobody is enrolled with."""
    return f"+2547990{place:05d}"


def _environment(folder: Path, url: str, port: int) -> dict[str, str]:
    """Return the settings of a live installation whose messages reach nobody."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BAADA_")}
    chosen = {
        "VAR_DIR": str(folder), "DATABASE_URL": url, "KIND": "live", "PORT": str(port),
        "GATEWAY": "recording", "UNAPPROVED_TEXTS": "demo", "LOG_LEVEL": "WARNING",
        "ENVIRONMENT": "sandbox", "AT_USERNAME": "sandbox", "AT_API_KEY": "none",
        "SENDER": "HABARI", "SHORT_CODE": "22384", "USSD_CODE": "*384*2025#",
    }  # fmt: skip
    return {**kept, **{f"BAADA_{name}": value for name, value in chosen.items()}}


def _install(env: Mapping[str, str], folder: Path, people: int) -> None:
    now = SystemClock().now().astimezone(NAIROBI)
    starts, ends = (now + timedelta(days=days) for days in (-1, 1))
    span = ("--from", f"{starts:%Y-%m-%dT%H:%M}", "--until", f"{ends:%Y-%m-%dT%H:%M}")
    team = ("--role", "caseworker", "--shelter", SHELTER, "--phone")
    commands = (
        ("shelters", "add", SHELTER),
        ("staff", "add", "worker.days", *team, "0700900001"),
        ("staff", "add", "worker.nights", *team, "0700900002"),
        ("rota", "add", "worker.days", "--backup", "worker.nights", *span),
        ("people", "import", str(_people_file(folder, people, now))),
    )
    run_flask(("keys", "make"), env=env)
    run_flask(("db", "upgrade"), env=env)
    run_flask(("batch",), env=env, lines="\n".join(map(shlex.join, commands)))


def _people_file(folder: Path, people: int, now: datetime) -> Path:
    """Write everybody down; their safe hours are not now, so that no check-in goes out."""
    file = folder / "people.csv"
    row = {
        **dict.fromkeys(COLUMNS, ""), "exit_date": f"{now - LEFT:%Y-%m-%d}", "shelter": SHELTER,
        "services": "legal", "windows": MORNING if now.hour >= NOON else EVENING,
        "content_level": "covert", "survey_channel": "ussd", "language": "sw",
        "wording": "checkin_a", "plan_expires": f"{now + LEFT:%Y-%m-%d}", "risk": "low",
        "consents": "checkins;surveys", "caseworker": "worker.days", "birth_year": "1998",
        "gender": "f", "county": "Nairobi", "pin": PIN,
    }  # fmt: skip
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        for place in range(people):
            names = {"code_name": f"Mti {place}", "phone": number_of(place)}
            writer.writerow({**row, **names})
    return file

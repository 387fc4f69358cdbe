"""Sets up a fresh folder: keys and database, then staff and people by an operator's commands."""

import shlex
import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from monitor.core.clock import NAIROBI, to_local
from monitor.core.db import Database
from monitor.core.settings import Kind
from monitor.demo.cast import ON_CALL, SHELTERS, STAFF, Member, Resident, as_csv
from monitor.demo.folder import Folder
from monitor.demo.processes import run_flask
from monitor.privacy.keys import make_keyring, write_keyring
from monitor.usecases.prepare_database import prepare_database

TURN = timedelta(days=7)
COVERED_AFTER = timedelta(days=400)
"""The rota reaches beyond the end, so that a visitor may move the clock for a year."""

PEOPLE = "people.csv"


def make_installation(folder: Folder, *, at: datetime) -> None:
    """Make keys and database, in this process: starting another costs more.

    What an interrupted beginning left in the folder is thrown away.
    """
    if folder.path.exists():
        shutil.rmtree(folder.path)
    folder.path.mkdir(parents=True)
    keyring = make_keyring()
    write_keyring(keyring, folder.key_file)
    database = Database(folder.database_url, info={"keyring": keyring})
    try:
        prepare_database(database, Kind.DEMO, with_keys=True, at=at)
    finally:
        database.close()


def add_everybody(
    env: Mapping[str, str],
    *,
    folder: Path,
    people: Iterable[Resident],
    begins_at: datetime,
    ends_at: datetime,
) -> dict[str, str]:
    """Add shelters, staff, rota and the first people; return each user's one-time link."""
    file = _write_people(folder, people, to_local(begins_at).date())
    printed = _batch(
        (
            *(("shelters", "add", name) for name in SHELTERS),
            *(_staff_command(member) for member in STAFF),
            *_rota_commands(begins_at - TURN, ends_at + COVERED_AFTER),
            ("people", "import", str(file)),
        ),
        env,
    )
    file.unlink()
    links = [line for line in printed.splitlines() if "/start/" in line]
    return dict(zip((member.username for member in STAFF), links, strict=True))


def _write_people(folder: Path, people: Iterable[Resident], on: date) -> Path:
    file = folder / PEOPLE
    file.write_text(as_csv(people, today=on), encoding="utf-8")
    return file


def _staff_command(member: Member) -> tuple[str, ...]:
    words = ["staff", "add", member.username, "--role", member.role, "--language", member.language]
    if member.shelter is not None:
        words += ["--shelter", member.shelter]
    if member.phone is not None:
        words += ["--phone", member.phone]
    return tuple(words)


def _rota_commands(start: datetime, end: datetime) -> Iterator[tuple[str, ...]]:
    """Yield one week of duty after the other, each with the next person behind."""
    begins = datetime.combine(to_local(start).date(), time(8), NAIROBI)
    for place in range((end - start) // TURN + 1):
        first, second = (ON_CALL[(place + step) % len(ON_CALL)] for step in (0, 1))
        from_at, to_at = begins + place * TURN, begins + (place + 1) * TURN
        yield (
            *("rota", "add", first, "--backup", second),
            *("--from", _instant(from_at), "--until", _instant(to_at)),
        )


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _batch(commands: Iterable[tuple[str, ...]], env: Mapping[str, str]) -> str:
    """Run several commands in one process: starting Python costs more than any of them."""
    lines = "\n".join(shlex.join(command) for command in commands)
    return run_flask(("batch",), env=env, lines=lines)

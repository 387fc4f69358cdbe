"""A folder of the demo: what it remembers, and what its processes are told."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

from monitor.demo.clock_door import PROGRESS, SWITCH
from monitor.demo.folder import STATE, Folder, State, environment

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BEGUN = State(
    today=date(2026, 3, 2), begins_at=NOW, played_to=NOW, seen=7, tries={"c1": 2},
    agenda=({"at": NOW.isoformat(), "who": "Mkuyu", "deed": "text", "what": "Sawa"},),
)  # fmt: skip


def test_a_new_folder_has_no_state(tmp_path: Path) -> None:
    assert Folder(tmp_path).read() is None


def test_a_state_comes_back_as_it_was(tmp_path: Path) -> None:
    Folder(tmp_path).write(BEGUN)

    assert Folder(tmp_path).read() == BEGUN


def test_a_state_cut_short_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / STATE).write_text('{"today": "2026-')

    assert Folder(tmp_path).read() is None


def test_progress_lies_where_the_clock_door_looks(tmp_path: Path) -> None:
    Folder(tmp_path).show_progress(12, 548)

    assert json.loads((tmp_path / PROGRESS).read_text()) == {"played": 12, "of": 548}


def test_a_wish_to_switch_is_heard_once(tmp_path: Path) -> None:
    (tmp_path / SWITCH).touch()

    assert [Folder(tmp_path).wants_switch() for _ in range(2)] == [True, False]


def test_nothing_of_another_installation_leaks_in(tmp_path: Path) -> None:
    inherited = {"BAADA_AT_API_KEY": "live key", "BAADA_DATABASE_URL": "live key", "PATH": "/bin"}

    found = environment(
        Folder(tmp_path), inherited=inherited, port=1, simulator_port=2, scheduler=False, start=NOW
    )

    assert "live key" not in found.values()
    assert (found["PATH"], found["BAADA_AT_BASE_URL"]) == ("/bin", "http://127.0.0.1:2")

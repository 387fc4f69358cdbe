"""A folder is set up whole, or begun anew."""

from datetime import UTC, datetime
from pathlib import Path

from monitor.core import migrate
from monitor.core.db import open_engine
from monitor.demo import stage
from monitor.demo.folder import Folder
from monitor.privacy.keys import read_keyring

NOW = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


def test_what_an_interrupted_beginning_left_is_thrown_away(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "recent")
    stage.make_installation(folder, at=NOW)
    old_keys = read_keyring(folder.key_file)
    (folder.path / stage.PEOPLE).write_text("half a file")

    stage.make_installation(folder, at=NOW)

    assert not (folder.path / stage.PEOPLE).exists()
    assert read_keyring(folder.key_file).lookup != old_keys.lookup
    engine = open_engine(folder.database_url)
    assert migrate.is_current(engine)
    assert migrate.kind_of(engine) == "demo"
    engine.dispose()

"""A database belongs to one kind of installation for good."""

from pathlib import Path

import pytest

from monitor.core import migrate
from monitor.core.db import open_engine
from monitor.core.errors import Conflict


def test_a_marked_database_refuses_another_kind(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}")
    assert migrate.kind_of(engine) is None
    migrate.mark_kind(engine, "demo")
    migrate.mark_kind(engine, "demo")
    with pytest.raises(Conflict, match="demo installation, not to live"):
        migrate.mark_kind(engine, "live")
    assert migrate.kind_of(engine) == "demo"
    engine.dispose()

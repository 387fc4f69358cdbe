"""Keeps the phones over a restart, in one JSON file."""

import json
from pathlib import Path

from monitor.core.errors import Invalid
from monitor.simulator.deliveries import Deliveries
from monitor.simulator.handsets import Handsets

_NAME = "handsets.json"


class Snapshot:
    """Saves phones and waiting callbacks; without a folder it does nothing."""

    def __init__(self, folder: Path | None, handsets: Handsets, deliveries: Deliveries) -> None:
        self._path = folder / _NAME if folder else None
        self._handsets = handsets
        self._deliveries = deliveries
        self._saved_version = 0

    @property
    def is_stale(self) -> bool:
        """Say whether something has changed since the last save."""
        return self._path is not None and self._handsets.version != self._saved_version

    def save(self) -> None:
        """Write the file in one move, so that a crash leaves the old or the new one."""
        if self._path is None:
            return
        version = self._handsets.version
        content = {"handsets": self._handsets.dump(), "callbacks": self._deliveries.dump()}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(content), encoding="utf-8")
        fresh.replace(self._path)
        self._saved_version = version

    def load(self) -> None:
        """Read the file back, if there is one."""
        if self._path is None or not self._path.exists():
            return
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
            self._handsets.load(content["handsets"])
            self._deliveries.load(content["callbacks"])
        except (KeyError, TypeError, ValueError) as problem:
            raise Invalid(f"{_NAME} cannot be read; delete it to start empty") from problem
        self._saved_version = self._handsets.version

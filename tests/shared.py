"""Where tests find the cases and samples that lie beside the project; never copied into it."""

import os
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2] / "shared"


def shared_path(relative: str) -> Path:
    """Return the file, or skip naming it; with CI=true its absence is a failure."""
    path = _ROOT / relative
    if path.exists():
        return path
    message = f"shared file missing: {relative}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message, allow_module_level=True)

"""Debian's Chromium, for the tests that look at pages."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]


def required() -> None:
    """Skip where there is no Chromium; with CI=true that is a failure."""
    if CHROMIUM.exists():
        return
    message = f"{CHROMIUM} is missing (Debian package chromium)"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def launched(playwright: Playwright) -> Browser:
    """Start a headless browser."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)

"""`make pictures`: plays the demo, looks at it in Chromium, keeps a few pictures for the docs."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import launched

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
LARGEST = 60 * 1024
PHONE = {"width": 360, "height": 640}
LAPTOP = {"width": 960, "height": 620}
ADDRESSES = re.compile(r"(http://localhost:\d+/)\D+(http://localhost:\d+/)")
LOGIN = re.compile(r"^\s+(\S+)\s+(caseworker|manager)\s+password: (.+)$", re.MULTILINE)


def main() -> int:
    """Take every picture; fail where one is too large for a page."""
    with _demo() as printed, sync_playwright() as playwright:
        browser = launched(playwright)
        take(browser, printed)
        browser.close()
    too_large = [path for path in FOLDER.glob("*.png") if path.stat().st_size > LARGEST]
    for path in too_large:
        sys.stderr.write(f"{path.name} is larger than 60 KB\n")
    return 1 if too_large else 0


def take(browser: Browser, printed: str) -> None:
    """Take the pictures of a running demo, given what it printed."""
    found = ADDRESSES.search(printed)
    if found is None:
        raise SystemExit("the demo did not say where it answers")
    application, phones = found.groups()
    logins = {role: (name, password) for name, role, password in LOGIN.findall(printed)}
    page = _logged_in(browser, application, *logins["caseworker"], size=PHONE)
    page.goto(f"{application}cases?tab=team")
    _keep(page, "queue")
    page.click("main a[href^='/cases/'] >> nth=1")
    _keep(page, "case")
    page = _logged_in(browser, application, *logins["manager"], size=LAPTOP)
    _keep(page, "overview")
    page = browser.new_context(viewport=PHONE, locale="en-GB").new_page()
    page.goto(phones)
    page.click("a[href^='/handset/']")
    _keep(page, "handset")


def _logged_in(browser: Browser, base: str, name: str, password: str, *, size: dict) -> Page:
    page = browser.new_context(
        viewport=size, locale="en-GB", timezone_id="Africa/Nairobi"
    ).new_page()
    page.goto(f"{base}login")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state()
    return page


def _keep(page: Page, name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.png")


@contextmanager
def _demo() -> Iterator[str]:
    """Play the demo in a folder of its own; yield what it printed once it answers."""
    with tempfile.TemporaryDirectory(prefix="baada-pictures-") as folder:
        environment = {**os.environ, "BAADA_VAR_DIR": folder, "BAADA_KIND": "demo"}
        environment["BAADA_PORT"] = "8400"
        command = [str(Path(sys.executable).with_name("flask")), "demo"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            yield _until_it_answers(process)
        finally:
            process.terminate()
            process.wait(timeout=60)


def _until_it_answers(process: subprocess.Popen[str]) -> str:
    lines = []
    for line in process.stdout or ():
        lines.append(line)
        if ADDRESSES.search(line):
            return "".join(lines)
    raise SystemExit("the demo ended before it answered")


if __name__ == "__main__":
    sys.exit(main())

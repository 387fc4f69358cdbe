"""An interview on a small phone, in both languages: every screen fits, one tap an answer."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from tests.chromium import launched, required
from tests.journeys.story import Story

WIDTH = 360
PASSWORD = "mvua ya asubuhi"
LEAST_TARGET = 44

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["sw", "en"])
def test_a_caseworker_asks_on_a_small_phone(
    story: Story, page: Page, complaints: list[str], tmp_path: Path, language: str
) -> None:
    story.duty()
    person_id = story.enrol(plan_expires="2026-12-31")
    story.on("2026-04-01 10:00")
    story.browse("njeri")
    number = 0

    def look() -> None:
        """Keep what is on the screen, and see that nothing sticks out or is too small to tap."""
        nonlocal number
        number += 1
        page.screenshot(path=str(tmp_path / f"{language}-{number}.png"), full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") == WIDTH, page.url
        heights = page.eval_on_selector_all(
            "main button, main a.button", "found => found.map(each => each.offsetHeight)"
        )
        assert all(height >= LEAST_TARGET or height == 0 for height in heights), heights

    page.goto("/login")
    page.fill("#username", "njeri")
    page.fill("#password", PASSWORD)
    page.click("main .main")
    page.wait_for_url("**/cases*")
    if language == "sw":
        page.click("summary.button")
        page.click("button[name=language]")
        page.wait_for_selector("html[lang=sw]")
    page.goto(f"/people/{person_id}")
    look()
    page.click("a[href$='/questions']")
    look()
    page.click("label.choice:has(input[value=phq2])")
    page.click(f"label.choice:has(input[name=language][value={language}])")
    page.click("label.choice:has(input[name=way][value=voice])")
    page.click("label.choice:has(input[name=identified])")
    page.click("label.choice:has(input[name=agreed])")
    page.click(".thumb button.main")
    page.wait_for_url("**/interviews/*")
    look()
    page.click("button.option[value='4']")
    page.wait_for_selector("a[href$='/back']")
    look()
    page.click("a[href$='/back']")
    look()
    page.click("button.option[value='3']")
    page.wait_for_selector(".notice")
    page.click("summary:not(.button)")
    look()
    page.click("button[name=skip][value=passed]")
    page.wait_for_selector("#next")
    look()
    page.click(".thumb .main")
    begin_aso(page)
    look()
    page.fill("#entry", "9")
    page.click("form button.main")
    page.wait_for_selector(".error")
    look()
    assert complaints == []


def begin_aso(page: Page) -> None:
    """Begin the ratings, and go on to the first one that is typed."""
    page.click("summary:not(.button)")
    page.click("label.choice:has(input[value=aso])")
    page.click("label.choice:has(input[name=language][value=en])")
    page.click("label.choice:has(input[name=way][value=visit])")
    page.click("label.choice:has(input[name=identified])")
    page.click("label.choice:has(input[name=agreed])")
    page.click(".thumb button.main")
    for question in ("q1", "q2", "q3"):
        page.wait_for_selector(f"input[name=question][value={question}]", state="attached")
        page.click("button.option[value='2']")
    page.wait_for_selector("#entry")


@pytest.fixture
def live(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()
    assert not thread.is_alive()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(live: str, complaints: list[str]) -> Iterator[Page]:
    required()
    with sync_playwright() as playwright:
        browser = launched(playwright)
        page = browser.new_page(
            base_url=live, viewport={"width": WIDTH, "height": 640}, locale="en-KE",
            timezone_id="Africa/Nairobi",
        )  # fmt: skip
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        browser.close()

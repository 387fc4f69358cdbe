"""A caseworker with a small phone and a real browser: log in, claim, log contact, close."""

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

pytestmark = pytest.mark.browser


def test_log_in_claim_log_contact_and_close(
    story: Story, page: Page, complaints: list[str], tmp_path: Path
) -> None:
    story.duty()
    story.enrol()
    story.on("2026-03-05 09:00")
    story.text("nina shida ya chakula")
    story.browse("njeri")
    number = 0

    def look() -> None:
        """Keep what is on the screen, and see that nothing sticks out of it."""
        nonlocal number
        number += 1
        page.screenshot(path=str(tmp_path / f"{number}.png"), full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") == WIDTH, page.url

    page.goto("/login")
    look()
    page.fill("#username", "njeri")
    page.fill("#password", PASSWORD)
    page.click("main button:has-text('Log in')")
    page.wait_for_selector("h1:has-text('Cases')")
    look()
    page.click("a.row:has-text('Amani')")
    look()
    page.click("button:has-text('Take')")
    page.wait_for_selector("text=You have this case now.")
    page.click("button:has-text('Show her words')")
    page.wait_for_selector("text=nina shida ya chakula")
    look()
    page.click("button:has-text('Call: show the number')")
    page.wait_for_selector("a[href^='tel:']")
    look()

    page.click("a:has-text('Log contact')")
    look()
    for group, choice in (
        ("method", "voice"), ("reached", "her"), ("condition", "safe"), ("confirmed", "yes"),
        ("next_step", "none"),
    ):  # fmt: skip
        page.click(f"label.choice:has(input[name={group}][value={choice}])")
    look()
    page.click("button:has-text('Save')")
    page.wait_for_selector("text=The contact was kept.")
    page.click(".thumb a:has-text('Close')")
    page.click("label.choice:has(input[name=outcome][value=helped])")
    page.click("label.choice:has(input[name=next_step][value=none])")
    look()
    page.click(".thumb button:has-text('Close')")
    page.wait_for_selector("text=Closed.")
    look()

    assert story.case("problem").state == "closed"
    assert complaints == []


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
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        browser.close()

"""The phones in a real browser: a narrow screen, the script, and no accessibility faults."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from monitor.simulator.faults import Direction, Fault, FaultKind
from monitor.simulator.server import SimulatorServer
from monitor.simulator.settings import SimulatorSettings
from tests.chromium import launched, required

HER = "+254712345678"

pytestmark = pytest.mark.browser


def test_keys_dial_and_a_new_text_appears_by_itself(
    page: Page, live: SimulatorServer, application: Any
) -> None:
    application.answers += [("200 OK", "CON Bei za soko\n1. Nairobi"), ("200 OK", "END Asante.")]
    page.goto(f"/handset/{HER}")

    for key in "*384*2025#":
        page.click(f".key[value='{key}']")
    page.click("button:has-text('Call')")
    page.wait_for_selector("text=1. Nairobi")
    page.fill("#typed", "1")
    page.press("#typed", "Enter")
    page.wait_for_selector("text=Asante.")
    page.click("button:has-text('Close')")
    page.wait_for_selector("text=No texts yet.")
    live.exchange.sms.send("HABARI", [HER], "Habari ya leo?", None)

    page.wait_for_selector("text=Habari ya leo?")
    assert [turn["text"] for turn in application.of("ussd")] == ["", "1"]


@pytest.mark.parametrize("path", ["/", f"/handset/{HER}", "/faults"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_pages_fit_and_break_no_rule(
    page: Page, live: SimulatorServer, path: str, width: int
) -> None:
    live.exchange.sms.send("HABARI", [HER], "Habari ya leo? " + "ndefu" * 40, None)
    live.exchange.faults.order(Fault(direction=Direction.API, kind=FaultKind.REFUSE))
    page.set_viewport_size({"width": width, "height": 640})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []
    assert complaints == []


@pytest.fixture
def live(settings: SimulatorSettings) -> Iterator[SimulatorServer]:
    server = SimulatorServer(settings, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server
    server.close()
    thread.join(timeout=10)
    assert not thread.is_alive()


@pytest.fixture
def page(live: SimulatorServer) -> Iterator[Page]:
    required()
    with sync_playwright() as playwright:
        browser = launched(playwright)
        page = browser.new_page(base_url=f"http://127.0.0.1:{live.port}", locale="en-KE")
        page.set_default_timeout(10_000)
        yield page
        browser.close()

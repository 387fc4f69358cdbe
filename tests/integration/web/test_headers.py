"""What every answer tells the browser, and what no page ever holds."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from monitor.core.settings import Settings
from monitor.usecases.programme import Programme
from monitor.web import install as web
from tests.factories.web import NUMBER, WORDS, browse, set_stage

WEB = Path(web.__file__).parent


@pytest.mark.parametrize("path", ["/login", "/", "/nothing-here", "/leave", "/cases"])
def test_no_page_is_kept_framed_or_told_onward(path: str, client: FlaskClient) -> None:
    headers = client.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_files_may_be_kept_because_a_changed_one_has_another_address(client: FlaskClient) -> None:
    page = client.get("/login").text
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(addresses) == 3
    for address in addresses:
        with client.get(address) as found:
            assert found.status_code == 200
            assert "immutable" in found.headers["Cache-Control"]


def test_cookies_are_out_of_reach_for_scripts(app: Flask, settings: Settings) -> None:
    cookie = app.test_client().get("/login").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert ("Secure" in cookie) is settings.secure_cookies


def test_titles_and_addresses_never_hold_content(app: Flask, programme: Programme) -> None:
    stage = set_stage(programme)
    browser = browse(app, "njeri")
    for path in ("/cases", f"/cases/{stage.case_id}", f"/people/{stage.person_id}", "/texts"):
        assert browser.get(path).status_code == 200
        assert "<title>Baada</title>" in browser.page
        addresses = " ".join(re.findall(r'(?:href|action)="([^"]*)"', browser.page)).lower()
        assert "amani" not in addresses
        assert NUMBER not in browser.page
        assert WORDS not in browser.page


def test_no_page_styles_or_scripts_inside_itself() -> None:
    for path in (WEB / "templates").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?! src)", text), path.name


def test_the_style_sheet_and_the_script_stay_small() -> None:
    assert (WEB / "static" / "baada.css").stat().st_size <= 15 * 1024
    assert (WEB / "static" / "baada.js").stat().st_size <= 5 * 1024


def test_a_missing_page_says_nothing_about_what_is_there(client: FlaskClient) -> None:
    assert client.get("/people/none/secret").status_code == 404
    assert client.post("/login/x").status_code == 404
    assert client.delete("/login").status_code == 405


def test_a_body_that_is_too_large_is_refused(client: FlaskClient) -> None:
    sent = client.post("/login", data={"username": "x" * (web.MOST_BYTES + 1)})
    assert sent.status_code == 413

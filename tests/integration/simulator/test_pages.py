"""The pages of the phones, used as a browser without scripts uses them."""

import re
from dataclasses import replace
from typing import Any

import pytest

from monitor.simulator.app import create_simulator
from monitor.simulator.exchange import Exchange

HER = "+254712345678"


def test_the_first_page_lists_phones_by_their_last_text(client: Any, exchange: Exchange) -> None:
    exchange.sms.send("HABARI", [HER], "Habari ya leo?", None)

    page = client.get("/").text

    assert HER in page
    assert "1 unread" in page
    assert "Habari ya leo?" in page


def test_sixty_phones_are_paged_and_found_by_number(client: Any, exchange: Exchange) -> None:
    for place in range(61):
        exchange.handsets.get(f"+2547120000{place:02}")

    first, last = client.get("/").text, client.get("/?page=4").text
    found = client.get("/?q=0712000044").text

    assert (_count(first), _count(last), _count(found)) == (20, 1, 1)
    assert "Page 1 of 4" in first
    assert "Page 4 of 4" in client.get("/?page=99").text


def test_opening_a_phone_reads_its_texts(client: Any, exchange: Exchange) -> None:
    exchange.sms.send("HABARI", [HER], "Habari", None)

    client.get(f"/handset/{HER}")

    assert "unread" not in _list(client.get("/").text)


def test_a_phone_that_is_off_keeps_its_texts_unread(client: Any, exchange: Exchange) -> None:
    exchange.sms.send("HABARI", [HER], "Habari", None)
    client.post(f"/handset/{HER}/switches", data={"state": "off", "delay_seconds": "0"})

    page = client.get(f"/handset/{HER}").text

    assert "Switched off" in page
    assert "1 unread" in client.get("/").text


def test_a_text_is_sent_and_shown(client: Any, exchange: Exchange, application: Any) -> None:
    sent = client.post(f"/handset/{HER}/sms", data={"text": "2 <b>\r\nleo"})
    exchange.flush()

    assert sent.status_code == 303
    assert application.of("sms")[0]["text"] == "2 <b>\nleo"
    assert "2 &lt;b&gt;" in client.get(sent.location).text


def test_a_refused_text_stays_in_the_box(client: Any) -> None:
    client.post(f"/handset/{HER}/switches", data={"state": "absent"})

    refused = client.post(f"/handset/{HER}/sms", data={"text": "nisaidie"})

    assert refused.status_code == 400
    assert 'role="alert"' in refused.text
    assert "nisaidie</textarea>" in refused.text


def test_keys_grow_the_line_and_call_dials_it(client: Any, application: Any) -> None:
    application.answers += [("200 OK", "CON Bei za soko\n1. Nairobi"), ("200 OK", "END Asante.")]
    typed = ""
    for key in "*384*2025#":
        pressed = client.post(f"/handset/{HER}/keys", data={"typed": typed, "key": key})
        typed = re.findall('name="typed" value="([^"]*)"', client.get(pressed.location).text)[0]

    client.post(f"/handset/{HER}/keys", data={"typed": typed, "key": "call"})
    first = client.get(f"/handset/{HER}").text
    client.post(f"/handset/{HER}/keys", data={"typed": "1", "key": "call"})
    last = client.get(f"/handset/{HER}").text
    client.post(f"/handset/{HER}/keys", data={"key": "end"})

    assert typed == "*384*2025#"
    assert "1. Nairobi" in first
    assert "22 of 160 characters" in first
    assert "Asante." in last
    assert "last screen" in last
    assert [turn["text"] for turn in application.of("ussd")] == ["", "1"]
    assert "No texts yet." in client.get(f"/handset/{HER}").text


def test_delete_takes_the_last_sign(client: Any) -> None:
    pressed = client.post(f"/handset/{HER}/keys", data={"typed": "*38", "key": "clear"})

    assert pressed.location.endswith("typed=*3")


def test_the_version_changes_with_the_phone_alone(client: Any, exchange: Exchange) -> None:
    before = client.get(f"/handset/{HER}/version").json
    exchange.sms.text_from("+254733000001", "1")
    other = client.get(f"/handset/{HER}/version").json
    exchange.sms.text_from(HER, "1")

    assert before == other
    assert client.get(f"/handset/{HER}/version").json != before


def test_switches_are_set_and_shown(client: Any, exchange: Exchange, application: Any) -> None:
    form = {"state": "stranger", "drop_next": "on", "delay_seconds": "2.5", "opted_out": "on"}
    client.post(f"/handset/{HER}/switches", data=form)
    client.post(f"/handset/{HER}/switches", data=form)
    exchange.flush()

    phone = exchange.handsets.get(HER)
    assert (phone.state, phone.drop_next, phone.delay_seconds) == ("stranger", True, 2.5)
    assert len(application.of("opt-out")) == 1


@pytest.mark.parametrize(
    ("path", "form"),
    [
        pytest.param("/phones", {"number": "abc"}, id="no-number"),
        pytest.param("/phones", {}, id="nothing"),
        pytest.param(f"/handset/{HER}/switches", {"state": "gone"}, id="no-state"),
        pytest.param(
            f"/handset/{HER}/switches", {"state": "on", "delay_seconds": "nan"}, id="no-delay"
        ),
        pytest.param(f"/handset/{HER}/keys", {"key": "call"}, id="call-without-a-code"),
        pytest.param("/clock", {"clock": "7"}, id="no-rate"),
        pytest.param("/faults", {"what": "api"}, id="half-a-fault"),
        pytest.param("/faults", {"what": "api lose", "count": "many"}, id="no-count"),
    ],
)
def test_a_bad_form_is_explained(client: Any, path: str, form: dict[str, str]) -> None:
    answer = client.post(path, data=form)

    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_a_fault_is_ordered_and_cleared_on_its_page(client: Any, exchange: Exchange) -> None:
    client.post("/faults", data={"what": "api refuse", "count": "", "status_code": "405"})
    (fault,) = exchange.faults.list_faults()
    shown = client.get("/faults").text
    client.post("/faults/clear", data={"id": fault.id})

    assert (fault.remaining, fault.status_code) == (None, 405)
    assert "Refuse with a status code<br>Until cleared" in shown
    assert exchange.faults.list_faults() == []


def test_the_fault_page_lists_calls_without_content(client: Any, exchange: Exchange) -> None:
    exchange.sms.text_from(HER, "nisaidie")
    client.post("/flush")

    page = client.get("/faults").text

    assert "<td>sms</td><td>200</td>" in page
    assert HER not in page
    assert "nisaidie" not in page


def test_no_clock_panel_without_a_clock_door(client: Any) -> None:
    assert "Jump to next due" not in client.get("/").text


def test_the_clock_panel_moves_the_applications_clock(settings: Any, listening: Any) -> None:
    posted: list[bytes] = []

    def clock(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            posted.append(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        start_response("200 OK", [("Content-Type", "application/json")])
        return [b'{"now": "2026-03-02T18:04:00+00:00", "rate": 0, "next_due": null}']

    with listening(clock) as url:
        client = create_simulator(replace(settings, clock_url=url)).test_client()
        page = client.get("/").text
        for wanted in ("next", "0", "1", "60"):
            client.post("/clock", data={"clock": wanted})

    assert "Mon 2 Mar 2026, 21:04" in page
    assert "paused" in page
    assert posted == [b'{"jump": "next"}', b'{"rate": 0}', b'{"rate": 1}', b'{"rate": 60}']


def test_a_clock_that_does_not_answer_is_said_so(settings: Any) -> None:
    closed = replace(settings, clock_url=f"{settings.callback_base_url}/callbacks/clock")
    client = create_simulator(closed).test_client()

    assert "clock does not answer" in client.get("/").text
    assert client.post("/clock", data={"clock": "next"}).status_code == 303


@pytest.mark.parametrize("path", ["/", f"/handset/{HER}", "/faults", "/static/handset.js"])
def test_pages_allow_no_inline_style_or_script(client: Any, path: str) -> None:
    answer = client.get(path)

    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert not re.search(r"style=|<style|<script>|onclick", answer.text)
    answer.close()


@pytest.mark.parametrize("path", ["/", f"/handset/{HER}", "/faults"])
def test_titles_are_neutral_and_hold_no_number(client: Any, path: str) -> None:
    (title,) = re.findall("<title>(.*)</title>", client.get(path).text)

    assert title in {"Handsets", "Handset", "Faults"}


def _count(page: str) -> int:
    return page.count('<span class="number">')


def _list(page: str) -> str:
    return page.split('<ul class="phones">')[1].split("</ul>")[0]

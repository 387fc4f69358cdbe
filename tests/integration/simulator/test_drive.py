"""The driving interface, as a demo or a test uses it."""

from typing import Any

import pytest

HER = "+254712345678"


def test_phones_are_listed_with_their_unread_texts(client: Any, simulator: Any) -> None:
    centre = simulator.extensions["simulator"].sms
    centre.send("HABARI", [HER, "+254733000001"], "Habari", None)
    centre.send("HABARI", [HER], "Tena", None)

    listed = client.get("/drive/handsets").json["handsets"]
    found = client.get("/drive/handsets?q=0733").json["handsets"]

    assert [(phone["number"], phone["unread"]) for phone in listed] == [
        (HER, 2),
        ("+254733000001", 1),
    ]
    assert [phone["number"] for phone in found] == ["+254733000001"]


def test_messages_after_a_place_are_only_the_fresh_ones(client: Any, simulator: Any) -> None:
    centre = simulator.extensions["simulator"].sms
    centre.send("HABARI", [HER], "one", None)
    (first,) = client.get(f"/drive/handsets/{HER}/messages").json["messages"]
    centre.send("HABARI", [HER], "two", None)
    centre.send("HABARI", ["+254733000001"], "three", None)

    here = client.get(f"/drive/handsets/{HER}/messages?after={first['seq']}").json["messages"]
    everywhere = client.get(f"/drive/messages?after={first['seq']}").json["messages"]

    assert first["at"] == "2026-03-02T06:04:45+00:00"
    assert [message["text"] for message in here] == ["two"]
    assert [message["text"] for message in everywhere] == ["two", "three"]


def test_a_reply_reaches_the_application_with_the_flush(client: Any, application: Any) -> None:
    sent = client.post("/drive/handsets/0712345678/sms", json={"text": "1"})
    before = len(application.received)

    tally = client.post("/drive/flush").json

    assert (sent.status_code, sent.json["number"], sent.json["direction"]) == (201, HER, "inbound")
    assert (before, tally) == (0, {"posted": 1, "accepted": 1, "waiting": 0})
    assert application.of("sms")[0]["text"] == "1"


def test_a_session_is_dialled_answered_and_ended(client: Any, application: Any) -> None:
    application.answers += [("200 OK", "CON Soko"), ("200 OK", "CON Mji")]

    dialled = client.post(f"/drive/handsets/{HER}/dial", json={}).json
    entered = client.post(f"/drive/handsets/{HER}/enter", json={"text": "1"}).json
    ended = client.post(f"/drive/handsets/{HER}/hang-up", json={}).json

    assert (dialled["text"], dialled["open"], dialled["characters"]) == ("Soko", True, 4)
    assert (entered["text"], entered["session_id"]) == ("Mji", dialled["session_id"])
    assert (ended["kind"], ended["open"]) == ("network", False)
    assert client.post(f"/drive/handsets/{HER}/hang-up", json={}).json == {}


def test_a_phone_is_switched_and_given_faults(client: Any) -> None:
    changed = client.post(
        f"/drive/handsets/{HER}",
        json={"state": "stranger", "opted_out": True, "drop_next": True, "delay_seconds": 2},
    )

    assert changed.json == {
        "number": HER,
        "state": "stranger",
        "opted_out": True,
        "drop_next": True,
        "delay_seconds": 2.0,
        "read_to": 0,
        "unread": 0,
    }


def test_faults_are_ordered_listed_and_cleared(client: Any) -> None:
    order = {"direction": "callbacks", "kind": "delay", "count": None, "only": "sms", "seconds": 5}
    ordered = client.post("/drive/faults", json=order)
    client.post("/drive/faults", json={"direction": "api", "kind": "error"})

    kinds = [fault["kind"] for fault in client.get("/drive/faults").json["faults"]]
    client.delete(f"/drive/faults/{ordered.json['id']}")
    left = [fault["kind"] for fault in client.get("/drive/faults").json["faults"]]
    client.delete("/drive/faults")

    assert ordered.status_code == 201
    assert ordered.json["remaining"] is None
    assert (kinds, left) == (["delay", "error"], ["error"])
    assert client.get("/drive/faults").json == {"faults": []}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        pytest.param("handsets/abc/sms", {"text": "1"}, 400, id="no-number"),
        pytest.param(f"handsets/{HER}/sms", {}, 400, id="no-text"),
        pytest.param(f"handsets/{HER}/sms", {"text": 1}, 400, id="text-is-a-number"),
        pytest.param(f"handsets/{HER}/sms", {"text": "a" * 1601}, 400, id="too-long"),
        pytest.param(f"handsets/{HER}/sms", {"text": "\ud83d"}, 400, id="half-a-pair"),
        pytest.param(f"handsets/{HER}/sms", ["1"], 400, id="a-list"),
        pytest.param(f"handsets/{HER}/enter", {"text": "1"}, 404, id="no-session"),
        pytest.param(f"handsets/{HER}", {"state": "lost"}, 400, id="no-such-state"),
        pytest.param(f"handsets/{HER}", {"drop_next": "yes"}, 400, id="not-a-boolean"),
        pytest.param(f"handsets/{HER}", {"delay_seconds": -1}, 400, id="negative-delay"),
        pytest.param(f"handsets/{HER}", {"delay_seconds": "1"}, 400, id="delay-is-a-text"),
        pytest.param(
            f"handsets/{HER}/subscription", {"keyword": "K", "update": "x"}, 400, id="no-update"
        ),
        pytest.param("faults", {"direction": "api", "kind": "wrong_key"}, 400, id="no-meaning"),
        pytest.param("faults", {"direction": "up", "kind": "lose"}, 400, id="no-direction"),
        pytest.param("faults", {"direction": "api", "kind": "lose", "count": 0}, 400, id="zero"),
        pytest.param(
            "faults", {"direction": "api", "kind": "repeat", "times": 51}, 400, id="too-many"
        ),
        pytest.param(
            "faults", {"direction": "api", "kind": "refuse", "status_code": 200}, 400, id="code-200"
        ),
        pytest.param(
            "faults", {"direction": "api", "kind": "lose", "only": "sms"}, 400, id="only-of-api"
        ),
    ],
)
def test_a_bad_request_is_explained_and_changes_nothing(
    client: Any, application: Any, path: str, body: Any, status: int
) -> None:
    answer = client.post(f"/drive/{path}", json=body)

    assert (answer.status_code, list(answer.json)) == (status, ["error"])
    assert client.get("/drive/faults").json == {"faults": []}
    client.post("/drive/flush")
    assert application.received == []


def test_a_phone_that_is_off_sends_nothing(client: Any) -> None:
    client.post(f"/drive/handsets/{HER}", json={"state": "off"})

    assert client.post(f"/drive/handsets/{HER}/sms", json={"text": "1"}).status_code == 404


def test_a_form_is_no_json(client: Any) -> None:
    assert client.post(f"/drive/handsets/{HER}/sms", data={"text": "1"}).status_code == 400


def test_a_page_of_another_site_cannot_drive(client: Any) -> None:
    answer = client.post("/drive/flush", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403

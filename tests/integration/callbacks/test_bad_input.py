"""What nobody should send: the right answer to the provider, no traceback, nothing half-written."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
import structlog

from tests.integration.callbacks.installation import FORM, GATEWAY, Installation
from tests.integration.callbacks.stored import (
    body_of,
    changed_tables,
    new_callback,
    raised_since,
    snapshot,
)

BODIES: Mapping[str, str] = {
    "sms": "linkId=L&text=1&to=22384&id=in-1&date=2026-03-02T06%3A04%3A45Z"
    "&from=%2B254700000001&networkCode=63902&cost=KES+0.0000",
    "receipt": "id=ATXid_0001&status=Failed&phoneNumber=%2B254700000001&networkCode=63902"
    "&retryCount=0&failureReason=DeliveryFailure",
    "opt-out": "senderId=HABARI&phoneNumber=%2B254700000001",
    "subscription": "phoneNumber=%2B254700000001&shortCode=22384&keyword=HABARI"
    "&updateType=addition",
    "ussd": "sessionId=ATUid_1&serviceCode=*384*2025%23&phoneNumber=%2B254700000001"
    "&networkCode=63902&text=",
    "ussd-end": "date=2026-03-02+06%3A05%3A31&sessionId=ATUid_1&serviceCode=*384*2025%23"
    "&networkCode=63902&phoneNumber=%2B254700000001&status=Success&cost=KES+0.60"
    "&durationInMillis=46000&hopsCount=4&hopsMetadata=&input=1*1*2&lastAppResponse=END+Asante.",
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "sms": ("from", "text"),
    "receipt": ("id", "status", "phoneNumber"),
    "opt-out": ("senderId", "phoneNumber"),
    "subscription": ("phoneNumber",),
    "ussd": ("sessionId", "serviceCode", "phoneNumber"),
    "ussd-end": ("sessionId", "phoneNumber", "status"),
}
DROPPED = ("hopsMetadata", "input", "lastAppResponse")
"""Fields that repeat what was typed or shown: taken out before anything is read or kept."""
KINDS = tuple(BODIES)
FIELDS = [
    pytest.param(kind, piece.partition("=")[0], id=f"{kind}-{piece.partition('=')[0]}")
    for kind, body in BODIES.items()
    for piece in body.split("&")
]
NASTY = {
    "nul": "%00",
    "nul_inside": "1%00%002",
    "latin_1": "s%E9curit%E9",
    "no_utf_8": "%C3%28%FF%FE",
    "broken_percent": "%ZZ%",
    "line_ends": "%0D%0A%0D%0A",
    "surrogate": "%ED%A0%80",
    "direction_mark": "%E2%80%AE1",
    "long": "9" * 5000,
    "blank": "+++",
    "list": "%5B1%2C2%5D",
    "object": "%7B%22a%22%3A1%7D",
    "number_too_large": "9" * 400,
    "quote": "%27%3B--%22",
}
OTHER_TYPES = {
    "json": "application/json",
    "multipart": "multipart/form-data; boundary=x",
    "plain": "text/plain",
    "none": None,
    "two": "application/json, application/x-www-form-urlencoded",
    "nonsense": "\u00e9" * 200,
}


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_a_field_that_is_missing(installation: Installation, kind: str, name: str) -> None:
    pieces = BODIES[kind].split("&")
    body = "&".join(piece for piece in pieces if piece.partition("=")[0] != name)
    refused = name in NEEDED[kind]
    assert_taken(installation, kind, body, reason=f"missing:{name}" if refused else None)


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_a_field_that_comes_twice(installation: Installation, kind: str, name: str) -> None:
    body = f"{BODIES[kind]}&{name}=2"
    dropped = kind == "ussd-end" and name in DROPPED
    assert_taken(installation, kind, body, reason=None if dropped else f"duplicate_field:{name}")


@pytest.mark.parametrize("nasty", [pytest.param(value, id=name) for name, value in NASTY.items()])
@pytest.mark.parametrize("kind", KINDS)
def test_a_field_of_a_strange_kind_is_taken_or_set_aside(
    installation: Installation, kind: str, nasty: str
) -> None:
    pieces = BODIES[kind].split("&")
    for at, piece in enumerate(pieces):
        strange = f"{piece.partition('=')[0]}={nasty}"
        body = "&".join((*pieces[:at], strange, *pieces[at + 1 :]))
        take(installation, kind, body.encode("ascii"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "content_type", [pytest.param(value, id=name) for name, value in OTHER_TYPES.items()]
)
def test_another_content_type_is_set_aside(
    installation: Installation, kind: str, content_type: str | None
) -> None:
    found = take(installation, kind, BODIES[kind].encode("ascii"), content_type=content_type)
    assert found == "not_form_encoded"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "content_type",
    [
        pytest.param(f"{FORM}; charset=utf-8", id="charset"),
        pytest.param(FORM.upper(), id="capitals"),
    ],
)
def test_the_form_type_may_be_spelled_otherwise(
    installation: Installation, kind: str, content_type: str
) -> None:
    assert_taken(installation, kind, BODIES[kind], content_type=content_type)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_body_is_set_aside(installation: Installation, kind: str) -> None:
    assert take(installation, kind, b"") == f"missing:{NEEDED[kind][0]}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "body",
    [
        pytest.param(bytes(range(256)) * 40, id="every_byte"),
        pytest.param(b"&" * 5000, id="only_ampersands"),
        pytest.param(b"=" * 5000, id="only_equal_signs"),
        pytest.param(b"a=1&" * 5000, id="five_thousand_fields"),
        pytest.param(b"\xff\xfe" * 10, id="no_text_at_all"),
    ],
)
def test_a_body_that_is_no_form_is_set_aside(
    installation: Installation, kind: str, body: bytes
) -> None:
    assert take(installation, kind, body) is not None


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_of_a_megabyte_is_set_aside(installation: Installation, kind: str) -> None:
    body = BODIES[kind].encode("ascii") + b"&more=" + b"x" * 1_000_000
    # Of an end only what is kept is looked at, and the rest goes no further.
    assert take(installation, kind, body) == (
        "unknown_session" if kind == "ussd-end" else "too_long"
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", KINDS)
def test_the_key_of_another_kind_opens_nothing(
    installation: Installation, kind: str, other: str
) -> None:
    query = f"key={installation.key_of(other)}"
    before = snapshot(installation)
    answer = installation.call(kind, BODIES[kind].encode("ascii"), query=query)
    assert answer.status_code == (200 if kind == other else 403)
    assert (snapshot(installation) == before) == (kind != other)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "query",
    [
        pytest.param("", id="no_key"),
        pytest.param("key=", id="empty"),
        pytest.param("key=%00", id="nul"),
        pytest.param("key=%FF%FE", id="no_utf_8"),
        pytest.param("key=%E2%82%AC", id="no_ascii"),
        pytest.param("KEY={key}", id="capitals"),
        pytest.param("key={key}x", id="longer"),
        pytest.param("key=WRONG&key={key}", id="second_of_two"),
        pytest.param("key[]={key}", id="list"),
    ],
)
def test_a_wrong_key_is_refused_and_nothing_is_stored(
    installation: Installation, kind: str, query: str
) -> None:
    before = snapshot(installation)
    query = query.format(key=installation.key_of(kind))
    answer = installation.call(kind, BODIES[kind].encode("ascii"), query=query)
    assert (answer.status_code, answer.data) == (403, b"")
    assert snapshot(installation) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_in_the_body_or_a_header_does_not_count(
    installation: Installation, kind: str
) -> None:
    body = f"key={installation.key_of(kind)}&{BODIES[kind]}"
    assert installation.call(kind, body.encode("ascii"), query="").status_code == 403


@pytest.mark.parametrize("kind", KINDS)
def test_both_keys_are_taken_while_they_change(installation: Installation, kind: str) -> None:
    keyring = installation.programme.keyring
    keys = {**keyring.callbacks, kind: ("K-NEW", *keyring.callbacks[kind])}
    rotated = installation.broken(keyring=replace(keyring, callbacks=keys))
    for key in keys[kind]:
        answer = rotated.call(kind, BODIES[kind].encode("ascii"), query=f"key={key}")
        assert answer.status_code == 200
    third = rotated.call(kind, BODIES[kind].encode("ascii"), query="key=K-OLD")
    assert third.status_code == 403


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_post_is_taken(installation: Installation, kind: str, method: str) -> None:
    before = snapshot(installation)
    answer = installation.call(kind, BODIES[kind].encode("ascii"), method=method)
    assert answer.status_code == (200 if method == "OPTIONS" else 405)
    assert snapshot(installation) == before


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        pytest.param("/callbacks/nobody/sms", "sms", id="unknown_gateway"),
        pytest.param("/callbacks/nobody/ussd", "ussd", id="unknown_gateway_for_ussd"),
        pytest.param("/callbacks/AFRICASTALKING/sms", "sms", id="gateway_in_capitals"),
        pytest.param(f"/callbacks/{GATEWAY}/voice", "sms", id="unknown_kind"),
        pytest.param(f"/callbacks/{GATEWAY}/sms/", "sms", id="trailing_slash"),
        pytest.param(f"/callbacks/{GATEWAY}/ussd/", "ussd", id="trailing_slash_for_ussd"),
        pytest.param(f"/callbacks/{GATEWAY}/", "sms", id="no_kind"),
        pytest.param("/callbacks//sms", "sms", id="no_gateway"),
        pytest.param("/callbacks/%00/sms", "sms", id="nul"),
        pytest.param(f"/callbacks/{'x' * 3000}/sms", "sms", id="long"),
    ],
)
def test_another_address_is_told_nothing(installation: Installation, path: str, kind: str) -> None:
    before = snapshot(installation)
    answer = installation.call(kind, BODIES[kind].encode("ascii"), path=path)
    assert answer.status_code in (403, 404, 308)
    assert snapshot(installation) == before


def assert_taken(
    installation: Installation,
    kind: str,
    body: str,
    *,
    reason: str | None = None,
    content_type: str = FORM,
) -> None:
    expected = "unknown_session" if reason is None and kind == "ussd-end" else reason
    assert take(installation, kind, body.encode("ascii"), content_type=content_type) == expected


def take(
    installation: Installation, kind: str, body: bytes, *, content_type: str | None = FORM
) -> str | None:
    """Send a body and read it; return why it was set aside, None where it was not, or "seen"."""
    before = snapshot(installation)
    with structlog.testing.capture_logs() as logged:
        answer = installation.call(kind, body, content_type=content_type)
        installation.read_inbox()
    assert [entry["event"] for entry in logged if entry["log_level"] == "error"] == []
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    if kind == "ussd":
        assert answer.get_data(as_text=True).startswith(("CON ", "END "))
        assert len(answer.data) <= 160
    if snapshot(installation) == before:
        return "seen"
    if kind == "ussd" and "raw_callbacks" not in changed_tables(installation, before):
        return None
    with installation.programme.database.reading() as session:
        raw = new_callback(session, before)
        assert raw.state in ("read", "quarantined")
        if raw.state == "read":
            return None
        assert changed_tables(installation, before) - {"alarms"} == {"raw_callbacks"}
        assert raised_since(installation, before) <= {"callback_quarantined", "callback_conflict"}
        if kind not in ("ussd", "ussd-end"):
            assert body_of(session, raw) == body
        return raw.reason

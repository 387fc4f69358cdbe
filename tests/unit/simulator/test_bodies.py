"""Bodies carry the documented fields, encoded as on the wire."""

import json
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import parse_qsl

import pytest

from monitor.simulator import bodies
from tests.shared import shared_path

HER = "+254712345678"
AT = datetime(2026, 3, 2, 9, 5, 31, tzinfo=timezone(timedelta(hours=3)))

_INCOMING = bodies.Incoming(id="i", number=HER, text="1", to="22384", link_id="l", at=AT)
_END = bodies.SessionEnd(
    session_id="ATUid_1",
    number=HER,
    code="*384*2025#",
    at=AT,
    status="Success",
    milliseconds=46000,
    hops=4,
    metadata="",
    input="1*2",
    last_response="END Asante.",
    error=None,
)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("case", "fields"),
    [
        ("in-01", _INCOMING.fields()),
        ("dl-01", bodies.receipt("ATXid_1", HER, "Success", None)),
        ("dl-07", bodies.receipt("ATXid_1", HER, "Failed", "UserDoesNotExist")),
        ("op-01", bodies.opt_out("HABARI", HER)),
        (
            "su-01",
            bodies.subscription(HER, short_code="22384", keyword="K", update="addition"),
        ),
        ("us-01", bodies.ussd_turn("ATUid_1", number=HER, code="*384*2025#", text="")),
        ("ue-01", _END.fields()),
    ],
)
def test_a_body_has_exactly_the_documented_fields(case: str, fields: dict[str, str]) -> None:
    document = json.loads(shared_path("gateway/africastalking_cases.json").read_text())
    (wanted,) = [entry for entry in document["cases"] if entry["id"] == case]

    names = {name for name, _ in parse_qsl(wanted["request"]["body"], keep_blank_values=True)}

    assert set(fields) == names


def test_dates_are_utc_in_the_providers_two_forms() -> None:
    assert _INCOMING.fields()["date"] == "2026-03-02T06:05:31Z"
    assert _END.fields()["date"] == "2026-03-02 06:05:31"
    assert AT.astimezone(UTC).hour == 6


@pytest.mark.parametrize("text", ["+", "a b", "1*2", "50%25", "&=?", "é ĩ 👍", "\0", "\r\n", ""])
def test_a_body_is_ascii_and_decodes_to_what_went_in(text: str) -> None:
    body = bodies.encode({"text": text})

    assert body.isascii()
    assert parse_qsl(body, keep_blank_values=True) == [("text", text)]

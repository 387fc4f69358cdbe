"""Nothing that looks like a number, a key or a query gets into a log."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.ids import new_id
from monitor.core.redaction import redact, redact_event


@pytest.mark.parametrize(
    "number",
    [
        "+254712345678", "0712345678", "0712 345 678", "+254-712-345-678", "(0712) 345678",
        "254712345678", "0712.345.678", "0712/345/678",
    ],
)  # fmt: skip
def test_a_number_in_any_form_is_taken_out(number: str) -> None:
    assert redact(f"to {number}, later").endswith("[number], later")
    assert not any(char.isdigit() for char in redact(f"to {number}"))


@given(st.integers(100_000_000, 999_999_999))
def test_every_kenyan_number_is_taken_out(subscriber: int) -> None:
    assert str(subscriber) not in redact(f"failed for +254{subscriber}")


@pytest.mark.parametrize("name", ["key", "token", "apikey", "password", "pin", "secret", "PIN"])
def test_a_secret_after_its_name_is_taken_out(name: str) -> None:
    assert "hush" not in redact(f"{name}=hush and more")


def test_a_query_string_is_taken_out_whole() -> None:
    assert redact("POST /callbacks/x/sms?key=abc&from=1 200") == "POST /callbacks/x/sms[query] 200"


def test_our_own_identifiers_stay() -> None:
    ids = [new_id(), new_id()]
    assert redact(f"case {ids[0]} of {ids[1]}") == f"case {ids[0]} of {ids[1]}"


@given(st.text(max_size=60))
def test_any_text_can_be_redacted_twice(text: str) -> None:
    assert redact(redact(text)) == redact(text)


def test_a_structured_event_is_redacted_in_every_string() -> None:
    event = {"event": "to 0712345678", "timestamp": "2026-03-02T06:00:00Z", "count": 3}
    redacted = redact_event(None, "info", event)
    assert redacted == {"event": "to [number]", "timestamp": "2026-03-02T06:00:00Z", "count": 3}

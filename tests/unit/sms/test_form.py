"""Form bodies: read once, from the body alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.sms.form import FORM_TYPE, LONGEST_BODY_BYTES, Expected, read_form
from monitor.sms.gateway import Quarantine

EXPECTED = Expected(("from", "text"), ("id",))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(b"from=x&text=1", "1", id="plain"),
        pytest.param(b"from=x&text=", "", id="empty_is_present"),
        pytest.param(b"from=x&text", "", id="no_equals_sign"),
        pytest.param(b"from=x&text=a+b%2Bc", "a b+c", id="plus_is_a_space"),
        pytest.param(b"from=x&text=Yes%26No%3D%3F", "Yes&No=?", id="encoded_separators"),
        pytest.param(b"from=x&text=a=b", "a=b", id="second_equals_sign_belongs_to_the_value"),
        pytest.param(b"from=x&text=50%2525", "50%25", id="decoded_once"),
        pytest.param(b"from=x&text=s%E9curit%E9", "sécurité", id="latin_1"),
        pytest.param("from=x&text=sécurité".encode(), "sécurité", id="raw_utf_8"),
        pytest.param(b"from=x&text=1%00", "1", id="nul_is_dropped"),
        pytest.param(b"from=x&text=%ZZ%4", "%ZZ%4", id="broken_escapes_stay"),
        pytest.param(b"&&from=x&text=1&", "1", id="stray_separators"),
        pytest.param(b"from=x&text=1&other=9", "1", id="unknown_field_is_ignored"),
    ],
)
def test_a_value_is_what_was_typed(body: bytes, text: str) -> None:
    form = read_form(body, FORM_TYPE, EXPECTED)
    assert not isinstance(form, Quarantine)
    assert dict(form) == {"from": "x", "text": text}


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        pytest.param(b"from=x", FORM_TYPE, "missing:text", id="missing"),
        pytest.param(b"", FORM_TYPE, "missing:from", id="empty_body_names_the_first"),
        pytest.param(b"from=x&text=1&text=1", FORM_TYPE, "duplicate_field:text", id="twice"),
        pytest.param(b"text=1&te%78t=2", FORM_TYPE, "duplicate_field:text", id="twice_encoded"),
        pytest.param(
            b"from=x&text=1&%2B254700000001=1&%2B254700000001=2",
            FORM_TYPE,
            "duplicate_field:other",
            id="a_strange_name_is_not_repeated",
        ),
        pytest.param(b'{"text":"1"}', "application/json", "not_form_encoded", id="json"),
        pytest.param(b"from=x&text=1", "", "not_form_encoded", id="no_type"),
        pytest.param(b"from=x&text=1", "multipart/form-data", "not_form_encoded", id="multipart"),
        pytest.param(b"a" * (LONGEST_BODY_BYTES + 1), FORM_TYPE, "too_long", id="too_long"),
    ],
)
def test_a_form_that_cannot_be_used_says_why(body: bytes, content_type: str, reason: str) -> None:
    assert read_form(body, content_type, EXPECTED) == Quarantine(reason)


def test_the_type_may_carry_a_charset_and_capitals() -> None:
    kind = "Application/X-WWW-Form-URLencoded; charset=utf-8"
    assert read_form(b"from=x&text=1", kind, EXPECTED) == {"from": "x", "text": "1"}


def test_a_body_of_exactly_the_limit_is_read() -> None:
    body = b"from=x&text=".ljust(LONGEST_BODY_BYTES, b"a")
    assert not isinstance(read_form(body, FORM_TYPE, EXPECTED), Quarantine)


@given(st.binary(max_size=400), st.text(max_size=40))
def test_any_bytes_give_a_form_or_a_reason(body: bytes, content_type: str) -> None:
    form = read_form(body, content_type, EXPECTED)
    assert isinstance(form, Quarantine) or "\0" not in "".join(form.values())

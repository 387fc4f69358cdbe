import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.sms.form import FORM_TYPE
from monitor.sms.ussd_input import choice_of, has_words, keepable, pin_in, without_typed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("1", "1", id="a choice"),
        pytest.param(" 2 ", " 2 ", id="blanks are kept"),
        pytest.param("2#", "2#", id="hash"),
        pytest.param("3*4", "3*4", id="two entries"),
        pytest.param("50%25", "50%25", id="two short numbers"),
        pytest.param("Niko sawa + salama", "Niko sawa + salama", id="words"),
        pytest.param("4821", "", id="a PIN"),
        pytest.param("4821#", "", id="a PIN ended with a hash"),
        pytest.param(" 48 21 ", "", id="a PIN with a blank"),
        pytest.param("4*8*2*1", "", id="a PIN with stars"),
        pytest.param("482", "", id="a digit short"),
        pytest.param("48211", "", id="a digit too many"),
        pytest.param("48214821", "", id="twice"),
        pytest.param("٤٨٢١", "", id="another script"),
        pytest.param("pin 4821", "pin #", id="in words"),
    ],
)
def test_what_may_be_a_pin_is_not_kept(typed: str, kept: str) -> None:
    assert keepable(typed) == kept


@given(st.text(), st.from_regex(r"[0-9]{4}", fullmatch=True), st.text())
def test_four_digits_in_a_row_are_never_kept(before: str, pin: str, after: str) -> None:
    assert pin not in keepable(before + pin + after)
    assert re.search(r"\d{3}", keepable(before + pin + after)) is None


@given(st.text())
def test_any_entry_can_be_read(typed: str) -> None:
    assert pin_in(typed) is None or choice_of(typed) == pin_in(typed)
    assert not (has_words(typed) and choice_of(typed))


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        pytest.param(
            b"sessionId=A&status=Success&input=1*4821&lastAppResponse=END+Asante.",
            b"sessionId=A&status=Success",
            id="an end notice",
        ),
        pytest.param(b"sessionId=A&text=4821&text=1", b"sessionId=A", id="twice the same field"),
        pytest.param(b"sessionId=A&%74ext=4821", b"sessionId=A", id="a name in disguise"),
        pytest.param(b"sessionId=A&errorMessage=4821", b"sessionId=A", id="an error's own words"),
        pytest.param(b"phoneNumber=+254700000001", b"phoneNumber=+254700000001", id="a lost plus"),
        pytest.param(b"\xff\x004821", b"", id="no form at all"),
    ],
)
def test_a_stored_callback_holds_nothing_typed_or_shown(body: bytes, kept: bytes) -> None:
    assert without_typed(body, f"{FORM_TYPE}; charset=utf-8") == kept


def test_nothing_is_kept_of_a_body_that_is_no_form() -> None:
    assert without_typed(b'{"text": "4821"}', "application/json") == b""

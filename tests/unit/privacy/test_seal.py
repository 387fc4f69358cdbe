"""Sealed values: bound to their place, useless under another key, never twice the same."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.privacy.seal import SealBroken, key_id_of, lookup_hash, seal, unseal

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
PLACE = {"table": "people", "column": "code_name_sealed", "row_id": "1"}


def sealed(text: str = "Amani") -> str:
    return seal(text, key=KEY, key_id="key-1", **PLACE)


@given(st.text())
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert unseal(sealed(text), key=KEY, **PLACE) == text


def test_half_a_surrogate_comes_back_too() -> None:
    assert unseal(sealed("a\ud800b"), key=KEY, **PLACE) == "a\ud800b"


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert sealed() != sealed()


@pytest.mark.parametrize(
    "moved",
    [
        pytest.param({"table": "staff"}, id="another table"),
        pytest.param({"column": "number_sealed"}, id="another column"),
        pytest.param({"row_id": "2"}, id="another row"),
    ],
)
def test_a_value_moved_elsewhere_does_not_open(moved: dict[str, str]) -> None:
    with pytest.raises(SealBroken):
        unseal(sealed(), key=KEY, **(PLACE | moved))


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(SealBroken):
        unseal(sealed(), key=OTHER_KEY, **PLACE)


def test_a_value_that_names_another_key_does_not_open() -> None:
    with pytest.raises(SealBroken):
        unseal(sealed().replace("key-1", "key-2"), key=KEY, **PLACE)


@pytest.mark.parametrize("place", [0, 12, 15, -1])
def test_one_changed_byte_does_not_open(place: int) -> None:
    version, key_id, text = sealed().split(".")
    raw = bytearray(base64.b64decode(text))
    raw[place] ^= 1
    with pytest.raises(SealBroken):
        unseal(f"{version}.{key_id}.{base64.b64encode(raw).decode()}", key=KEY, **PLACE)


@pytest.mark.parametrize("value", ["", "Amani", "1.", "1.key", "2.key.AAAA", "1.key.!!", "1.k.AA"])
def test_what_was_never_sealed_is_refused_without_being_repeated(value: str) -> None:
    with pytest.raises(SealBroken) as broken:
        key_id_of(value)
        unseal(value, key=KEY, **PLACE)
    assert "Amani" not in str(broken.value)


def test_a_lookup_hash_says_nothing_without_its_key() -> None:
    number = "+254712345678"
    mine = lookup_hash(number, key=KEY, use="phone")
    assert mine == lookup_hash(number, key=KEY, use="phone")
    assert mine != lookup_hash(number, key=OTHER_KEY, use="phone")
    assert mine != lookup_hash(number, key=KEY, use="code_name")
    assert number not in mine

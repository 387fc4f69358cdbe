"""Passwords: hashed with argon2, long enough, never the username."""

import pytest
from argon2 import PasswordHasher

from monitor.staff import passwords
from monitor.staff.passwords import hash_password, is_right, password_refusal


def test_a_password_is_right_against_its_own_hash_only() -> None:
    stored = hash_password("mvua ya asubuhi")
    assert stored.startswith("$argon2id$")
    assert is_right(stored, "mvua ya asubuhi")
    assert not is_right(stored, "mvua ya jioni")


def test_a_try_without_a_hash_does_the_work_of_one_with_a_hash() -> None:
    assert not PasswordHasher().check_needs_rehash(passwords._NOBODY)


@pytest.mark.parametrize(
    ("stored", "password"),
    [
        pytest.param(None, "nobody has this password", id="no hash, whatever is tried"),
        pytest.param("", "", id="empty hash"),
        pytest.param("not a hash", "not a hash", id="broken hash"),
    ],
)
def test_without_a_good_hash_no_password_is_right(stored: str | None, password: str) -> None:
    assert not is_right(stored, password)


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        pytest.param("mvua asubuh", "at least 12", id="eleven characters"),
        pytest.param("m" * 201, "at most 200", id="over-long"),
        pytest.param("abababababab", "different", id="two letters"),
        pytest.param("Njeri na mvua", "username", id="the username inside"),
    ],
)
def test_a_weak_password_is_refused(password: str, rule: str) -> None:
    refused = password_refusal(password, username="njeri")
    assert refused is not None
    assert rule in refused


def test_a_long_sentence_is_accepted() -> None:
    assert password_refusal("mvua ya asubuhi", username="njeri") is None

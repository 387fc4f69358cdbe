"""The key file: whole, private, and never overwritten."""

import json
from pathlib import Path
from typing import Any

import pytest

from monitor.core.errors import Invalid
from monitor.privacy.keys import make_keyring, read_keyring, write_keyring


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    keyring, path = make_keyring(), tmp_path / "var" / "keys.json"
    write_keyring(keyring, path)
    assert read_keyring(path) == keyring
    assert path.stat().st_mode & 0o777 == 0o600


def test_two_installations_share_no_key() -> None:
    one, other = make_keyring(), make_keyring()
    assert one.lookup != other.lookup
    assert one.pin != other.pin
    assert not set(one.keks) & set(other.keks)
    every = [one.lookup, one.pin, one.session, one.audit, one.transcript, *one.keks.values()]
    assert len(set(every)) == len(every)


def test_a_keyring_never_shows_its_keys() -> None:
    keyring = make_keyring()
    shown = repr(keyring)
    assert keyring.lookup.hex() not in shown
    assert repr(keyring.lookup) not in shown
    assert not [key for keys in keyring.callbacks.values() for key in keys if key in shown]


def test_an_old_key_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    write_keyring(make_keyring(), path)
    before = path.read_text()
    with pytest.raises(Invalid, match="there already"):
        write_keyring(make_keyring(), path)
    assert path.read_text() == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660, 0o601])
def test_a_key_file_that_others_may_use_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "keys.json"
    write_keyring(make_keyring(), path)
    path.chmod(mode)
    with pytest.raises(Invalid, match="0600"):
        read_keyring(path)


def test_a_missing_key_file_names_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="flask keys make"):
        read_keyring(tmp_path / "keys.json")


def test_a_folder_is_no_key_file(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        read_keyring(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"lookup": "AAAA"}, id="a short key"),
        pytest.param({"lookup": "not base64!"}, id="no base64"),
        pytest.param({"lookup": 7}, id="a number"),
        pytest.param({"keks": []}, id="a list"),
        pytest.param({"callbacks": None}, id="nothing"),
    ],
)
def test_a_broken_key_file_is_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    path = tmp_path / "keys.json"
    write_keyring(make_keyring(), path)
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(Invalid, match="not whole"):
        read_keyring(path)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}"])
def test_a_file_that_is_no_keyring_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "keys.json"
    path.touch(mode=0o600)
    path.write_text(text)
    with pytest.raises(Invalid, match="not whole"):
        read_keyring(path)

"""The keys of one installation: read once from a file only its owner can read.

Each use has a key of its own, so that one leaked key does not open the rest. The key-encryption key
wraps a data key per person; who destroys that data key has erased what was sealed under it.
"""

import base64
import json
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from monitor.core.errors import Invalid

KEY_BYTES = 32
SINGLE_KEYS = ("lookup", "pin", "session", "audit", "transcript")
CALLBACKS = ("sms", "receipt", "opt-out", "subscription", "ussd", "ussd-end")


@dataclass(frozen=True)
class Keyring:
    """Every secret of an installation; nothing of it ever appears in a repr."""

    kek_id: str
    keks: Mapping[str, bytes] = field(repr=False)
    lookup: bytes = field(repr=False)
    pin: bytes = field(repr=False)
    session: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    transcript: bytes = field(repr=False)
    callbacks: Mapping[str, tuple[str, ...]] = field(repr=False)


def make_keyring() -> Keyring:
    """Return fresh random keys."""
    kek_id = secrets.token_hex(4)
    return Keyring(
        kek_id=kek_id,
        keks={kek_id: secrets.token_bytes(KEY_BYTES)},
        **{name: secrets.token_bytes(KEY_BYTES) for name in SINGLE_KEYS},
        callbacks={kind: (secrets.token_urlsafe(KEY_BYTES),) for kind in CALLBACKS},
    )


def write_keyring(keyring: Keyring, path: Path) -> None:
    """Store the keys in a new file that only its owner may read; never over an old one."""
    document = {
        "kek_id": keyring.kek_id,
        "keks": {name: _text(key) for name, key in keyring.keks.items()},
        "callbacks": {kind: list(keys) for kind, keys in keyring.callbacks.items()},
        **{name: _text(getattr(keyring, name)) for name in SINGLE_KEYS},
    }
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise Invalid("a key file is there already; move it away first") from None
    path.write_text(json.dumps(document, indent=1))


def read_keyring(path: Path) -> Keyring:
    """Read the keys; a file that others may read, or that is not whole, is refused."""
    if not path.is_file():
        raise Invalid("the key file is missing; make one with 'flask keys make'")
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Invalid("others may read the key file; set its mode to 0600")
    try:
        document = json.loads(path.read_text())
        return Keyring(
            kek_id=document["kek_id"],
            keks={name: _key(text) for name, text in document["keks"].items()},
            callbacks={kind: tuple(keys) for kind, keys in document["callbacks"].items()},
            **{name: _key(document[name]) for name in SINGLE_KEYS},
        )
    except (ValueError, KeyError, AttributeError, TypeError):
        raise Invalid("the key file is not whole; restore it from its backup") from None


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("wrong length")
    return key

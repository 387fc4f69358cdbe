"""Seals what must not be read in the database: names, numbers, texts, notes and words.

AES-256-GCM under a data key per person. Table, column and row are bound into each value, so a value
moved to another row does not open. A sealed value names its key: `1.<key id>.<base64>`.
"""

import base64
import hmac
import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from monitor.core.errors import BaadaError

NONCE_BYTES = 12
VERSION = "1"


class SealBroken(BaadaError):
    """A sealed value does not open: its key is gone, or it was changed or moved."""


def seal(text: str, *, key: bytes, key_id: str, table: str, column: str, row_id: str) -> str:
    """Return the text sealed for one place in one table.

    >>> value = seal("siri", key=bytes(32), key_id="k", table="t", column="c", row_id="1")
    >>> unseal(value, key=bytes(32), table="t", column="c", row_id="1")
    'siri'
    """
    nonce = os.urandom(NONCE_BYTES)
    place = _place(key_id, table, column, row_id)
    sealed = AESGCM(key).encrypt(nonce, text.encode("utf-8", "surrogatepass"), place)
    return f"{VERSION}.{key_id}.{base64.b64encode(nonce + sealed).decode()}"


def unseal(value: str, *, key: bytes, table: str, column: str, row_id: str) -> str:
    """Return the text of a value sealed for this very place, or raise `SealBroken`."""
    key_id = key_id_of(value)
    try:
        raw = base64.b64decode(value.split(".", 2)[2], validate=True)
        place = _place(key_id, table, column, row_id)
        opened = AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place)
    except (InvalidTag, ValueError):
        raise SealBroken(f"{table}.{column} of {row_id} does not open") from None
    return opened.decode("utf-8", "surrogatepass")


def key_id_of(value: str) -> str:
    """Return the id of the key a value was sealed under.

    >>> key_id_of("1.0193.AAAA")
    '0193'
    """
    version, _, rest = value.partition(".")
    key_id, dot, _ = rest.partition(".")
    if version != VERSION or not dot:
        raise SealBroken("not a sealed value")
    return key_id


def lookup_hash(text: str, *, key: bytes, use: str) -> str:
    """Return the keyed hash by which a value can be found without being readable.

    The use is hashed in, so that equal values in different columns cannot be matched.

    >>> lookup_hash("+254700000001", key=b"k", use="phone") == lookup_hash(
    ...     "+254700000001", key=b"k", use="code_name")
    False
    """
    return hmac.new(key, f"{use}\0{text}".encode("utf-8", "surrogatepass"), sha256).hexdigest()


def _place(key_id: str, table: str, column: str, row_id: str) -> bytes:
    return "\0".join((key_id, table, column, row_id)).encode()

"""Hands out the data key of each person, and seals and opens with it.

A session carries the installation's keyring in `session.info["keyring"]`; the doors put it there
when they open the session, so services and stores need only the session.
"""

import os
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.core.ids import new_id
from monitor.privacy import seal as sealing
from monitor.privacy.keys import KEY_BYTES, Keyring
from monitor.privacy.models import DataKey
from monitor.privacy.seal import SealBroken, lookup_hash

PROGRAMME = "programme"
_WRAP = {"table": "data_keys", "column": "wrapped"}


def keyring_of(session: Session) -> Keyring:
    """Return the keyring the door gave this session."""
    keyring = session.info["keyring"]
    if not isinstance(keyring, Keyring):
        raise TypeError("this session was opened without a keyring")
    return keyring


def seal(
    session: Session, text: str, *, owner: str | None, table: str, column: str, row_id: str
) -> str:
    """Seal a text under its owner's key; without an owner under the programme's own."""
    data_key = _key_for(session, owner or PROGRAMME)
    key = _unwrap(session, data_key)
    return sealing.seal(
        text, key=key, key_id=data_key.id, table=table, column=column, row_id=row_id
    )


def unseal(session: Session, value: str, *, table: str, column: str, row_id: str) -> str:
    """Open a value sealed for this place; `SealBroken` where its key is gone or it was moved."""
    data_key = session.get(DataKey, sealing.key_id_of(value))
    if data_key is None:
        raise SealBroken(f"{table}.{column} of {row_id} names an unknown key")
    key = _unwrap(session, data_key)
    return sealing.unseal(value, key=key, table=table, column=column, row_id=row_id)


def lookup(session: Session, text: str, *, use: str) -> str:
    """Return the keyed hash under which a value is found, for instance `use="phone"`."""
    return lookup_hash(text, key=keyring_of(session).lookup, use=use)


def pin_hash(session: Session, pin: str, *, person_id: str) -> str:
    """Return the keyed hash of a PIN, bound to the person."""
    return lookup_hash(pin, key=keyring_of(session).pin, use=person_id)


def transcript_hash(session: Session, text: str, *, session_id: str) -> str:
    """Return the keyed hash of a USSD transcript, bound to its session; the text is not kept."""
    return lookup_hash(text, key=keyring_of(session).transcript, use=session_id)


def make_key(session: Session, owner: str, *, at: datetime) -> None:
    """Make the data key of a new owner."""
    keyring = keyring_of(session)
    key_id = new_id()
    key = os.urandom(KEY_BYTES)
    wrapped = sealing.seal(
        key.hex(), key=keyring.keks[keyring.kek_id], key_id=keyring.kek_id, row_id=key_id, **_WRAP
    )
    session.add(
        DataKey(id=key_id, owner_id=owner, wrapped=wrapped, kek_id=keyring.kek_id, made_at=at)
    )
    session.flush()


def destroy_key(session: Session, owner: str, *, at: datetime) -> None:
    """Destroy an owner's key: nothing sealed under it opens again."""
    data_key = _key_for(session, owner)
    data_key.wrapped = None
    data_key.destroyed_at = at
    _opened(session).pop(data_key.id, None)


def _key_for(session: Session, owner: str) -> DataKey:
    data_key = session.scalar(select(DataKey).where(DataKey.owner_id == owner))
    if data_key is None:
        raise SealBroken(f"no data key for {owner}")
    return data_key


def _unwrap(session: Session, data_key: DataKey) -> bytes:
    opened = _opened(session)
    if data_key.id not in opened:
        if data_key.wrapped is None:
            raise SealBroken(f"the key {data_key.id} was destroyed")
        kek = keyring_of(session).keks.get(data_key.kek_id)
        if kek is None:
            raise SealBroken(f"the key that wraps {data_key.id} is not in the key file")
        text = sealing.unseal(data_key.wrapped, key=kek, row_id=data_key.id, **_WRAP)
        opened[data_key.id] = bytes.fromhex(text)
    return opened[data_key.id]


def _opened(session: Session) -> dict[str, bytes]:
    opened = session.info.setdefault("opened_keys", {})
    if not isinstance(opened, dict):
        raise TypeError("opened_keys must be a dict")
    return opened

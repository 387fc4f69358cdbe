"""A half-written note that outlives its session: sealed, in the form itself, for the same user.

Nothing is kept in the browser's storage and nothing on the server. What somebody typed travels in
a hidden field that only she can open again, within half an hour.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from monitor.privacy import vault
from monitor.privacy.seal import SealBroken

LASTS = timedelta(minutes=30)
MOST_BYTES = 20_000
AUTHOR_FIELD = "author"
DRAFT_FIELD = "draft"
PLACE = {"table": "web_drafts", "column": "fields"}
NOT_KEPT = frozenset({"csrf_token", AUTHOR_FIELD, DRAFT_FIELD})

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Draft:
    """What was typed, and where it belongs."""

    path: str
    fields: Fields


def author_token(staff_id: str, *, key: bytes) -> str:
    """Return the mark of whoever opened a form, so that its draft is sealed for her alone."""
    return _author_signer(key).dumps(staff_id)


def read_author(token: str, *, key: bytes) -> str | None:
    """Return who opened a form, or None where the mark is not ours.

    >>> read_author(author_token("s1", key=b"k"), key=b"k")
    's1'
    >>> read_author(author_token("s1", key=b"k"), key=b"other") is None
    True
    """
    try:
        found = _author_signer(key).loads(token)
    except BadSignature:
        return None
    return found if isinstance(found, str) else None


def seal_draft(
    session: Session, *, path: str, fields: Iterable[tuple[str, str]], staff_id: str, now: datetime
) -> str | None:
    """Return the draft sealed for one member of staff, or None where it is too long to carry."""
    kept = [[name, value] for name, value in fields if name not in NOT_KEPT]
    text = json.dumps({"at": now.timestamp(), "path": path, "fields": kept})
    sealed = vault.seal(session, text, owner=None, row_id=staff_id, **PLACE)
    return sealed if len(sealed) <= MOST_BYTES else None


def open_draft(session: Session, sealed: str, *, staff_id: str, now: datetime) -> Draft | None:
    """Return what this member of staff typed; None where it is another's, old or not ours."""
    if not sealed.isprintable() or not sealed or len(sealed) > MOST_BYTES:
        return None
    try:
        document = json.loads(vault.unseal(session, sealed, row_id=staff_id, **PLACE))
    except SealBroken:
        return None
    if now - datetime.fromtimestamp(document["at"], UTC) > LASTS:
        return None
    return Draft(document["path"], tuple((name, value) for name, value in document["fields"]))


def _author_signer(key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="draft-author")

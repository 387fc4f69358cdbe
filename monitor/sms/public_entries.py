"""Keeps what was typed on the public face until it is acted on, in another transaction.

To keep an entry costs the same whoever dials; to act on one does not. So nothing of what it leads
to is done before the screen is answered (safety rule 14).
"""

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from monitor.sms import inbox
from monitor.sms.inbox import Callback, Waiting
from monitor.sms.ussd_input import keepable
from monitor.sms.ussd_step import Step

KIND = "ussd-public"
_TYPE = "application/json"


class Asks(StrEnum):
    """What an entry is, beside a choice on the public face."""

    CALL = "call_me"
    WORDS = "words"
    LOCKED = "pin_lockout"


@dataclass(frozen=True)
class PublicEntry:
    """One entry by a caller of whom nothing is known but the number."""

    asks: Asks
    turn_id: str
    number: str = field(repr=False)
    number_lookup: str = field(repr=False)
    typed: str = field(repr=False)
    """Without whatever may be a PIN."""


def keep(session: Session, step: Step, asks: Asks, *, at: datetime) -> None:
    """Store an entry, sealed, for `read_inbox`."""
    fields = {
        "asks": asks.value, "turn_id": step.turn_id, "number": step.number,
        "number_lookup": step.number_lookup, "typed": keepable(step.typed),
    }  # fmt: skip
    callback = Callback(
        gateway=step.gateway, kind=KIND, dedupe=step.turn_id, content="",
        body=json.dumps(fields), content_type=_TYPE,
    )  # fmt: skip
    inbox.store(session, callback, at=at)


def read(waiting: Waiting) -> PublicEntry:
    """Return a stored entry."""
    fields: dict[str, str] = json.loads(waiting.body)
    return PublicEntry(
        asks=Asks(fields["asks"]), turn_id=fields["turn_id"], number=fields["number"],
        number_lookup=fields["number_lookup"], typed=fields["typed"],
    )  # fmt: skip

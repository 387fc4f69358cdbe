"""The form bodies of the provider's callbacks, field by field as it documents them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from monitor.simulator.networks import network_of


def encode(fields: Mapping[str, str]) -> str:
    """Return a form body as the provider writes it: plus as %2B, the star of USSD bare.

    >>> encode({"phoneNumber": "+254700000001", "text": "1*2"})
    'phoneNumber=%2B254700000001&text=1*2'
    """
    return urlencode(fields, safe="*")


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """An SMS on its way from a handset to the application."""

    id: str
    number: str
    text: str
    to: str
    link_id: str
    at: datetime

    def fields(self) -> dict[str, str]:
        """Return the fields of the incoming-message callback."""
        return {
            "linkId": self.link_id,
            "text": self.text,
            "to": self.to,
            "id": self.id,
            "date": self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "from": self.number,
            "networkCode": network_of(self.number).code,
            "cost": "KES 0.0000",
        }


def receipt(message_id: str, number: str, status: str, reason: str | None) -> dict[str, str]:
    """Return the fields of a delivery report.

    >>> receipt("ATXid_1", "+254700000001", "Failed", "UserDoesNotExist")["failureReason"]
    'UserDoesNotExist'
    """
    fields = {
        "id": message_id,
        "status": status,
        "phoneNumber": number,
        "networkCode": network_of(number).code,
        "retryCount": "0",
    }
    return fields | ({"failureReason": reason} if reason else {})


def opt_out(sender: str, number: str) -> dict[str, str]:
    """Return the fields of an opt-out; the provider gives it neither id nor date."""
    return {"senderId": sender, "phoneNumber": number}


def subscription(number: str, *, short_code: str, keyword: str, update: str) -> dict[str, str]:
    """Return the fields of a subscription change; `update` is `addition` or `deletion`."""
    return {
        "phoneNumber": number,
        "shortCode": short_code,
        "keyword": keyword,
        "updateType": update,
    }


def ussd_turn(session_id: str, *, number: str, code: str, text: str) -> dict[str, str]:
    """Return the fields of one USSD turn; `text` holds every input so far, joined by stars."""
    return {
        "sessionId": session_id,
        "serviceCode": code,
        "phoneNumber": number,
        "networkCode": network_of(number).code,
        "text": text,
    }


@dataclass(frozen=True, kw_only=True)
class SessionEnd:
    """The end of a USSD session as the provider reports it."""

    session_id: str
    number: str
    code: str
    at: datetime
    status: str
    milliseconds: int
    hops: int
    metadata: str
    input: str
    last_response: str
    error: str | None

    def fields(self) -> dict[str, str]:
        """Return the fields of the end notification."""
        fields = {
            "date": self.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
            "sessionId": self.session_id,
            "serviceCode": self.code,
            "networkCode": network_of(self.number).code,
            "phoneNumber": self.number,
            "status": self.status,
            "cost": "KES 0.60",
            "durationInMillis": str(self.milliseconds),
            "hopsCount": str(self.hops),
            "hopsMetadata": self.metadata,
            "input": self.input,
            "lastAppResponse": self.last_response,
        }
        return fields | ({"errorMessage": self.error} if self.error else {})

"""What a phone shows of a USSD session, and how a network reads the application's answer."""

from dataclasses import dataclass

NETWORK = "network"


@dataclass(frozen=True, kw_only=True)
class Screen:
    """A screen: `con` waits for an answer, `end` is the last, `network` is the network's own."""

    kind: str
    text: str
    session_id: str
    limit: int

    @property
    def is_open(self) -> bool:
        """Say whether the phone may answer."""
        return self.kind == "con"

    @property
    def characters(self) -> int:
        """Return the length that counts against the network's limit."""
        return len(self.text)


@dataclass(frozen=True)
class Verdict:
    """How an answer was read; `error` names the application's fault, if any."""

    text: str
    ends: bool
    error: str | None = None


def judge(status: int | None, body: str) -> Verdict:
    """Read an answer as strictly as the provider does.

    >>> judge(200, "CON 1. News")
    Verdict(text='1. News', ends=False, error=None)
    >>> judge(200, " END Bye").error
    'Response should start with CON or END'
    >>> judge(None, "").error
    'The application did not answer in time'
    """
    if status is None:
        return Verdict("", ends=True, error="The application did not answer in time")
    if not 200 <= status < 300:
        return Verdict("", ends=True, error=f"The application answered HTTP {status}")
    if not body:
        return Verdict("", ends=True, error="The application answered nothing")
    if body.startswith(("CON ", "END ")):
        return Verdict(body[4:], ends=body.startswith("END "))
    return Verdict("", ends=True, error="Response should start with CON or END")


def deep_inputs(dialled: str, code: str) -> list[str] | None:
    """Return the inputs typed along with the code, or None where another code was dialled.

    >>> deep_inputs("*384*2025#", "*384*2025#")
    []
    >>> deep_inputs("*384*2025*1*2#", "*384*2025#")
    ['1', '2']
    >>> deep_inputs("*384*20#", "*384*2025#") is None
    True
    """
    cleaned = dialled.replace(" ", "")
    stem = code.removesuffix("#")
    if cleaned == code:
        return []
    if cleaned.startswith(f"{stem}*") and cleaned.endswith("#"):
        return cleaned[len(stem) + 1 : -1].split("*")
    return None

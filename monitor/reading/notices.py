"""Recognise texts that no person wrote to us: receipts, notices, promotions, chain texts.

Nobody's state is told by them: they are never ok. Words of danger of her own beside one still are.
"""

import re
from collections.abc import Iterator, Sequence

from monitor.reading.reading import Label
from monitor.reading.senses import Finding

_MONEY = r"(?:ksh|kes|kshs|tsh|ugx|sh)\.?\s?[\d,.]+"
_RECEIPT = re.compile(
    r"\b[A-Z0-9]{4,12}\s+(?:confirmed|imethibitishwa)\b"
    rf"|\b{_MONEY}\s+(?:received|sent|paid|imetumwa|imepokelewa)\b"
    r"|\b(?:received|sent|paid|withdrawn?|umepokea|umetuma|umelipa|umetoa)\s+(?:ksh|kes|ugx|tsh)"
    r"|\b(?:airtime|m-?pesa|account|fuliza|new) balance\b|\bsalio (?:lako|la)\b"
    r"|\btransaction cost\b|\bfuliza\b.{0,40}\b(?:limit|outstanding|due)\b",
    re.IGNORECASE,
)
_CALL_REQUEST = re.compile(
    r"please call (?:me )?(?:on |at |back )?\W*(?:\+?254|0)\d{8,9}"
    r"|please call me[.:, ]+(?:on )?\+?\d{9,12}"
    r"|call[- ]?(?:me[- ]?)?back request|please ?call ?me (?:request|service)"
    r"|tafadhali (?:ni)?pigi\w*\b.{0,60}(?:\+?254|\b0)\d{8,9}",
    re.IGNORECASE | re.DOTALL,
)
_PROMOTION = re.compile(
    r"\b(?:dial|bonyeza|piga|press)\b[^.!?]{0,20}\*\d{2,3}[*#\d]*|\*\d{3}(?:\*\d+)*#"
    r"|\b\d+\s?(?:gb|mb|mbs)\b.{0,40}\b(?:ksh|kes|bob|free|bure|valid|for)"
    r"|\b(?:win|shinda|jishindie)\b.{0,30}\b(?:car|gari|cash|million|ksh|prize|zawadi|airtime)\b",
    re.IGNORECASE | re.DOTALL,
)
_AUTOMATIC = re.compile(
    r"^\W*(?:i am in a meeting|i'?m in a meeting|i'?m driving|i am driving|can'?t talk right now"
    r"|sorry,? i can'?t talk|i'?ll call you (?:right )?(?:back|later)\W*$)"
    r"|\b(?:mteja|nambari|namba) (?:unayempigia|unayempigia simu|hapatikani)\b"
    r"|\b(?:the )?(?:subscriber|number|person) you (?:have )?(?:called|dialed|dialled)\b"
    r"|\bdear (?:customer|subscriber|valued)\b|\bmpendwa mteja\b|\bndugu mteja\b"
    r"|\byou have \d* ?(?:a )?(?:missed call|new voice)"
    r"|\bmessage (?:could )?not (?:be )?delivered\b",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"^\W*(?:fwd?|forwarded)\b\W*[: ]|\bforwarded (?:as received|message|many times)\b"
    r"|\b(?:share|send|forward|tuma|sambaza|peleka)\b.{0,40}"
    r"\b(?:to|with|kwa)\s+(?:\d+|ten|all|everyone|watu|marafiki|kila|wote)\b"
    r"|\b(?:send|tuma)\b.{0,30}\bto \d{5}\b",
    re.IGNORECASE | re.DOTALL,
)
_KINDS = (
    ("please_call_template", _CALL_REQUEST, "please call me"),
    ("forwarded_message", _RECEIPT, "a receipt or notice"),
    ("promo", _PROMOTION, "an offer"),
    ("notice", _AUTOMATIC, "an automatic notice"),
    ("chain_text", _PASSED_ON, "a text passed on"),
)
_NOT_HERS = frozenset({"forwarded_message", "promo", "notice", "chain_text"})
_NOBODY_SAYS = frozenset({Label.OK, Label.CALLBACK})


def notices(text: str) -> Iterator[tuple[str, str]]:
    """Give the sense and the words for every kind of notice that the text is or holds.

    >>> list(notices("QX1 Confirmed. Ksh500.00 received"))
    [('forwarded_message', 'a receipt or notice')]
    >>> list(notices("Get 1GB for Ksh 99, dial *544#"))
    [('promo', 'an offer')]
    >>> list(notices("niko sawa"))
    []
    """
    for name, pattern, words in _KINDS:
        if pattern.search(text):
            yield name, words


def without_strangers_words(findings: Sequence[Finding]) -> list[Finding]:
    """Drop what a notice says in her stead: "fine" or "call"; danger and a bare help stay."""
    if not any(finding.sense.name in _NOT_HERS for finding in findings):
        return list(findings)
    return [f for f in findings if f.sense.label not in _NOBODY_SAYS or f.sense.name == "help"]

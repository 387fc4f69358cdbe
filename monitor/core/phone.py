"""Phone numbers in one form, E.164, whatever form they came in."""

import unicodedata

import phonenumbers


def normalise(text: str, country: str = "KE") -> str | None:
    """Return the number as E.164, or None where it is not a possible and valid number.

    A raw plus is lost in form bodies and arrives as a space, so a bare country code counts too.

    >>> normalise("0712 345-678")
    '+254712345678'
    >>> normalise(" 254110000001")
    '+254110000001'
    >>> normalise("+256700000009")
    '+256700000009'
    >>> normalise("MTN") is None
    True
    """
    cleaned = _ascii_digits(text).strip()
    if not cleaned or not set(cleaned) <= set("+0123456789 ()-./"):
        return None
    for candidate in (cleaned, f"+{cleaned.lstrip('+')}"):
        number = _parse(candidate, country)
        if number is not None:
            return number
    return None


def _ascii_digits(text: str) -> str:
    return "".join(
        str(unicodedata.digit(char)) if char.isdigit() and not char.isascii() else char
        for char in text.replace("\u00a0", " ").replace("\u2011", "-").replace("\u2013", "-")
    )


def _parse(text: str, country: str) -> str | None:
    try:
        parsed = phonenumbers.parse(text, None if text.startswith("+") else country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))

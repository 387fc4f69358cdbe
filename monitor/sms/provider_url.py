"""Which addresses a provider may have in the settings: an account key travels to them."""

import ipaddress
from urllib.parse import urlsplit


def is_acceptable(url: str, *, is_production: bool) -> bool:
    """Tell whether a base URL may be used; production needs https, except on the same machine.

    >>> is_acceptable("http://127.0.0.1:9000/version1", is_production=True)
    True
    >>> is_acceptable("http://sms.example.org/", is_production=True)
    False
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or parts.scheme not in ("http", "https") or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or not is_production or is_loopback(host)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, without asking the network.

    >>> is_loopback("localhost"), is_loopback("127.0.0.5"), is_loopback("10.0.0.1")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def host_of(url: str) -> str:
    """Return the host of a URL in lower case, or an empty string.

    >>> host_of("https://API.example.org/version1"), host_of("")
    ('api.example.org', '')
    """
    return urlsplit(url).hostname or ""

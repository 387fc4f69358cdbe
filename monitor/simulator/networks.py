"""Which mobile network a number belongs to, and what that network allows on USSD."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Network:
    """A network as the provider names it, with its USSD limits in characters and seconds."""

    code: str
    name: str
    screen_characters: int
    input_characters: int
    idle_seconds: int


SAFARICOM = Network("63902", "Safaricom", 160, 80, 30)
AIRTEL = Network("63903", "Airtel", 184, 90, 60)
TELKOM = Network("63907", "Telkom", 160, 80, 30)
EQUITEL = Network("63999", "Equitel", 160, 80, 30)
ABROAD = Network("64110", "Abroad", 160, 80, 30)

_PREFIXES: tuple[tuple[str, Network], ...] = (
    ("763", EQUITEL),
    ("764", EQUITEL),
    ("765", EQUITEL),
    ("766", EQUITEL),
    ("762", AIRTEL),
    ("75", AIRTEL),
    ("73", AIRTEL),
    ("78", AIRTEL),
    ("10", AIRTEL),
    ("77", TELKOM),
)
_SAFARICOM_WITHIN_75 = ("757", "758", "759")


def network_of(number: str) -> Network:
    """Return the network of an E.164 number by its prefix; ported numbers do not exist here.

    >>> network_of("+254733000001").name
    'Airtel'
    >>> network_of("+254757000001").code
    '63902'
    >>> network_of("+256700000009").name
    'Abroad'
    """
    if not number.startswith("+254"):
        return ABROAD
    local = number.removeprefix("+254")
    if local.startswith(_SAFARICOM_WITHIN_75):
        return SAFARICOM
    return next((net for prefix, net in _PREFIXES if local.startswith(prefix)), SAFARICOM)

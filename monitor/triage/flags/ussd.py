"""Flag what happens around her USSD menu besides answers: call me, wrong PINs, a broken talk.

Harms watched for: she asks for a call and none comes; somebody tries her PIN; a call breaks off
because somebody came in; every survey breaks off and nobody asks her in a way that suits her.
"""

from monitor.triage.flag import Flag, flag

RAISES = ("call_me", "pin_lockout", "dropped_call", "dropped_often")


def call_me(screen: str) -> Flag:
    """Return the flag for key 0, which stands on every screen of her menu.

    >>> call_me("menu").reason
    'callback'
    """
    return flag("call_me", screen=screen)


def pin_lockout(tries: int) -> Flag:
    """Return the flag for too many wrong PINs from a number that is hers.

    >>> pin_lockout(5).severity
    2
    """
    return flag("pin_lockout", tries=tries)


def dropped_call(method: str) -> Flag:
    """Return the flag for a talk that broke off; nobody calls back unless she agreed to it.

    >>> dropped_call("voice").severity
    3
    """
    return flag("dropped_call", method=method)


def dropped_often(drops: int) -> Flag:
    """Return the flag for surveys that broke off one after the other: she may be offered a call.

    >>> dropped_often(3).reason, dropped_often(3).severity
    ('callback', 2)
    """
    return flag("dropped_often", drops=drops)

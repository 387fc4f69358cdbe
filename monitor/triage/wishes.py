"""What each flag of a reading leads to: one table, for texts, screens and matched texts alike.

Whatever tightens holds at once, by itself (S24). Whatever would loosen or move something, another
number, another language, another place, is a task: a person speaks with her and changes it, because
a text may come from any hand (S14). Nothing here closes or answers anything.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from monitor.people.hold_reason import HoldReason
from monitor.reading.reading import Label, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What one flag leads to."""

    locks: str | None = None
    """The restriction that is set at once."""
    cancels: HoldReason | None = None
    """Why messages that wait are taken back."""
    task: str | None = None
    """The flag rule of the task for a person."""
    lasting: bool = False
    """It changes how she is reached from now on, so it is a task beside any other case."""


_LASTING = Wish(task="other_request", lasting=True)
_HEARD = Wish(task="other_request")
_BY_ITS_LABEL = Wish()

WISHES: Mapping[str, Wish] = MappingProxyType(
    {
        # How she may be reached: locked at once, and the plan agreed with her again.
        "no_call": Wish(locks="no_call", task="other_request", lasting=True),
        "no_sms": Wish(
            locks="no_sms", cancels=HoldReason.CHANNEL_LOCKED, task="other_request", lasting=True
        ),
        "shared_phone": _LASTING,
        # Where and in what language: never changed on a text alone.
        "new_number": Wish(task="new_number", lasting=True),
        "language_pref": _LASTING,
        "moved": _LASTING,
        "away": _LASTING,
        # Somebody else holds the phone: frozen, whatever else the text says (S28, S29).
        "hostile": Wish(task="hostile", lasting=True),
        "recycled": Wish(task="recycled", lasting=True),
        # Said to whoever deals with the text anyway.
        "contact_pref": _HEARD,
        "time": _HEARD,
        "phone_number": _HEARD,
        "appointment": _HEARD,
        "question": _HEARD,
        "named_staff": _HEARD,
        "wants_return": _HEARD,
        # Acted on through the label of the text.
        "third_party": _BY_ITS_LABEL,
        "bare_help": _BY_ITS_LABEL,
        "other_lang": _BY_ITS_LABEL,
        "mixed": _BY_ITS_LABEL,
        "forwarded": _BY_ITS_LABEL,
        "network_template": _BY_ITS_LABEL,
    }
)
"""A language is a task too: the reader may be wrong about it, and one that has no approved wording
would silence her."""

LOCKS = frozenset(wish.locks for wish in WISHES.values() if wish.locks is not None)


def locks_of(labels: Collection[str], flags: Collection[str]) -> Iterator[tuple[str, Wish]]:
    """Yield the restrictions that a text sets at once, with what else each does.

    Whoever asks for a call and names hours at which not to call wants to be called: a lock would
    take the call away from her, so that text is a task alone.

    >>> [lock for lock, _ in locks_of(["other"], ["no_call", "time"])]
    ['no_call']
    >>> list(locks_of(["callback"], ["no_call", "time"]))
    []
    """
    wants_a_call = Label.CALLBACK in labels and Label.DISTRESS not in labels
    for flag in flags:
        wish = WISHES[flag]
        if wish.locks is not None and not (flag == "no_call" and wants_a_call):
            yield wish.locks, wish


def tasks_of(reading: Reading, *, read_anyway: bool) -> tuple[str, ...]:
    """Return the flag rules of what a text wishes, beside what its labels raise.

    `read_anyway` says that a case of its own brings a person to the text: only what lasts is a
    task beside that one. A stranger's wishes for the number are nobody's wishes.

    >>> problem = Reading(Label.PROBLEM, 2, (), ("moved", "question"), ())
    >>> tasks_of(problem, read_anyway=True)
    ('other_request',)
    >>> tasks_of(Reading(Label.PROBLEM, 2, (), ("question",), ()), read_anyway=True)
    ()
    """
    if Label.WRONG_NUMBER in (reading.label, *reading.also):
        return ()
    asked = [WISHES[flag] for flag in WISHES if flag in reading.flags]
    wanted = [wish.task for wish in asked if wish.task and (wish.lasting or not read_anyway)]
    return tuple(dict.fromkeys(wanted))

"""One step of a USSD dialogue as values: what was typed where, and what is shown next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from monitor.sms.ussd import con, end

Place = Mapping[str, Any]
"""Where in the menus somebody is: names of screens, ids and positions, never content."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One entry by one caller. `person_id` is set once a right PIN has opened her menu."""

    gateway: str
    turn_id: str
    typed: str = field(repr=False)
    number: str = field(repr=False)
    number_lookup: str = field(repr=False)
    person_id: str | None = None
    under_duress: bool = False
    place: Place = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The answer to a step, as it goes over the wire, and where it leaves the caller."""

    reply: str = field(repr=False)
    place: Place = field(default_factory=dict)
    person_id: str | None = None
    under_duress: bool = False
    owner_id: str | None = None
    """Under whose key the words of this step are kept; none for the programme's own."""

    @property
    def ends(self) -> bool:
        """Tell whether the dialogue is over."""
        return self.reply.startswith("END ")


def shown(step: Step, body: str, place: Place) -> Shown:
    """Return a screen after which her dialogue goes on, in the language it is in."""
    spoken = {name: step.place[name] for name in ("language",) if name in step.place}
    return Shown(
        reply=con(body), place={**place, **spoken}, person_id=step.person_id,
        under_duress=step.under_duress, owner_id=step.person_id,
    )  # fmt: skip


def ended(step: Step, body: str) -> Shown:
    """Return the last screen of her dialogue."""
    return Shown(
        reply=end(body), person_id=step.person_id, under_duress=step.under_duress,
        owner_id=step.person_id,
    )  # fmt: skip

"""What staff of the demo do about a case: read it, call her, write down what came of it, close."""

from collections.abc import Mapping
from datetime import datetime

from monitor.demo.cast import Resident
from monitor.demo.chance import Chance
from monitor.demo.desk import CasePage, Desk, Row
from monitor.demo.forms import renewal_of

REACHES, OTHER_ANSWERS = 0.62, 0.08
GIVES_UP_AFTER = 3
GRAVE, MOST_AT_ONCE = 3, 2
_ENDS = (
    ("Wants no more", "stopped"),
    ("Stop,", "stopped"),
    ("Wrong number", "number_not_hers"),
    ("Number", "number_corrected"),
    ("new owner", "number_not_hers"),
    ("Problem", "helped"),
    ("reported", "helped"),
    ("Asks", "answered"),
    ("text", "answered"),
    ("Wrote", "answered"),
    ("Distress", "moved_to_safety"),
    ("danger", "moved_to_safety"),
)
NOT_REACHED = "not_reached"


class Casework:
    """The staff's memory of the cases in hand: how often somebody was called in vain."""

    def __init__(self, people: Mapping[str, Resident], tries: Mapping[str, int]) -> None:
        self._people = people
        self.tries = dict(tries)

    def work(self, desk: Desk, *, most: int, at: datetime) -> None:
        """Take the worst cases of the list, one by one."""
        free = [row for row in desk.list_cases() if row.is_free]
        for row in free[:most]:
            self.handle(desk, row, at=at)

    def answer_page(self, desk: Desk, *, at: datetime) -> None:
        """Say that somebody is on it, and act on what is grave."""
        grave = [row for row in desk.list_cases() if row.severity >= GRAVE and row.is_free]
        for row in grave[:MOST_AT_ONCE]:
            desk.act(row.case_id, "acknowledge")
            self.handle(desk, row, at=at)

    def handle(self, desk: Desk, row: Row, *, at: datetime) -> None:
        """Take a case, read it, try to reach her, and close it where it is done."""
        if not desk.act(row.case_id, "claim"):
            return
        page = desk.read(row.case_id)
        chance = Chance(f"{page.name} {row.why} {self._tried(row)} {at.date()}")
        reached = _whom(chance)
        if reached != "her" and self._tried(row) + 1 < GIVES_UP_AFTER:
            self.tries[row.case_id] = self._tried(row) + 1
            desk.act(row.case_id, "contact", attempt(reached, chance, at=at))
            desk.act(row.case_id, "release")
            return
        self.tries.pop(row.case_id, None)
        if reached == "her":
            desk.act(row.case_id, "contact", talk(at=at))
            self._renew(desk, page, row, at=at)
        outcome = outcome_of(row.why) if reached == "her" else NOT_REACHED
        desk.act(row.case_id, "close", {"outcome": outcome, "next_step": "none"})

    def _tried(self, row: Row) -> int:
        return self.tries.get(row.case_id, 0)

    def _renew(self, desk: Desk, page: CasePage, row: Row, *, at: datetime) -> None:
        """Agree on the plan again where that is what the case asks for."""
        her = self._people.get(page.name)
        if her is not None and page.person_id is not None and "plan" in row.why:
            desk.post(f"/people/{page.person_id}/plan", renewal_of(her, at=at))


def talk(*, at: datetime) -> Mapping[str, str]:
    """Return the form of a call in which it was she."""
    return {
        "method": "voice",
        "reached": "her",
        "condition": "safe",
        "confirmed": "yes",
        "next_step": "none",
        "opened": at.isoformat(),
    }


def attempt(reached: str, chance: Chance, *, at: datetime) -> Mapping[str, str]:
    """Return the form of a call in which she was not reached."""
    return {
        "method": "voice",
        "reached": reached,
        "condition": "unknown",
        "next_step": "call",
        "when": chance.pick(("tomorrow", "tomorrow", "three_days")),
        "opened": at.isoformat(),
    }


def outcome_of(why: str) -> str:
    """Return how a case of this kind ends when she was reached.

    >>> outcome_of("Wants no more messages, 10:20"), outcome_of("Silent twice")
    ('stopped', 'safe')
    """
    return next((outcome for words, outcome in _ENDS if words in why), "safe")


def _whom(chance: Chance) -> str:
    drawn = chance.share()
    if drawn < REACHES:
        return "her"
    return "other" if drawn < REACHES + OTHER_ANSWERS else "nobody"

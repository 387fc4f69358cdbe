"""How long a dialling phone waits for a screen, under a light load and under all it can take."""

import random
from collections.abc import Iterator, Sequence

from monitor.core.ids import new_id
from tests.bench.figures import Row, percentile
from tests.bench.house import PIN, House, number_of, stranger
from tests.bench.load import Conversation, Outcome, Post, play

LIGHT, HEAVY = 2, 16
"""Phones that press a key as soon as they have a screen; people take some seconds to read one.

Sixteen are twice the threads of the server: it never waits for a phone, and more phones only wait
longer for it.
"""

PEOPLE = {LIGHT: 60, HEAVY: 240}
FLOOR_POSTS = 500
TARGET_P99 = "under 1,000 ms"
END_OF_TURN = ("CON ", "END ")
GOES_ON = ("CON ",)
HOW_SHE_IS = (PIN, "1", "1")
QUESTIONS = (PIN, "2", "1", "1", "1", "1", "1")
WRONG_PIN = ("1357", "1", "9")
NOBODYS = ("1", "9", "saa ngapi mnafungua", "4821")


def measure_dialling(house: House) -> list[Row]:
    """Return percentiles per turn for each load, beside the smallest answer under the same load."""
    rows: list[Row] = []
    first = 0
    for name, clients in (("light", LIGHT), ("heavy", HEAVY)):
        people = range(first, first + PEOPLE[clients])
        first = people.stop
        before = _floor(house, clients)
        turns = play(house.port, calls_of(house, people), clients=clients)
        after = _floor(house, clients)
        rows.extend(_rows(f"USSD {name}, {clients} phones", turns, before, after))
    return rows


def calls_of(house: House, people: Sequence[int]) -> list[Conversation]:
    """Return the calls of these people and of as many strangers, in one mixed order."""
    calls = [
        _call(house, number, entries)
        for person in people
        for number, entries in (
            (number_of(person), HOW_SHE_IS),
            (number_of(person), QUESTIONS),
            (number_of(person), WRONG_PIN),
            (stranger(person), NOBODYS),
        )
    ]
    random.Random(1).shuffle(calls)
    return calls


def _call(house: House, number: str, entries: Sequence[str]) -> Conversation:
    return tuple(_posts(house, number, entries))


def _posts(house: House, number: str, entries: Sequence[str]) -> Iterator[Post]:
    session = f"ATUid_{new_id()}"
    fields = {"sessionId": session, "phoneNumber": number, "networkCode": "63902"}
    for typed in range(len(entries) + 1):
        is_last = typed == len(entries)
        yield Post(
            path=house.path("ussd"),
            fields={**fields, "serviceCode": "*384*2025#", "text": "*".join(entries[:typed])},
            begins=END_OF_TURN if is_last else GOES_ON,
        )
    status = "Success" if entries == QUESTIONS else "Incomplete"
    ended = {**fields, "status": status, "input": "*".join(entries), "lastAppResponse": ""}
    yield Post(path=house.path("ussd-end"), fields=ended, timed=False)


def _floor(house: House, clients: int) -> Outcome:
    post = Post(path="/floor/select", fields={"text": "1"}, begins=("CON",))
    return play(house.port, [(post,)] * FLOOR_POSTS, clients=clients)


def _rows(name: str, turns: Outcome, before: Outcome, after: Outcome) -> Iterator[Row]:
    wrong = turns.wrong + before.wrong + after.wrong
    if wrong:
        raise SystemExit(f"{name}: {wrong} answers were not as they should be")
    floor = [*before.seconds, *after.seconds]
    rate = len(floor) / (before.lasted + after.lasted)
    yield Row(what=f"{name}: turns", measured=turns.rate, floor=rate, unit="/s")
    for percent in (50, 95, 99, 100):
        yield Row(
            what=f"{name}: {'slowest' if percent == 100 else f'p{percent}'}",
            measured=percentile(turns.seconds, percent),
            floor=percentile(floor, percent),
            unit="ms",
            target=TARGET_P99 if percent == 99 else "",
        )

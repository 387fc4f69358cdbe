"""How many texts are accepted per second: a text counts once its row is committed."""

import time
from collections.abc import Sequence

from monitor.core.clock import NAIROBI, SystemClock
from monitor.core.ids import new_id
from tests.bench.figures import Row
from tests.bench.house import House, number_of, stranger
from tests.bench.load import Outcome, Post, play
from tests.bench.reading import ROOT, load_samples

CLIENTS = 8
TEXTS = 600
COMMITTED = "SELECT count(*) FROM raw_callbacks WHERE kind = 'sms'"


def measure_receiving(house: House, people: int) -> list[Row]:
    """Return texts accepted, and texts read to their end, beside the smallest insert."""
    house.wait_until_read()
    forms = texts_of([number_of(n) for n in range(people)], TEXTS)
    floor = _post(house, "/floor/insert", forms[: TEXTS // 2])
    begun = time.perf_counter()
    accepted = _post(house, house.path("sms"), forms)
    committed = house.count(COMMITTED)
    house.wait_until_read()
    lasted = time.perf_counter() - begun
    after = _post(house, "/floor/insert", forms[TEXTS // 2 :])
    if committed != len(forms) or accepted.wrong or floor.wrong or after.wrong:
        raise SystemExit(f"SMS: {committed} of {len(forms)} texts were committed")
    base = len(forms) / (floor.lasted + after.lasted)
    return [
        Row(what=f"SMS accepted, {CLIENTS} clients", measured=accepted.rate, floor=base, unit="/s"),
        Row(what="SMS read and acted on", measured=len(forms) / lasted, floor=base, unit="/s"),
    ]


def texts_of(numbers: Sequence[str], texts: int) -> list[dict[str, str]]:
    """Return one text from each of these numbers, the others from strangers."""
    samples = load_samples(ROOT / "tests" / "samples")
    at = f"{SystemClock().now().astimezone(NAIROBI):%Y-%m-%d %H:%M:%S}"
    senders = [*numbers, *map(stranger, range(texts))][:texts]
    return [
        {"from": sender, "to": "22384", "text": samples[place % len(samples)].text,
         "id": new_id(), "networkCode": "63902", "date": at}
        for place, sender in enumerate(senders)
    ]  # fmt: skip


def _post(house: House, path: str, forms: Sequence[dict[str, str]]) -> Outcome:
    posts = [(Post(path=path, fields=form),) for form in forms]
    return play(house.port, posts, clients=CLIENTS)

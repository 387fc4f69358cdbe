"""How fast texts are read, by processor time: the machine may be doing other work meanwhile."""

import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.reading.lexicon import Lexicon, load_lexicon
from monitor.reading.normalise import cut
from monitor.reading.reader import Reader
from monitor.sms.form import LONGEST_BODY_BYTES
from monitor.sms.together import MOST
from tests.bench.figures import Row

ROOT = Path(__file__).resolve().parents[2]
FULL_PART = 160
WARM_PASSES = 3
TARGET = "2,000 /s"


@dataclass(frozen=True)
class Sample:
    """A labelled text, of which only the words and the question count here."""

    text: str
    prompt: str | None


def measure_reading() -> list[Row]:
    """Return readings per second, and the slowest single ones; the first pass is the cold one."""
    samples = load_samples(ROOT / "tests" / "samples")
    reader = Reader(_lexicon())

    def read(sample: Sample) -> None:
        reader.read(sample.text, prompt=sample.prompt)

    cold = _each(read, samples)
    warm = [_each(read, samples) for _ in range(WARM_PASSES)]
    floor = min((_each(_cut, samples) for _ in range(WARM_PASSES)), key=sum)
    best = min(warm, key=sum)
    texts = len(samples)
    slowest = [min(times) for times in zip(*warm, strict=True)]
    at = slowest.index(max(slowest))
    words = [word for sample in samples for word in sample.text.split()]
    return [
        _rate("readings, cold", texts / sum(cold), texts / sum(floor)),
        _rate("readings, warm", texts / sum(best), texts / sum(floor)),
        Row(what="slowest reading, warm", measured=slowest[at], floor=floor[at], unit="ms"),
        *(_longest(read, words, *kind) for kind in _LONG),
    ]


def load_samples(folder: Path) -> list[Sample]:
    """Return the texts the reader was developed with, in the order of their files."""
    files = sorted(folder.glob("replies_development*.jsonl"))
    rows = (json.loads(line) for file in files for line in file.read_text("utf-8").splitlines())
    return [Sample(row["text"], row.get("prompt")) for row in rows]


def long_text(words: Sequence[str], length: int, *, misspelt: bool, seed: int = 1) -> str:
    """Return a text of exactly this length out of these words, the same for the same seed.

    A misspelt word has two letters changed: nothing is remembered of it, and all is tried.
    """
    chance = random.Random(seed)
    found: list[str] = []
    room = length
    while room > 0:
        word = chance.choice(words)
        found.append(_misspelt(word, chance) if misspelt else word)
        room -= len(found[-1]) + 1
    return " ".join(found)[:length].ljust(length, "a")


def _misspelt(word: str, chance: random.Random) -> str:
    letters = list(word)
    for _ in range(2):
        letters[chance.randrange(len(letters))] = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return "".join(letters)


_LONG = (
    ("8 full parts read as one, known words", MOST * FULL_PART, False),
    ("8 full parts read as one, misspelt", MOST * FULL_PART, True),
    ("the longest body taken, misspelt", LONGEST_BODY_BYTES, True),
)


def _longest(
    read: Callable[[Sample], None], words: Sequence[str], what: str, length: int, misspelt: bool
) -> Row:
    sample = Sample(long_text(words, length, misspelt=misspelt), None)
    return Row(what=what, measured=_one(read, sample), floor=_one(_cut, sample), unit="ms")


def _rate(what: str, measured: float, floor: float) -> Row:
    return Row(what=what, measured=measured, floor=floor, unit="/s", target=TARGET)


def _lexicon() -> Lexicon:
    return load_lexicon(ROOT / "config" / "languages" / "lexicon")


def _cut(sample: Sample) -> None:
    cut(sample.text)


def _each(work: Callable[[Sample], None], samples: Sequence[Sample]) -> list[float]:
    return [_one(work, sample) for sample in samples]


def _one(work: Callable[[Sample], None], sample: Sample) -> float:
    begun = time.process_time()
    work(sample)
    return time.process_time() - begun

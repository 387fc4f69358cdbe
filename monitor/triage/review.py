"""Set what was read against what people said who read the words: for the monthly review.

It shows where the reader errs, and names nobody: counts of labels, and words of the lexicon that
decided, never a word that is hers alone.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.core.intervals import wilson
from monitor.reading.reading import Label

LEAST = 3
"""A word that decided fewer corrected texts is not shown: it could point at one of them."""
_WIDTH = 14


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One text that a person has read; `words` are those of the lexicon that decided."""

    read: str
    said: str | None
    words: frozenset[str] = frozenset()

    @property
    def is_corrected(self) -> bool:
        """Tell whether somebody said that it means something else."""
        return self.said is not None and self.said != self.read


def table(texts: Sequence[Reviewed]) -> Iterator[str]:
    """Give the lines of the review.

    >>> for line in list(table([Reviewed("ok", "problem")]))[:1]:
    ...     print(line)
    1 texts read by a person; in brackets the 95% interval (Wilson)
    """
    yield f"{len(texts)} texts read by a person; in brackets the 95% interval (Wilson)"
    yield ""
    yield from _confusion(texts)
    yield ""
    yield from _rates(texts)
    yield ""
    yield from _words(texts)


def _confusion(texts: Sequence[Reviewed]) -> Iterator[str]:
    counts = Counter((text.read, text.said or text.read) for text in texts)
    labels = [label.value for label in Label]
    yield "read as".ljust(_WIDTH) + "".join(label.rjust(_WIDTH) for label in labels)
    for read in labels:
        row = [counts[read, said] for said in labels]
        if any(row):
            yield read.ljust(_WIDTH) + "".join(str(count or "-").rjust(_WIDTH) for count in row)


def _rates(texts: Sequence[Reviewed]) -> Iterator[str]:
    yield "read as".ljust(_WIDTH) + "corrected".rjust(_WIDTH) + "of".rjust(8) + "share".rjust(24)
    for name in (*(label.value for label in Label), "all"):
        of_it = [text for text in texts if name in (text.read, "all")]
        if of_it:
            yield _rate(name, sum(text.is_corrected for text in of_it), len(of_it))


def _rate(name: str, corrected: int, of: int) -> str:
    low, high = wilson(corrected, of) or (0.0, 1.0)
    share = f"{corrected / of:.3f} ({low:.3f}-{high:.3f})"
    return name.ljust(_WIDTH) + str(corrected).rjust(_WIDTH) + str(of).rjust(8) + share.rjust(24)


def _words(texts: Iterable[Reviewed]) -> Iterator[str]:
    counts = Counter(word for text in texts if text.is_corrected for word in text.words)
    shown = sorted((-count, word) for word, count in counts.items() if count >= LEAST)
    yield f"words of the lexicon that decided {LEAST} or more corrected texts"
    yield from (f"{word.ljust(2 * _WIDTH)}{-count:>6}" for count, word in shown)
    if not shown:
        yield "none"


def known_words(because: str, known: Collection[str]) -> frozenset[str]:
    """Return the words of a line of why that stand in the lexicon; all others are hers.

    >>> known_words("phrase: call me: nipigie Wanjiru", {"nipigie", "call"})
    frozenset({'nipigie'})
    """
    said = " ".join(line.rpartition(": ")[2] for line in because.splitlines())
    words = ("".join(char for char in word if char.isalnum()) for word in said.casefold().split())
    return frozenset(word for word in words if word in known)

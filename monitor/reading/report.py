"""Measure readings against texts that people have labelled: per label, language and flag.

The targets are those of instruments.md, section 6; a reader that misses one is not shipped. Every
rate stands with its Wilson 95% interval: thirty texts say less than three hundred.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.core.intervals import wilson
from monitor.reading.reading import FLAGS, Label, Reading

_SAFE_HARBOURS = frozenset({Label.OK, Label.OTHER})


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled text."""

    text: str
    prompt: str | None
    label: Label
    language: str
    flags: frozenset[str]
    sample_id: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled text beside what was read."""

    sample: Sample
    reading: Reading


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of right, wrongly given and missed, with the usual rates."""

    name: str
    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of those given that are right; 1 when none was given."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Share of those wanted that were given; 1 when none was wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both.

        >>> Score("ok", right=1, given=2, wanted=2).f1
        0.5
        """
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Target:
    """One thing the reader must reach."""

    name: str
    reached: bool
    figure: str


def judge(samples: Iterable[Sample], read: Callable[[str, str | None], Reading]) -> list[Judged]:
    """Read every sample."""
    return [Judged(sample, read(sample.text, sample.prompt)) for sample in samples]


def by_label(judged: Sequence[Judged]) -> list[Score]:
    """Score every label."""
    return [
        _score(
            label.value,
            [each.sample.label is label for each in judged],
            [each.reading.label is label for each in judged],
        )
        for label in Label
    ]


def by_language(judged: Sequence[Judged]) -> list[Score]:
    """Score every language: a text counts as right when its label is."""
    languages = sorted({each.sample.language for each in judged})
    scores = []
    for language in languages:
        of_it = [each for each in judged if each.sample.language == language]
        right = sum(each.sample.label is each.reading.label for each in of_it)
        scores.append(Score(language, right, len(of_it), len(of_it)))
    return scores


def by_flag(judged: Sequence[Judged]) -> list[Score]:
    """Score every flag that leads to an action."""
    return [
        _score(
            flag,
            [flag in each.sample.flags for each in judged],
            [flag in each.reading.flags for each in judged],
        )
        for flag in sorted(FLAGS)
    ]


def _score(name: str, wanted: Sequence[bool], given: Sequence[bool]) -> Score:
    right = sum(one and other for one, other in zip(wanted, given, strict=True))
    return Score(name, right, sum(given), sum(wanted))


def targets(judged: Sequence[Judged]) -> list[Target]:
    """Hold the scores against the targets."""
    scores = {score.name: score for score in by_label(judged)}
    used = [score for score in scores.values() if score.wanted]
    macro = sum(score.f1 for score in used) / len(used) if used else 0.0
    lost = sum(_is_lost(each) for each in judged)
    return [
        _at_least(
            "distress recall", scores["distress"].recall, 0.98, _recall_interval(scores["distress"])
        ),
        Target("distress read as ok, other or plain stop", not lost, str(lost)),
        _at_least("stop recall", scores["stop"].recall, 0.98, _recall_interval(scores["stop"])),
        _at_least("ok precision", scores["ok"].precision, 0.98, _precision_interval(scores["ok"])),
        _at_least("macro-F1", macro, 0.85),
    ]


def _at_least(name: str, figure: float, least: float, interval: str = "") -> Target:
    return Target(f"{name} at least {least}", figure >= least, f"{figure:.3f}{interval}")


def _is_lost(each: Judged) -> bool:
    if each.sample.label is not Label.DISTRESS:
        return False
    return each.reading.label in _SAFE_HARBOURS or each.reading.label is Label.STOP


def table(judged: Sequence[Judged]) -> Iterator[str]:
    """Give the lines of the printed table."""
    yield f"{len(judged)} texts; in brackets the 95% interval (Wilson)"
    yield ""
    for title, scores in (
        ("label", by_label(judged)),
        ("language", by_language(judged)),
        ("flag", by_flag(judged)),
    ):
        yield f"{title:<20}{'texts':>7}{'precision':>24}{'recall':>24}{'F1':>8}"
        yield from (_line(score) for score in scores if score.wanted or score.given)
        yield ""
    for target in targets(judged):
        yield target_line(target)


def target_line(target: Target) -> str:
    """Write one target as a line."""
    return f"{'reached' if target.reached else 'MISSED':<9}{target.name}: {target.figure}"


def misses(judged: Sequence[Judged]) -> list[str]:
    """Return the ids of the texts whose label was missed: never a word of them."""
    return [each.sample.sample_id for each in judged if each.sample.label is not each.reading.label]


def _line(score: Score) -> str:
    precision = f"{score.precision:.3f}{_precision_interval(score)}"
    recall = f"{score.recall:.3f}{_recall_interval(score)}"
    return f"{score.name:<20}{score.wanted:>7}{precision:>24}{recall:>24}{score.f1:>8.3f}"


def _precision_interval(score: Score) -> str:
    return _between(wilson(score.right, score.given))


def _recall_interval(score: Score) -> str:
    return _between(wilson(score.right, score.wanted))


def _between(ends: tuple[float, float] | None) -> str:
    return "" if ends is None else f" ({ends[0]:.3f}-{ends[1]:.3f})"

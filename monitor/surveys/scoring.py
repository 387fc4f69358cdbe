"""Scores, computed from answers and never typed in.

A score that lacks an item it needs is the word `incomplete`, not a smaller number: half an
answered questionnaire must not look like good news. A positive screen is a reason to talk, never a
diagnosis.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import MappingProxyType

from monitor.core.errors import Invalid
from monitor.surveys.definition import Answer, Cutoff, Scoring, State, Survey
from monitor.surveys.questions import type_of
from monitor.surveys.remaining import known_value

INCOMPLETE = "incomplete"

Score = int | float | str
Scores = Mapping[str, Score]


@dataclass(frozen=True, slots=True)
class About:
    """What a cut-off may depend on; None where it is not known."""

    gender: str | None = None
    age: int | None = None


NOBODY = About()


def score(definition: Survey, answers: Mapping[str, Answer], about: About = NOBODY) -> Scores:
    """Return the scores of one set of answers by the recipe of its definition."""
    recipe = RECIPES.get(definition.scoring.recipe)
    if recipe is None:
        raise Invalid(f"{definition.id}: no scoring recipe of this name", field="scoring")
    return MappingProxyType(recipe(definition, answers, about))


def proven(definition: Survey, answers: Mapping[str, Answer], about: About = NOBODY) -> Scores:
    """Return the screen, and the least band, that no missing answer can undo; else nothing.

    Points that reach a cut-off already stay above it, whatever is left out: no score for a report,
    but a reason to talk. Only sums, where more points are worse, prove anything.
    """
    scoring = definition.scoring
    if scoring.recipe != "sum" or _positive_from(scoring, about) is None:
        return MappingProxyType({})
    judged = _judged(scoring, _given_points(definition, answers), about)
    return MappingProxyType(judged if judged["screen"] == "positive" else {})


def display(value: Score) -> str:
    """Return a score as it is shown: two decimals, half up. For the eye only, never to compare.

    >>> display(0.6675), display(0.125), display(48), display("incomplete")
    ('0.67', '0.13', '48', 'incomplete')
    """
    if not isinstance(value, float):
        return str(value)
    return str(Decimal(repr(value)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def _none(definition: Survey, answers: Mapping[str, Answer], about: About) -> dict[str, Score]:
    del definition, answers, about
    return {}


def _sum(definition: Survey, answers: Mapping[str, Answer], about: About) -> dict[str, Score]:
    """Add the items up; an item behind a closed gate counts nothing."""
    total = _total(definition, answers)
    return {"total": total, **_judged(definition.scoring, total, about)}


def _index(definition: Survey, answers: Mapping[str, Answer], about: About) -> dict[str, Score]:
    """Add up and multiply, as WHO-5 does to reach 100."""
    raw = _total(definition, answers)
    index: Score = INCOMPLETE if isinstance(raw, str) else raw * definition.scoring.factor
    return {"raw": raw, "index": index, **_judged(definition.scoring, index, about)}


def _dimensions(
    definition: Survey, answers: Mapping[str, Answer], about: About
) -> dict[str, Score]:
    """Take the mean of each dimension, and the mean of those where all exist."""
    scoring = definition.scoring
    means = {name: _mean(definition, answers, items) for name, items in scoring.dimensions.items()}
    known = [mean for mean in means.values() if mean is not None]
    composite = sum(known, Fraction(0)) / len(known) if len(known) == len(means) else None
    shown: dict[str, Score] = {name: _number(mean) for name, mean in means.items()}
    shown["composite"] = _number(composite)
    return {**shown, **_judged(scoring, shown["composite"], about)}


def _suicide_pattern(
    definition: Survey, answers: Mapping[str, Answer], about: About
) -> dict[str, Score]:
    """Grade by the gravest answer: intention, plan or a recent act outweigh everything else.

    A yes asks for a talk whatever was left out; the band needs every answer.
    """
    del about
    said = {question.id: known_value(question, answers) for question in definition.questions}
    if said["q4"] == "yes" or said["q5"] == "yes" or said["q6"] == "3m":
        return {"band": "high", "screen": "positive"}
    needed = ["q1", "q2", "q6", *(["q3", "q4", "q5"] if said["q2"] == "yes" else [])]
    if any(said[item] is None for item in needed):
        worrying = "yes" in (said["q1"], said["q2"], said["q3"]) or said["q6"] == "ever"
        return {"band": INCOMPLETE, "screen": "positive" if worrying else INCOMPLETE}
    if said["q3"] == "yes" or said["q6"] == "ever":
        return {"band": "moderate", "screen": "positive"}
    if said["q1"] == "yes" or said["q2"] == "yes":
        return {"band": "low", "screen": "positive"}
    return {"band": "none", "screen": "negative"}


Recipe = Callable[[Survey, Mapping[str, Answer], About], dict[str, Score]]

RECIPES: Mapping[str, Recipe] = MappingProxyType(
    {
        "none": _none,
        "sum": _sum,
        "index": _index,
        "dimensions": _dimensions,
        "suicide_pattern": _suicide_pattern,
    }
)
"""Recipe name in a definition to its function."""

_COUNTS = {"yes": 1, "no": 0}


def _total(definition: Survey, answers: Mapping[str, Answer]) -> int | str:
    points = [
        _points(definition, item, answers)
        for item in definition.scoring.items
        if not _is_shut_out(definition, item, answers)
    ]
    known = [each for each in points if each is not None]
    if len(known) < len(points) or not _gates_known(definition, answers):
        return INCOMPLETE
    return sum(known)


def _given_points(definition: Survey, answers: Mapping[str, Answer]) -> int:
    """Add up what was answered, and count what was not as nothing."""
    return sum(
        _points(definition, item, answers) or 0
        for item in definition.scoring.items
        if not _is_shut_out(definition, item, answers)
    )


def _points(definition: Survey, item: str, answers: Mapping[str, Answer]) -> int | None:
    given = answers.get(item)
    if given is None or given.state is not State.GIVEN or given.value is None:
        return None
    value = _COUNTS.get(given.value) if isinstance(given.value, str) else int(given.value)
    if value is None:
        raise Invalid(f"{definition.id}: {item} has no number to add up")
    return value


def _is_shut_out(definition: Survey, item: str, answers: Mapping[str, Answer]) -> bool:
    """Return whether an answer to a gate says that this item does not arise."""
    for gate in definition.question(item).gates:
        value = known_value(definition.question(gate.question), answers)
        if value is not None and value not in gate.values:
            return True
    return False


def _gates_known(definition: Survey, answers: Mapping[str, Answer]) -> bool:
    gates = [gate for item in definition.scoring.items for gate in definition.question(item).gates]
    return all(
        known_value(definition.question(gate.question), answers) is not None for gate in gates
    )


def _mean(
    definition: Survey, answers: Mapping[str, Answer], items: Iterable[str]
) -> Fraction | None:
    """Return the mean weight of the answered items, or None where too few are answered."""
    given = {item: answers.get(item) for item in items}
    asked = [
        answer
        for answer in given.values()
        if answer is None or answer.state is not State.NOT_APPLICABLE
    ]
    weights = [
        _weight(definition, item, answer)
        for item, answer in given.items()
        if answer is not None and answer.state is State.GIVEN
    ]
    if not weights or len(weights) < definition.scoring.least_share * len(asked):
        return None
    return sum(weights, Fraction(0)) / len(weights)


def _weight(definition: Survey, item: str, answer: Answer) -> Fraction:
    question = definition.question(item)
    for option in type_of(question).choices(question):
        if option.value == answer.value and option.weight is not None:
            return Fraction(option.weight)
    return Fraction(str(answer.value))


def _number(mean: Fraction | None) -> Score:
    return INCOMPLETE if mean is None else float(mean)


def _judged(scoring: Scoring, at: Score, about: About) -> dict[str, Score]:
    judged: dict[str, Score] = {}
    if scoring.bands:
        judged["band"] = INCOMPLETE if isinstance(at, str) else _band(scoring, at)
    if scoring.positive_from is not None or scoring.positive_below is not None:
        judged["screen"] = INCOMPLETE if isinstance(at, str) else _screen(scoring, at, about)
    return judged


def _band(scoring: Scoring, at: float) -> str:
    return [name for lowest, name in scoring.bands if at >= lowest][-1]


def _screen(scoring: Scoring, at: float, about: About) -> str:
    if scoring.positive_below is not None and at < scoring.positive_below:
        return "positive"
    positive_from = _positive_from(scoring, about)
    if positive_from is not None and at >= positive_from:
        return "positive"
    return "note" if scoring.note_from is not None and at >= scoring.note_from else "negative"


def _positive_from(scoring: Scoring, about: About) -> float | None:
    for cutoff in scoring.cutoffs:
        if _applies(cutoff, about):
            return cutoff.at
    return scoring.positive_from


def _applies(cutoff: Cutoff, about: About) -> bool:
    """Return whether a cut-off is for this person; what is not known of her matches nothing."""
    if cutoff.gender is not None and cutoff.gender != about.gender:
        return False
    if cutoff.under_age is None:
        return True
    return about.age is not None and about.age < cutoff.under_age

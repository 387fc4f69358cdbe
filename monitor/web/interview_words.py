"""Words for what staff see of an interview: instruments, scores, bands, and what a score means."""

from collections.abc import Iterator, Mapping

from monitor.surveys.definition import Cutoff, Scoring, Survey
from monitor.surveys.scoring import INCOMPLETE, Score, Scores, display
from monitor.web.speech import _, marked
from monitor.web.words import Words, word

SHORT_NAMES: Mapping[str, str] = {
    "core14": "Core-14", "who5": "WHO-5", "phq2": "PHQ-2", "phq9": "PHQ-9", "gad2": "GAD-2",
    "pcptsd5": "PC-PTSD-5", "k6": "K6", "hhs": "HHS", "osss3": "OSSS-3", "hits": "HITS",
    "ehits": "E-HITS", "cssrs": "C-SSRS", "rss": "RSS", "aso": "ASO",
}  # fmt: skip
"""What staff know an instrument by, the same in every language."""

SCORES: Words = {
    "total": marked("Points"),
    "raw": marked("Points"),
    "index": marked("Index, 0 to 100"),
    "band": marked("Band"),
    "screen": marked("Result"),
    "safety": marked("Safety"),
    "economic": marked("Work and money"),
    "social": marked("People and services"),
    "psych": marked("Health and mind"),
    "psychosocial": marked("Health and mind"),
    "legal": marked("Legal protection"),
    "mental": marked("Mind"),
    "physical": marked("Body"),
    "composite": marked("Overall"),
}

VALUES: Words = {
    INCOMPLETE: marked("not enough answers"),
    "positive": marked("a reason to talk"),
    "negative": marked("nothing that asks for a talk"),
    "note": marked("worth a note"),
    "none": marked("none"),
    "low": marked("low"),
    "not_low": marked("not low"),
    "moderate": marked("moderate"),
    "high": marked("high"),
    "minimal": marked("minimal"),
    "mild": marked("mild"),
    "moderately_severe": marked("moderately severe"),
    "severe": marked("severe"),
    "likely_depression": marked("very low"),
    "little": marked("little"),
    "poor": marked("poor"),
    "strong": marked("strong"),
    "serious_distress": marked("serious strain"),
    "below_serious_distress": marked("below serious strain"),
    "restored": marked("on her feet"),
    "not_restored": marked("not yet on her feet"),
}
"""Never the name of an illness: a score is a reason to talk and no diagnosis."""

DECLINED: Words = {
    "no_wish": marked("Does not want these questions"),
    "too_hard": marked("They weigh on her"),
    "no_time": marked("Has no time for them"),
    "no_trust": marked("Does not trust what happens with the answers"),
    "not_said": marked("Did not say why"),
}
WAYS: Words = {"voice": marked("By phone"), "visit": marked("Face to face")}
LABELS: Words = {"project weights, not IOM's": marked("Project weights, not IOM's")}


def name(definition: Survey, language: str) -> str:
    """Return what an instrument is called, by its short name first."""
    title = definition.titles.get(language) or next(iter(definition.titles.values()), "")
    short = SHORT_NAMES.get(definition.id)
    return " · ".join(part for part in (short, title) if part)


def score_lines(scores: Scores) -> list[tuple[str, str]]:
    """Return the scores with their words, as they are shown."""
    return [(word(SCORES, key), shown(value)) for key, value in scores.items()]


def shown(value: Score) -> str:
    """Return one score for the eye."""
    return word(VALUES, value) if isinstance(value, str) else display(value)


def meaning(definition: Survey) -> list[str]:
    """Return what the cut-offs of an instrument say, in plain words."""
    return [*_meaning(definition.scoring)]


def _meaning(scoring: Scoring) -> Iterator[str]:
    if scoring.recipe == "suicide_pattern":
        yield _("High: an intention, a plan, or an act within three months.")
        yield _("Moderate: she thought of how, or acted longer ago. Low: thoughts alone.")
    if scoring.bands:
        bands = "; ".join(
            _("%(band)s from %(from)s", **{"band": word(VALUES, band), "from": _plain(lowest)})
            for lowest, band in scoring.bands
        )
        yield _("Bands: %(bands)s.", bands=bands)
    if scoring.positive_below is not None:
        yield _("Below %(n)s it is a reason to talk.", n=_plain(scoring.positive_below))
    if scoring.positive_from is not None:
        yield _("From %(n)s on it is a reason to talk.", n=_plain(scoring.positive_from))
    for cutoff in scoring.cutoffs:
        yield _for_some(cutoff)
    if scoring.note_from is not None:
        yield _("From %(n)s on it is worth a note.", n=_plain(scoring.note_from))
    if scoring.label is not None:
        yield word(LABELS, scoring.label)


def _for_some(cutoff: Cutoff) -> str:
    if cutoff.under_age is not None:
        return _("Under %(age)s years: from %(n)s.", age=cutoff.under_age, n=_plain(cutoff.at))
    if cutoff.gender == "f":
        return _("Women: from %(n)s.", n=_plain(cutoff.at))
    return _("For some: from %(n)s.", n=_plain(cutoff.at))


def _plain(number: float) -> str:
    return f"{number:g}"

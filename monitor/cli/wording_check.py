"""What every text outside the surveys costs as an SMS, and the vectors that scores must meet."""

from collections.abc import Mapping
from pathlib import Path

from monitor.cli.survey_check import Report
from monitor.core.errors import Invalid
from monitor.core.language import Languages
from monitor.sms.text import measure, plain
from monitor.sms.wording import WordingRules, filled, wording_faults
from monitor.surveys.definition import Survey
from monitor.surveys.vectors import difference, load_vectors

STAFF_ONLY = frozenset({"page", "alarm"})
"""The provider appends nothing to what staff get: they are no subscribers."""


def check_wordings(languages: Languages, rules: WordingRules) -> Report:
    """Measure every wording of every language; name those that may not go out."""
    table = [f"{'wording':<18} {'lang':<5} {'encoding':<8} {'units':>5} {'parts':>5}"]
    faults = []
    for code, language in sorted(languages.by_code.items()):
        for template, wording in sorted(language.texts.items()):
            found = measure(plain(filled(wording)))
            table.append(
                f"{template:<18} {code:<5} {found.encoding:<8} {found.units:>5} {found.parts:>5}"
            )
            wrong = wording_faults(
                wording, rules, parts=language.parts.get(template, 1),
                may_be_first=template not in STAFF_ONLY,
            )  # fmt: skip
            faults += [f"{template} ({code}): {each}" for each in wrong]
    return Report(tuple(table), tuple(faults))


def check_vectors(path: Path, surveys: Mapping[str, Survey]) -> Report:
    """Compute every scoring vector anew."""
    table = [f"{'scoring vector':<34} {'survey':<9} result"]
    faults = []
    try:
        vectors = load_vectors(path)
    except Invalid as error:
        return Report(tuple(table), (str(error),))
    for vector in vectors:
        survey = surveys.get(vector.survey)
        wrong = "there is no such survey" if survey is None else difference(survey, vector)
        result = f"fail: {wrong}" if wrong else "pass"
        table.append(f"{vector.name:<34} {vector.survey:<9} {result}")
        if wrong:
            faults.append(f"scoring vector {vector.name!r}: {wrong}")
    return Report(tuple(table), tuple(faults))

"""Reads the form with which somebody says what a text means."""

from monitor.core.errors import Invalid
from monitor.reading.reading import Label
from monitor.usecases.correct_reading import Correction
from monitor.web.form import Form

SEVERITIES = ("4", "3", "2", "1")


def read_correction(form: Form) -> Correction:
    """Return the correction a form describes: a label of the closed list, perhaps a severity."""
    label = form.choice("label", [label.value for label in Label])
    severity = form.choice("severity", SEVERITIES, needed=False)
    if label is None:
        raise Invalid("choose what the text means", field="label")
    if not form.is_good:
        raise Invalid("choose how urgent it is", field="severity")
    return Correction(label=Label(label), severity=None if severity is None else int(severity))

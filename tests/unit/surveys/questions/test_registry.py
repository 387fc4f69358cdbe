"""Every file in the folder is a registered question type."""

from pathlib import Path

import pytest

from monitor.core.errors import Invalid
from monitor.surveys import questions
from monitor.surveys.definition import Question

FOLDER = Path(questions.__file__).parent


def test_every_file_is_registered_under_its_own_name() -> None:
    files = {path.stem for path in FOLDER.glob("*.py")} - {"__init__"}
    assert {kind.NAME for kind in questions.TYPES} == files


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(Invalid, match="no question type 'slider'"):
        questions.type_of(Question("q1", "slider", {}))

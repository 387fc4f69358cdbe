"""No case of the file is left out: each is a parameter of a test in this folder."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from tests.integration.callbacks.cases import CALLBACKS, ENVIRONMENTS, SEND_RESPONSES, Case

pytestmark = pytest.mark.shared

PACKAGE = "tests.integration.callbacks"


def test_every_callback_and_every_send_response_is_tried_in_every_environment_it_is_for() -> None:
    tried = {(case["id"], environment) for case, environment in parameters()}
    for case in (*CALLBACKS, *SEND_RESPONSES):
        named = case.get("given", {}).get("environment")
        for environment in (named,) if named else ENVIRONMENTS:
            assert (case["id"], environment) in tried


def test_the_file_holds_as_many_cases_as_were_agreed() -> None:
    assert len({case["id"] for case in CALLBACKS}) == len(CALLBACKS) == 99
    assert len({case["id"] for case in SEND_RESPONSES}) == len(SEND_RESPONSES) == 14


def parameters() -> Iterator[tuple[Case, str]]:
    """Yield case and environment of every parameter of the tests that state a case's meaning."""
    for path in sorted(Path(__file__).parent.glob("test_*_cases.py")):
        module = import_module(f"{PACKAGE}.{path.stem}")
        for mark in _marks(module):
            yield from ((one.values[0], one.values[1]) for one in mark.args[1])


def _marks(module: ModuleType) -> Iterator[pytest.Mark]:
    for name, found in vars(module).items():
        if name.startswith("test_") and name.endswith("what_the_case_says"):
            yield from (mark for mark in found.pytestmark if mark.name == "parametrize")

"""Fields are read by kind, or named when they are wrong."""

from typing import Any

import pytest

from monitor.core.errors import Invalid
from monitor.simulator.fault_form import fault_choices, fault_from_form
from monitor.simulator.faults import MEANINGS, Direction, Fault, FaultBoard, FaultKind
from monitor.simulator.fields import Fields, fault_from
from monitor.simulator.settings import CallbackKind


@pytest.mark.parametrize(
    ("read", "value"),
    [
        pytest.param("text", 1, id="text-number"),
        pytest.param("text", None, id="text-null"),
        pytest.param("text", "a\ud83d", id="text-half-a-pair"),
        pytest.param("boolean", "true", id="boolean-text"),
        pytest.param("boolean", 1, id="boolean-number"),
        pytest.param("whole", True, id="whole-boolean"),
        pytest.param("whole", 1.5, id="whole-fraction"),
        pytest.param("whole", "1", id="whole-text"),
        pytest.param("seconds", float("nan"), id="seconds-nan"),
        pytest.param("seconds", 3601, id="seconds-over-an-hour"),
        pytest.param("seconds", -0.1, id="seconds-negative"),
        pytest.param("seconds", True, id="seconds-boolean"),
    ],
)
def test_a_wrong_value_names_its_field(read: str, value: Any) -> None:
    with pytest.raises(Invalid) as problem:
        getattr(Fields({"it": value}), read)("it")

    assert problem.value.field == "it"


def test_absent_fields_of_a_fault_keep_their_defaults() -> None:
    fault = fault_from(Fields({"direction": "api", "kind": "lose"}))

    assert fault == Fault(direction=Direction.API, kind=FaultKind.LOSE)


def test_every_choice_of_the_form_is_a_fault_that_can_be_ordered() -> None:
    values = [value for options in fault_choices().values() for value, _ in options]

    for value in values:
        FaultBoard().order(fault_from_form({"what": value, "count": "1"}))

    assert len(values) == len(MEANINGS)


def test_the_form_gives_every_field() -> None:
    form = {
        "what": "callbacks delay",
        "count": "3",
        "seconds": "60",
        "times": "4",
        "status_code": "",
        "only": "receipt",
    }

    assert fault_from_form(form) == Fault(
        direction=Direction.CALLBACKS,
        kind=FaultKind.DELAY,
        remaining=3,
        seconds=60.0,
        times=4,
        only=CallbackKind.RECEIPT,
    )


def test_the_form_ignores_the_kind_of_callback_for_texts() -> None:
    assert fault_from_form({"what": "api lose", "only": "sms"}).only is None

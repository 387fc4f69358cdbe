import pytest

from monitor.people.models import Contact
from monitor.triage.models import Case, CaseAction
from monitor.triage.moves import ACTED, Method, Move, NextStep, Outcome, State


@pytest.mark.parametrize(
    ("names", "column"),
    [
        pytest.param(State, Case.state, id="state"),
        pytest.param(Move, CaseAction.kind, id="move"),
        pytest.param(NextStep, Case.next_step, id="next-step"),
        pytest.param(Outcome, Case.outcome, id="outcome"),
        pytest.param(Method, Contact.method, id="method"),
    ],
)
def test_every_name_fits_its_column(names: type, column):
    length = column.property.columns[0].type.length
    assert all(len(name) <= length for name in names)


def test_claiming_alone_does_not_count_as_being_at_work():
    assert Move.CLAIMED not in ACTED
    assert Move.CONTACT in ACTED

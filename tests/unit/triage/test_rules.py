import pytest

from monitor.core.errors import NotFound
from monitor.triage.flags import RAISED_BY
from monitor.triage.models import Case, CaseEvent
from monitor.triage.rules import BY_NAME, RULES, Effect, Rule, rule_named

RAISED = [rule for _, rules in RAISED_BY for rule in rules]


def test_every_rule_has_one_line():
    assert len(BY_NAME) == len(RULES)


def test_every_rule_is_raised_by_exactly_one_file():
    assert sorted(RAISED) == sorted(BY_NAME)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_fits_its_columns(rule: Rule):
    assert 1 <= rule.severity <= 4
    assert len(rule.name) <= CaseEvent.__table__.c.rule.type.length
    assert len(rule.reason) <= Case.__table__.c.reason.type.length


@pytest.mark.parametrize("severity", [3, 4])
def test_every_distress_pages_at_any_severity(severity: int):
    assert rule_named("distress").pages(severity)


@pytest.mark.parametrize(
    "name",
    [rule.name for rule in RULES if rule.name not in ("distress", "duress")],
)
def test_nothing_else_pages_below_severity_four(name: str):
    assert not rule_named(name).pages(3)


@pytest.mark.parametrize(
    ("name", "effect"),
    [
        pytest.param("stop", Effect.OPT_OUT, id="stop"),
        pytest.param("stop_high_risk", Effect.OPT_OUT, id="doubtful-stop-stops-too"),
        pytest.param("wrong_number", Effect.FREEZE, id="wrong-number"),
        pytest.param("recycled", Effect.FREEZE, id="bought-this-line"),
        pytest.param("hostile", Effect.FREEZE, id="hostile-reader"),
        pytest.param("distress", Effect.NOTHING, id="distress-goes-on"),
    ],
)
def test_what_happens_at_once(name: str, effect: Effect):
    assert rule_named(name).effect is effect


@pytest.mark.parametrize(
    "name",
    ["distress", "problem", "callback", "stop", "wrong_number", "unclear", "other", "duress"],
)
def test_her_words_are_read_by_a_person(name: str):
    assert rule_named(name).to_read


def test_only_duress_is_silent():
    assert [rule.name for rule in RULES if rule.silent] == ["duress"]


def test_an_unknown_rule_is_refused():
    with pytest.raises(NotFound):
        rule_named("astrology")

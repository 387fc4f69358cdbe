"""The page of safety rules: what each section names, and what is missing."""

from pathlib import Path

from monitor.cli.safety import HeldRule, missing_tests, read_rules

PAGE = """# Rules
### S1 No harm
Held by `tests/unit/test_a.py::test_one` and `tests/unit/test_a.py::test_two`.
### S2 Risk
No test yet.
## Procedure
| urgent | `tests/unit/test_a.py::test_three` |
"""
ONE, TWO = ("tests/unit/test_a.py", "test_one"), ("tests/unit/test_a.py", "test_two")


def test_a_rule_holds_the_tests_of_its_own_section_and_no_others() -> None:
    assert read_rules(PAGE) == (HeldRule("S1", (ONE, TWO)), HeldRule("S2", ()))


def test_a_test_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "tests" / "unit" / "test_a.py"
    file.parent.mkdir(parents=True)
    file.write_text("def test_one() -> None: ...\n", encoding="utf-8")
    missing = list(missing_tests(read_rules(PAGE), tmp_path))
    assert missing == ["S1: tests/unit/test_a.py::test_two"]

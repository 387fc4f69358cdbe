"""Which safety rule is held by which test, read from `docs/safety.md`."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from flask.cli import AppGroup

ROOT = Path(__file__).resolve().parents[2]
RULES = tuple(f"S{number}" for number in range(1, 47))
_HEADING = re.compile(r"^### (S\d+)\b", re.MULTILINE)
_NEXT_HEADING = re.compile(r"^#{1,3} ", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
group = AppGroup("safety", help="The safety rules and the tests that hold them.")


@dataclass(frozen=True)
class HeldRule:
    """A rule and the tests its section names."""

    rule: str
    tests: tuple[tuple[str, str], ...]


def read_rules(page: str) -> tuple[HeldRule, ...]:
    """Return the rules of the page in order, each with the tests it names.

    >>> read_rules("### S1 Do no harm\\nHeld by `tests/unit/test_a.py::test_b`.")
    (HeldRule(rule='S1', tests=(('tests/unit/test_a.py', 'test_b'),)),)
    """
    return tuple(
        HeldRule(heading.group(1), tuple(_TEST.findall(_section(page, heading.end()))))
        for heading in _HEADING.finditer(page)
    )


def _section(page: str, begins: int) -> str:
    """Return the text from here to the next heading of whatever kind."""
    following = _NEXT_HEADING.search(page, begins)
    return page[begins : following.start() if following else len(page)]


def missing_tests(rules: tuple[HeldRule, ...], root: Path) -> Iterator[str]:
    """Yield every test that is named but does not exist."""
    for held in rules:
        for file, name in held.tests:
            path = root / file
            if not path.is_file() or f"def {name}(" not in path.read_text(encoding="utf-8"):
                yield f"{held.rule}: {file}::{name}"


@group.command("report", with_appcontext=False)
def report() -> None:
    """Print the rules that no test holds yet; fail where a rule or a named test is missing."""
    rules = read_rules((ROOT / "docs" / "safety.md").read_text(encoding="utf-8"))
    stated = [held.rule for held in rules]
    open_rules = [held.rule for held in rules if not held.tests]
    problems = [f"{rule} is not stated" for rule in RULES if rule not in stated]
    problems += [f"no such test: {line}" for line in missing_tests(rules, ROOT)]
    click.echo(f"{len(rules) - len(open_rules)} of {len(RULES)} safety rules are held by a test.")
    if open_rules:
        click.echo(f"Not held by a test yet: {' '.join(open_rules)}")
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(1)

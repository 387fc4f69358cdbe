"""People decide: no case closes by itself, and the machine tells nobody outside."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.sms.message_state import Recipient

MONITOR = Path(__file__).resolve().parents[2] / "monitor"
CLOSED = {"CLOSED", "closed"}
SPEAKS_OUTSIDE = {
    "africastalking", "aiohttp", "ftplib", "httpx", "imaplib", "paramiko", "requests", "smtplib",
    "telnetlib", "urllib3", "websockets",
}  # fmt: skip
STANDS_IN = ("demo/", "simulator/")
"""They play phones and the provider; a live installation serves neither."""

Place = tuple[str, str]


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield every function of the programme with the file it stands in."""
    for path in sorted(MONITOR.rglob("*.py")):
        where = path.relative_to(MONITOR).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield where, node


def last_name(node: ast.expr) -> str:
    """Return the last part of a name or attribute, or the text of a plain string."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def closes(function: ast.AST) -> bool:
    """Tell whether a function sets the state of something called a case to closed."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and _sets_a_case_closed(node):
            return True
        if isinstance(node, ast.Call) and _updates_cases(node):
            return True
    return False


def callers(*names: str) -> set[Place]:
    """Return who calls a function of these names, by its own name or through its module."""
    return {
        (where, function.name)
        for where, function in functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in names
    }


def test_a_case_is_closed_in_one_place_only() -> None:
    found = {(where, function.name) for where, function in functions() if closes(function)}
    assert found == {("triage/casework.py", "_end")}
    inside = {name for where, name in callers("_end") if where == "triage/casework.py"}
    assert inside == {"close", "settle_tasks"}


def test_only_what_somebody_did_closes_a_case() -> None:
    assert callers("casework.close") == {("usecases/close_case.py", "close_case")}
    assert callers("close_case") == {("web/close.py", "save_close")}
    assert callers("casework.settle_tasks") == {
        ("usecases/note_contact.py", "note_contact"),
        ("usecases/settle_interview_tasks.py", "_settle"),
        ("usecases/change_contact.py", "_settle_renewal"),
    }
    assert callers("note_contact") == {
        ("usecases/log_contact.py", "log_contact"),
        ("usecases/begin_interview.py", "begin_interview"),
        ("usecases/prove_identity.py", "prove_identity"),
    }
    assert callers("settle_interview_tasks") == {
        ("usecases/conclude_interview.py", "conclude_interview"),
        ("usecases/decline_interview.py", "_note"),
        ("usecases/note_contact.py", "note_contact"),
    }
    assert callers("log_contact") == {("web/contact.py", "save_contact")}


def test_a_message_goes_to_her_or_to_staff_and_to_nobody_else() -> None:
    assert {recipient.value for recipient in Recipient} == {"person", "staff"}


def test_one_file_speaks_to_the_outside() -> None:
    found = {
        path.relative_to(MONITOR).as_posix()
        for path in sorted(MONITOR.rglob("*.py"))
        if imported(ast.parse(path.read_text(encoding="utf-8"))) & SPEAKS_OUTSIDE
    }
    live = {where for where in found if not where.startswith(STANDS_IN)}
    assert live == {"sms/gateways/africastalking.py"}


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        pytest.param("case.state = State.CLOSED", True, id="by the word of the list"),
        pytest.param("case.state, case.outcome = 'closed', None", True, id="in one line"),
        pytest.param("session.execute(update(Case).values(state='closed'))", True, id="by UPDATE"),
        pytest.param("case.state = State.OPEN", False, id="opening"),
        pytest.param("row.state = 'closed'", False, id="a check-in"),
    ],
)
def test_the_watch_on_closing_can_see(code: str, caught: bool) -> None:
    assert closes(ast.parse(code)) is caught


def imported(tree: ast.Module) -> set[str]:
    """Return the first parts of everything a module imports."""
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return {name.split(".")[0] for name in names}


def _sets_a_case_closed(node: ast.Assign) -> bool:
    target = node.targets[0]
    targets = target.elts if isinstance(target, ast.Tuple) else [target]
    values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
    return any(
        ast.unparse(left) == "case.state" and last_name(right) in CLOSED
        for left, right in zip(targets, values, strict=False)
    )


def _updates_cases(node: ast.Call) -> bool:
    text = ast.unparse(node)
    return "update(Case)" in text and any(
        isinstance(part, ast.keyword) and part.arg == "state" and last_name(part.value) in CLOSED
        for part in ast.walk(node)
    )

"""Three things have one door each: outbound rows, the gateway's send, and the time."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

MONITOR = Path(__file__).resolve().parents[2] / "monitor"
INSERTS_MESSAGES = {"sms/outbox.py"}
SENDS = {"sms/delivery.py"}
ASKS_THE_TIME = {"core/clock.py"}

Tree = tuple[str, ast.Module]


def trees() -> Iterator[Tree]:
    """Yield every module of the programme, by its path below `monitor/`."""
    for path in sorted(MONITOR.rglob("*.py")):
        yield path.relative_to(MONITOR).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield every call in a tree."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_of(node: ast.expr) -> str:
    """Return the last part of a name, however it is reached.

    >>> name_of(ast.parse("models.OutboundMessage", mode="eval").body)
    'OutboundMessage'
    """
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def makes_a_message(call: ast.Call) -> bool:
    """Tell whether a call makes an outbound row, by its class or by an INSERT on its table."""
    if name_of(call.func) == "OutboundMessage":
        return True
    return name_of(call.func) == "insert" and any(
        name_of(part) == "OutboundMessage" for part in ast.walk(call) if isinstance(part, ast.expr)
    )


def hands_over(call: ast.Call) -> bool:
    """Tell whether a call hands a message to a gateway."""
    if not (isinstance(call.func, ast.Attribute) and call.func.attr == "send"):
        return False
    return "gateway" in ast.unparse(call.func.value).lower()


TIMES = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "monotonic", "localtime", "gmtime", "perf_counter"},
}


def asks_the_time(call: ast.Call) -> bool:
    """Tell whether a call asks the machine for the time, by class, by module or by import."""
    func = call.func
    if not isinstance(func, ast.Attribute):
        return False
    return func.attr in TIMES.get(name_of(func.value), ())


def takes_the_time_by_name(tree: ast.Module) -> bool:
    """Tell whether a module imports a function that asks the time."""
    names = TIMES["time"]
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "time"
        and any(alias.name in names for alias in node.names)
        for node in ast.walk(tree)
    )


def test_only_the_outbox_writes_outbound_rows() -> None:
    found = {where for where, tree in trees() if any(map(makes_a_message, calls(tree)))}
    assert found == INSERTS_MESSAGES


def test_only_delivery_hands_messages_to_a_gateway() -> None:
    found = {where for where, tree in trees() if any(map(hands_over, calls(tree)))}
    assert found == SENDS


def test_nobody_but_the_clock_asks_the_time() -> None:
    found = {
        where
        for where, tree in trees()
        if any(map(asks_the_time, calls(tree))) or takes_the_time_by_name(tree)
    }
    assert found == ASKS_THE_TIME


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        pytest.param("OutboundMessage(id='1')", True, id="by its class"),
        pytest.param("models.OutboundMessage(id='1')", True, id="through its module"),
        pytest.param("session.execute(insert(OutboundMessage).values())", True, id="by INSERT"),
        pytest.param("select(OutboundMessage)", False, id="reading is free"),
    ],
)
def test_the_watch_on_outbound_rows_can_see(code: str, caught: bool) -> None:
    assert any(map(makes_a_message, calls(ast.parse(code)))) is caught


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        pytest.param("gateway.send(outgoing)", True, id="a gateway"),
        pytest.param("programme.gateway_named('x').send(outgoing)", True, id="a gateway by name"),
        pytest.param("self._sdk.send(text)", False, id="a gateway's own SDK"),
    ],
)
def test_the_watch_on_sending_can_see(code: str, caught: bool) -> None:
    assert any(map(hands_over, calls(ast.parse(code)))) is caught


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        pytest.param("datetime.now(UTC)", True, id="datetime.now"),
        pytest.param("datetime.datetime.utcnow()", True, id="through the module"),
        pytest.param("date.today()", True, id="date.today"),
        pytest.param("time.time()", True, id="time.time"),
        pytest.param("programme.clock.now()", False, id="our clock"),
    ],
)
def test_the_watch_on_time_can_see(code: str, caught: bool) -> None:
    assert any(map(asks_the_time, calls(ast.parse(code)))) is caught

"""Answers are read as strictly as the network reads them."""

import pytest

from monitor.simulator.ussd_screen import Screen, Verdict, deep_inputs, judge


@pytest.mark.parametrize(
    ("status", "body", "verdict"),
    [
        pytest.param(200, "CON Soko", Verdict("Soko", ends=False), id="goes-on"),
        pytest.param(201, "END Asante.", Verdict("Asante.", ends=True), id="ends"),
        pytest.param(200, "CON ", Verdict("", ends=False), id="empty-screen"),
        pytest.param(200, "CON  1. a\n2. b", Verdict(" 1. a\n2. b", ends=False), id="kept-as-sent"),
    ],
)
def test_a_good_answer_is_a_screen(status: int, body: str, verdict: Verdict) -> None:
    assert judge(status, body) == verdict


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (None, ""),
        (200, ""),
        (200, "CON"),
        (200, "CONTINUE"),
        (200, "\nCON x"),
        (200, "<html>"),
        (302, "CON x"),
        (404, "CON x"),
        (500, "END x"),
    ],
)
def test_any_other_answer_ends_the_session_with_an_error(status: int | None, body: str) -> None:
    verdict = judge(status, body)

    assert verdict.ends
    assert verdict.error


@pytest.mark.parametrize(
    ("dialled", "inputs"),
    [
        ("*384*2025#", []),
        (" *384* 2025 # ", []),
        ("*384*2025*1#", ["1"]),
        ("*384*2025*1**2#", ["1", "", "2"]),
        ("*384*20251#", None),
        ("*384*2025*1", None),
        ("*384#", None),
        ("", None),
    ],
)
def test_a_dialled_code_is_ours_or_not(dialled: str, inputs: list[str] | None) -> None:
    assert deep_inputs(dialled, "*384*2025#") == inputs


@pytest.mark.parametrize(("kind", "is_open"), [("con", True), ("end", False), ("network", False)])
def test_only_a_con_screen_takes_an_answer(kind: str, is_open: bool) -> None:
    assert Screen(kind=kind, text="x", session_id="", limit=160).is_open is is_open

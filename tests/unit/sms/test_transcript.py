"""USSD turns, told from the transcript without keeping it."""

import hashlib
from itertools import dropwhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.sms.transcript import Move, StoredTurn, TurnKind, read_turn

INPUTS = st.lists(st.text(alphabet="0129*#a é٢", max_size=6), max_size=8)


def test_a_session_starts_with_an_empty_text() -> None:
    assert turn("") == Move(kind=TurnKind.NEW)


def test_a_deep_dial_or_lost_session_starts_again_without_an_answer() -> None:
    assert turn("1*2") == Move(kind=TurnKind.NEW, note="deep_dial")


def test_a_missing_text_starts_a_session_but_moves_none() -> None:
    assert turn(None) == Move(kind=TurnKind.NEW, note="text_missing")
    assert turn(None, "", "1") == Move(kind=TurnKind.REFUSED, reason="missing:text")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("1*2", Move(kind=TurnKind.ADVANCE, input="2"), id="one_more"),
        pytest.param("1*", Move(kind=TurnKind.ADVANCE, input=""), id="blank"),
        pytest.param("1*2*3", Move(kind=TurnKind.ADVANCE, input="2*3"), id="typed_with_a_star"),
        pytest.param("1**", Move(kind=TurnKind.ADVANCE, input="*"), id="a_star_alone"),
        pytest.param("1", Move(kind=TurnKind.REPEAT, replay=1), id="the_same_again"),
        pytest.param("", Move(kind=TurnKind.STALE, replay=0), id="an_earlier_one"),
        pytest.param("12", Move(kind=TurnKind.DIVERGENT), id="no_star_between"),
        pytest.param("2*1", Move(kind=TurnKind.DIVERGENT), id="another_history"),
        pytest.param("2", Move(kind=TurnKind.DIVERGENT), id="as_long_but_other"),
    ],
)
def test_a_request_is_told_from_what_was_stored(text: str, expected: Move) -> None:
    assert turn(text, "", "1") == expected


def test_the_last_reply_is_repeated_even_after_the_end() -> None:
    assert turn("1", "", "1", is_closed=True) == Move(kind=TurnKind.REPEAT, replay=1)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1*2", id="going_on"),
        pytest.param("", id="an_old_first_screen"),
        pytest.param("9", id="another_history"),
    ],
)
def test_nothing_opens_again_after_the_end(text: str) -> None:
    assert turn(text, "", "1", is_closed=True) == Move(kind=TurnKind.AFTER_END)


@pytest.mark.parametrize("text", [pytest.param("1", id="repeat"), pytest.param(None, id="no_text")])
def test_another_caller_is_shown_nothing_of_the_session(text: str | None) -> None:
    move = turn(text, "", "1", is_same_caller=False)
    assert move == Move(kind=TurnKind.REFUSED, reason="caller_changed")


def test_a_choice_is_digits_only() -> None:
    assert turn("1* ٢ ", "", "1").choice == "2"
    assert turn("1*2*", "", "1").choice is None
    assert turn("1", "", "1").choice is None


def test_a_shown_move_hides_what_was_typed() -> None:
    assert "4821" not in repr(turn("1*4821", "", "1"))


@given(INPUTS)
def test_every_input_typed_comes_back_verbatim(inputs: list[str]) -> None:
    # Blank entries before the first other one cannot be told from a repeated start.
    typed = list(dropwhile(lambda entry: not entry, inputs))
    stored, transcript = [""], ""
    for at, entry in enumerate(typed):
        transcript = f"{transcript}*{entry}" if at else entry
        assert turn(transcript, *stored) == Move(kind=TurnKind.ADVANCE, input=entry)
        stored.append(transcript)


@given(st.text(alphabet="12*", max_size=9), st.lists(st.text(alphabet="12*", max_size=9)))
def test_any_text_gets_exactly_one_decision(text: str, stored: list[str]) -> None:
    move = turn(text, *stored)
    assert (move.input is not None) == (move.kind is TurnKind.ADVANCE)
    assert (move.replay is not None) == (move.kind in (TurnKind.REPEAT, TurnKind.STALE))


def turn(
    text: str | None, *stored: str, is_closed: bool = False, is_same_caller: bool = True
) -> Move:
    return read_turn(
        text,
        [StoredTurn(len(before), hash_of(before)) for before in stored],
        hash_of=hash_of,
        is_closed=is_closed,
        is_same_caller=is_same_caller,
    )


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

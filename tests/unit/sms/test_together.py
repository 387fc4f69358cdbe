from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.sms.together import MOST, WITHIN, Part, belonging, joined

NINE = datetime(2026, 3, 5, 6, 0, tzinfo=UTC)


def texts(*seconds: float) -> list[Part]:
    return [Part(f"t{place}", NINE + timedelta(seconds=far)) for place, far in enumerate(seconds)]


def ids(parts: tuple[Part, ...]) -> list[str]:
    return [part.message_id for part in parts]


@pytest.mark.parametrize(
    ("seconds", "of", "read"),
    [
        pytest.param([0], "t0", ["t0"], id="alone"),
        pytest.param([0, 90], "t1", ["t0", "t1"], id="ninety-seconds-belong"),
        pytest.param([0, 90.001], "t1", ["t1"], id="longer-does-not"),
        pytest.param([0, 80, 160, 240], "t3", ["t0", "t1", "t2", "t3"], id="the-window-slides"),
        pytest.param([0, 80, 240, 300], "t3", ["t2", "t3"], id="a-gap-ends-it"),
        pytest.param([0, 60], "t0", ["t0", "t1"], id="a-later-text-read-first"),
        pytest.param([0, 0, 0], "t1", ["t0", "t1", "t2"], id="in-the-same-instant"),
    ],
)
def test_which_texts_belong(seconds: list[float], of: str, read: list[str]) -> None:
    assert ids(belonging(texts(*seconds), of)) == read


def test_the_order_is_that_of_arrival_however_they_are_given() -> None:
    row = texts(0, 30, 60)
    assert ids(belonging(reversed(row), "t1")) == ["t0", "t1", "t2"]


def test_the_place_decides_among_texts_of_the_same_instant() -> None:
    row = [Part("x", NINE, place="2"), Part("y", NINE, place="1")]
    assert ids(belonging(row, "x")) == ["y", "x"]


def test_a_flood_is_not_read_as_one() -> None:
    row = texts(*range(0, 40 * 60, 60))
    assert ids(belonging(row, "t39")) == [f"t{place}" for place in range(40 - MOST, 40)]
    assert ids(belonging(row, "t0")) == [f"t{place}" for place in range(MOST)]


def test_a_text_that_is_not_among_them_has_no_company() -> None:
    assert belonging(texts(0, 30), "gone") == ()


@given(st.lists(st.integers(min_value=0, max_value=3600), min_size=1, max_size=30), st.data())
def test_the_texts_read_with_one_are_a_row_without_a_gap(far: list[int], data: st.DataObject):
    row = texts(*far)
    chosen = data.draw(st.sampled_from(row))
    found = belonging(row, chosen.message_id)
    assert chosen in found
    assert len(found) <= MOST
    gaps = [two.arrived_at - one.arrived_at for one, two in pairwise(found)]
    assert all(timedelta(0) <= gap <= WITHIN for gap in gaps)


@pytest.mark.parametrize(
    ("parts", "ways"),
    [
        pytest.param(["ok"], ("ok",), id="one"),
        pytest.param(["nataka", "kufa"], ("nataka kufa",), id="two-short-ones"),
        pytest.param(
            ["a" * 160, "b"], ("a" * 160 + " b", "a" * 160 + "b"), id="cut-by-an-old-phone"
        ),
        pytest.param(
            ["a" * 153, "b"], ("a" * 153 + " b", "a" * 153 + "b"), id="cut-by-the-network"
        ),
        pytest.param(
            ["é" * 66 + "ỹ", "b"], ("é" * 66 + "ỹ b", "é" * 66 + "ỹb"), id="cut-in-wide-letters"
        ),
        pytest.param(["a" * 120, "b"], ("a" * 120 + " b",), id="a-long-one-that-is-whole"),
    ],
)
def test_how_texts_may_have_been_one(parts: list[str], ways: tuple[str, ...]) -> None:
    assert joined(parts) == ways

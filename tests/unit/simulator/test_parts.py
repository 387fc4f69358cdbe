"""Parts are counted as a network bills them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.simulator.parts import count_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("", 1, id="empty"),
        pytest.param("a" * 160, 1, id="one-full-part"),
        pytest.param("a" * 161, 2, id="one-too-many"),
        pytest.param("a" * 306, 2, id="two-full-parts"),
        pytest.param("a" * 307, 3, id="three"),
        pytest.param("€" * 80, 1, id="extension-counts-two"),
        pytest.param("€" * 81, 2, id="extension-over"),
        pytest.param("a" * 152 + "€" + "a" * 7, 2, id="pair-kept-whole"),
        pytest.param("ĩ" * 70, 1, id="ucs2-full"),
        pytest.param("ĩ" * 71, 2, id="ucs2-over"),
        pytest.param("ĩ" * 134, 2, id="ucs2-two-full"),
        pytest.param("ĩ" * 135, 3, id="ucs2-three"),
        pytest.param("👍" * 35, 1, id="surrogates-count-two"),
        pytest.param("👍" * 66, 2, id="thirty-three-surrogates-a-part"),
        pytest.param("👍" * 67, 3, id="a-surrogate-pair-kept-whole"),
        pytest.param("é" * 160, 1, id="basic-accent"),
        pytest.param("ç" * 71, 2, id="no-basic-accent"),
        pytest.param("`" * 71, 2, id="backtick"),
    ],
)
def test_parts_of(text: str, parts: int) -> None:
    assert count_parts(text) == parts


@given(st.text(max_size=700), st.text(max_size=50))
def test_more_text_never_costs_less(text: str, more: str) -> None:
    assert 1 <= count_parts(text) <= count_parts(text + more)


@given(st.text(max_size=700))
def test_parts_hold_the_whole_text(text: str) -> None:
    assert count_parts(text) * 160 >= len(text)

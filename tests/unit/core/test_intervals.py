import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.intervals import wilson


@pytest.mark.parametrize(
    ("n", "of", "low", "high"),
    [
        pytest.param(0, 5, 0.0, 0.4345, id="none-of-five"),
        pytest.param(5, 5, 0.5655, 1.0, id="all-of-five"),
        pytest.param(8, 19, 0.2314, 0.6372, id="eight-of-nineteen"),
    ],
)
def test_the_interval_of_a_share(n: int, of: int, low: float, high: float) -> None:
    found = wilson(n, of)
    assert found is not None
    assert (round(found[0], 4), round(found[1], 4)) == (low, high)


def test_nothing_counted_has_no_interval() -> None:
    assert wilson(0, 0) is None


@given(st.integers(min_value=1, max_value=5000), st.data())
def test_the_share_lies_inside_its_interval(of: int, data: st.DataObject) -> None:
    n = data.draw(st.integers(min_value=0, max_value=of))
    found = wilson(n, of)
    assert found is not None
    assert 0.0 <= found[0] <= n / of <= found[1] <= 1.0

"""Kenyan prefixes lead to their networks."""

import pytest

from monitor.simulator.networks import network_of


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("+254712345678", "63902"),
        ("+254110000001", "63902"),
        ("+254757000001", "63902"),
        ("+254750000001", "63903"),
        ("+254733000001", "63903"),
        ("+254100000001", "63903"),
        ("+254770000001", "63907"),
        ("+254763000001", "63999"),
        ("+256700000009", "64110"),
    ],
)
def test_a_prefix_has_its_network_code(number: str, code: str) -> None:
    assert network_of(number).code == code

"""The few kinds of broken promise."""

import pytest

from monitor.core.errors import BaadaError, Conflict, Forbidden, GatewayError, Invalid, NotFound


@pytest.mark.parametrize(
    "error",
    [NotFound("x"), Forbidden("x"), Conflict("x"), Invalid("x"), GatewayError("x", retryable=True)],
)
def test_every_kind_can_be_caught_as_one(error: BaadaError) -> None:
    assert isinstance(error, BaadaError)
    assert str(error) == "x"


def test_an_invalid_field_is_named_beside_the_message() -> None:
    assert Invalid("wrong", field="pin").field == "pin"
    assert Invalid("wrong").field is None


def test_a_gateway_error_says_whether_to_try_again() -> None:
    error = GatewayError("no balance", retryable=False)
    assert (error.reason, error.retryable) == ("no balance", False)

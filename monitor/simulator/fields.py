"""Reads what a driving program or a form sent, or says which field is wrong."""

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from monitor.core.errors import Invalid
from monitor.simulator.faults import Direction, Fault, FaultKind
from monitor.simulator.settings import CallbackKind

_Member = TypeVar("_Member", bound=StrEnum)

LONGEST_DELAY_SECONDS = 3600.0


class Fields:
    """The fields of one request, read by name and kind.

    >>> Fields({"count": 3}).whole("count")
    3
    >>> "count" in Fields({})
    False
    """

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given

    def __contains__(self, name: str) -> bool:
        return name in self._given

    def is_null(self, name: str) -> bool:
        """Say whether the field is there and null."""
        return name in self._given and self._given[name] is None

    def text(self, name: str) -> str:
        """Return a text that can be written as UTF-8; half a surrogate pair cannot."""
        value = self._given.get(name)
        if not isinstance(value, str) or any("\ud800" <= char <= "\udfff" for char in value):
            raise Invalid(f"{name} must be a text", field=name)
        return value

    def boolean(self, name: str) -> bool:
        """Return true or false."""
        value = self._given.get(name)
        if not isinstance(value, bool):
            raise Invalid(f"{name} must be true or false", field=name)
        return value

    def whole(self, name: str) -> int:
        """Return a whole number."""
        value = self._given.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise Invalid(f"{name} must be a whole number", field=name)
        return value

    def seconds(self, name: str) -> float:
        """Return a span of at most an hour."""
        value = self._given.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
            raise Invalid(f"{name} must be a number", field=name)
        if not 0 <= value <= LONGEST_DELAY_SECONDS:
            raise Invalid(f"{name} must lie between 0 and 3600", field=name)
        return float(value)

    def member(self, kind: type[_Member], name: str) -> _Member:
        """Return a member of a closed list."""
        try:
            return kind(self.text(name))
        except ValueError as problem:
            raise Invalid(f"{name} must be one of: {', '.join(kind)}", field=name) from problem


def fault_from(given: Fields) -> Fault:
    """Build the fault that the fields describe; absent fields keep their defaults.

    >>> fault_from(Fields({"direction": "api", "kind": "error", "count": None})).remaining is None
    True
    """
    fault = Fault(
        direction=given.member(Direction, "direction"),
        kind=given.member(FaultKind, "kind"),
        remaining=None if given.is_null("count") else _or(given.whole, given, "count", 1),
        status_code=_status_code(given),
        seconds=_or(given.seconds, given, "seconds", 30.0),
        times=_or(given.whole, given, "times", 2),
        accept=_or(given.boolean, given, "accept", False),
        only=_only(given),
    )
    if fault.only and fault.direction is Direction.API:
        raise Invalid("only goes with callbacks", field="only")
    return fault


def _or(read: Any, given: Fields, name: str, default: Any) -> Any:
    return read(name) if name in given else default


def _only(given: Fields) -> CallbackKind | None:
    if "only" not in given or given.is_null("only"):
        return None
    return given.member(CallbackKind, "only")


def _status_code(given: Fields) -> int | None:
    if "status_code" not in given or given.is_null("status_code"):
        return None
    code = given.whole("status_code")
    if not 400 <= code <= 599:
        raise Invalid("status_code must lie between 400 and 599", field="status_code")
    return code

"""The cases that lie beside the project, as parameters: each in every environment it is for."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from tests.shared import shared_path

Case = Mapping[str, Any]

FILE = json.loads(shared_path("gateway/africastalking_cases.json").read_text(encoding="utf-8"))
DEFAULTS: Case = FILE["defaults"]
CALLBACKS: tuple[Case, ...] = tuple(FILE["cases"])
SEND_RESPONSES: tuple[Case, ...] = tuple(FILE["send_responses"])
ENVIRONMENTS = ("sandbox", "production")
NAMES = ("case", "environment", "keyword")

KINDS: Mapping[str, str] = {
    "sms_incoming": "sms",
    "sms_delivery": "receipt",
    "sms_optout": "opt-out",
    "sms_subscription": "subscription",
    "ussd_session": "ussd",
    "ussd_end": "ussd-end",
}
"""The last part of our address for each of the cases' endpoints."""


def callbacks_of(*endpoints: str) -> list[Any]:
    """Return a parameter (case, environment, keyword) for every case of these endpoints."""
    return [
        parameter
        for case in CALLBACKS
        if case["endpoint"] in endpoints
        for parameter in in_environments(case)
    ]


def in_environments(case: Case) -> list[Any]:
    """Return a case in the environment it names, else in both."""
    given = case.get("given", {})
    named = given.get("environment")
    return [
        pytest.param(case, environment, given.get("keyword", ""), id=f"{case['id']}-{environment}")
        for environment in ((named,) if named else ENVIRONMENTS)
    ]


def once_each(parameters: list[Any]) -> list[Any]:
    """Keep one environment of each case, for tests in which the environment changes nothing."""
    return list({one.values[0]["id"]: one for one in reversed(parameters)}.values())[::-1]

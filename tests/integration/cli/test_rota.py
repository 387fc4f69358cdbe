"""`flask rota`: who is on duty, from the terminal; and `flask batch`, many commands in one."""

import pytest
from flask import Flask

from monitor.usecases.programme import Programme
from tests.factories.installation import mark_installed, run_command

SPAN = ("--from", "2026-03-02T08:00", "--until", "2026-03-09T08:00")


def test_a_duty_stands_on_the_rota_in_kenyan_time(ready: Flask) -> None:
    added = run_command(ready, "rota", "add", "njia", *SPAN, "--backup", "mlango")

    assert (added.status, added.out) == (0, "The duty is on the rota.\n")
    listed = run_command(ready, "rota", "list").out
    assert listed == "2026-03-02 08:00 to 2026-03-09 08:00  njia\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(("nobody", *SPAN), "no caseworker or supervisor", id="unknown"),
        pytest.param(("fundi", *SPAN), "no caseworker or supervisor", id="a technician"),
        pytest.param(("njia", *SPAN, "--backup", "njia"), "somebody else", id="her own backup"),
        pytest.param(
            ("njia", "--from", "soon", "--until", "2026-03-09"), "written like", id="no time"
        ),
        pytest.param(
            ("njia", "--from", "2026-03-09", "--until", "2026-03-02"),
            "after it starts",
            id="turned",
        ),
    ],
)
def test_a_duty_that_cannot_be_is_refused(
    ready: Flask, arguments: tuple[str, ...], says: str
) -> None:
    refused = run_command(ready, "rota", "add", *arguments)

    assert refused.status == 1
    assert says in refused.err
    assert run_command(ready, "rota", "list").out == ""


def test_two_are_not_on_duty_at_once(ready: Flask) -> None:
    run_command(ready, "rota", "add", "njia", *SPAN)

    assert run_command(ready, "rota", "add", "mlango", *SPAN).status == 1


def test_a_batch_runs_its_lines_in_order(ready: Flask) -> None:
    lines = f"rota add njia {' '.join(SPAN)}\n\nrota list\n"

    done = ready.test_cli_runner().invoke(args=["batch"], input=lines)

    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1].endswith("njia")


def test_a_batch_stops_at_the_first_line_that_fails(ready: Flask) -> None:
    lines = f"rota add nobody {' '.join(SPAN)}\nrota add njia {' '.join(SPAN)}\n"

    done = ready.test_cli_runner().invoke(args=["batch"], input=lines)

    assert done.exit_code == 1
    assert run_command(ready, "rota", "list").out == ""


@pytest.fixture
def ready(app: Flask, programme: Programme) -> Flask:
    mark_installed(programme)
    for username, role in (
        ("njia", "caseworker"), ("mlango", "supervisor"), ("fundi", "technician"),
    ):  # fmt: skip
        run_command(app, "staff", "add", username, "--role", role)
    return app

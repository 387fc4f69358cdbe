"""The demo's clock door: it moves the programme's clock and does what has fallen due by then.

Registered only where the installation is a demo or for practice; a live one answers 404.
"""

import json
from datetime import datetime
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, jsonify, request

from monitor.core.clock import DemoClock
from monitor.jobs.registry import next_due, run_until_quiet
from monitor.usecases.programme import Programme
from monitor.web.guard import Door, needs

FASTEST = 3600.0
PROGRESS = "progress.json"
SWITCH = "switch"
clock_door = Blueprint("clock_door", __name__, url_prefix="/demo/clock")


def install(app: Flask) -> None:
    """Open the door, after the pages: programs use it, so it asks for no token of a form.

    Only JSON moves the clock, and no other site's form can send that from a visitor's browser.
    """
    app.extensions["csrf"].exempt(clock_door)
    app.register_blueprint(clock_door)


@clock_door.get("")
@needs(Door.PUBLIC)
def show() -> Response:
    """Tell the programme's time, its rate, the next thing due and how much history is played."""
    programme, clock = _parts()
    due = next_due(programme)
    return jsonify(
        now=clock.now().isoformat(),
        rate=clock.rate,
        next_due=None if due is None else due.isoformat(),
        progress=_progress(programme.settings.var_dir),
    )


@clock_door.get("/now")
@needs(Door.PUBLIC)
def tell() -> Response:
    """Tell the programme's time alone: whoever dates a text by it asks a thousand times."""
    _, clock = _parts()
    return jsonify(now=clock.now().isoformat())


@clock_door.post("")
@needs(Door.PUBLIC)
def move() -> tuple[Response, int] | Response:
    """Pause, run or jump; answer with the time it is then and how much was done on the way."""
    programme, clock = _parts()
    asked = request.get_json(silent=True)
    problem = _apply(asked, programme, clock)
    if problem is not None:
        return jsonify(error=problem), 400
    done = run_until_quiet(programme)
    due = next_due(programme)
    return jsonify(
        now=clock.now().isoformat(),
        rate=clock.rate,
        done=done,
        next_due=None if due is None else due.isoformat(),
    )


def _apply(asked: object, programme: Programme, clock: DemoClock) -> str | None:
    """Do what was asked; return what is wrong with it, or None."""
    if not isinstance(asked, dict) or not set(asked) <= {"rate", "jump", "switch"}:
        return "send one of rate, jump or switch"
    if "rate" in asked:
        return _set_rate(asked["rate"], clock)
    if "jump" in asked:
        return _jump(asked["jump"], programme, clock)
    if asked.get("switch") is True:
        (programme.settings.var_dir / SWITCH).touch()
    return None


def _set_rate(rate: object, clock: DemoClock) -> str | None:
    if isinstance(rate, bool) or not isinstance(rate, int | float) or not 0 <= rate <= FASTEST:
        return f"rate must be a number from 0 to {FASTEST:g}"
    clock.run(float(rate))
    return None


def _jump(to: object, programme: Programme, clock: DemoClock) -> str | None:
    if to == "next":
        due = next_due(programme)
        if due is not None:
            clock.jump(due)
        return None
    try:
        instant = datetime.fromisoformat(str(to))
    except ValueError:
        return "jump must be 'next' or an ISO instant"
    if instant.tzinfo is None:
        return "the instant must name its zone"
    clock.jump(instant)
    return None


def _progress(folder: Path) -> object:
    """Return how much of the older history is played, or None where nothing plays."""
    try:
        return json.loads((folder / PROGRESS).read_text())
    except FileNotFoundError:
        return None


def _parts() -> tuple[Programme, DemoClock]:
    programme: Programme = current_app.extensions["programme"]
    clock = programme.clock
    if not isinstance(clock, DemoClock):
        raise TypeError("the clock door needs a clock that can be moved")
    return programme, clock

"""Builds the simulator's own web application."""

from flask import Flask, Response, jsonify, render_template, request

from monitor.core.clock import Clock, SystemClock, to_local
from monitor.core.errors import BaadaError, Conflict, GatewayError, Invalid, NotFound
from monitor.simulator.drive import drive
from monitor.simulator.exchange import Exchange
from monitor.simulator.pages import pages
from monitor.simulator.provider import provider
from monitor.simulator.settings import SimulatorSettings

_STATUS: dict[type[BaadaError], int] = {
    Invalid: 400,
    NotFound: 404,
    Conflict: 409,
    GatewayError: 502,
}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def create_simulator(settings: SimulatorSettings, *, wall: Clock | None = None) -> Flask:
    """Return the simulator; its `Exchange` lies in `extensions["simulator"]`, not yet started."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.extensions["simulator"] = Exchange(settings, wall or SystemClock())
    app.register_blueprint(provider)
    app.register_blueprint(drive)
    app.register_blueprint(pages)
    app.register_error_handler(BaadaError, _explain)
    app.add_template_filter(to_local, "local")
    app.before_request(_refuse_other_sites)
    app.after_request(_protect)
    return app


def _explain(problem: BaadaError) -> tuple[Response | str, int]:
    status = _STATUS.get(type(problem), 500)
    if request.blueprint == "pages":
        return render_template("problem.html", problem=str(problem)), status
    return jsonify({"error": str(problem)}), status


def _refuse_other_sites() -> tuple[str, int] | None:
    """Refuse a form that another web page posts here from the visitor's browser."""
    if request.method != "GET" and request.headers.get("Sec-Fetch-Site") == "cross-site":
        return "Refused: this form was sent from another site.", 403
    return None


def _protect(response: Response) -> Response:
    response.headers.extend(_HEADERS)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response

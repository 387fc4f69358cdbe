"""The application as it is installed, with two more addresses: the floors it is measured against.

Each floor does the least that a callback must do here: one SELECT, or one INSERT of a form with its
own index, in a transaction of its own, behind the same server, guard and headers.
"""

from flask import Blueprint, Flask, Response, current_app, request
from sqlalchemy import text

from config.settings import load_settings
from monitor.app import create_app
from monitor.core.ids import new_id
from monitor.usecases.programme import Programme
from monitor.web.guard import Door, needs

_INSERT = text("INSERT INTO bench_floor (id, body) VALUES (:id, :body)")
floor = Blueprint("floor", __name__, url_prefix="/floor")


@floor.post("/select")
@needs(Door.PUBLIC)
def select_one() -> Response:
    """Ask the database for nothing, and answer."""
    with _programme().database.transaction() as session:
        session.execute(text("SELECT 1")).scalar_one()
    return Response("CON", content_type="text/plain; charset=utf-8")


@floor.post("/insert")
@needs(Door.PUBLIC)
def insert_one() -> Response:
    """Store a form as it is, and answer."""
    with _programme().database.transaction() as session:
        session.execute(_INSERT, {"id": new_id(), "body": request.form["text"]})
    return Response("", content_type="text/plain; charset=utf-8")


def _programme() -> Programme:
    programme: Programme = current_app.extensions["programme"]
    return programme


def application() -> Flask:
    """Return the application of the settings in the environment, floors and all."""
    app = create_app(load_settings())
    app.register_blueprint(floor)
    app.extensions["csrf"].exempt(floor)
    return app

"""Serves an installation from one process: pages, callbacks and the scheduler."""

import signal

import click
import waitress
from flask.cli import with_appcontext
from flask.globals import app_ctx

from monitor.cli.ready import ready_programme
from monitor.core.logs import configure_logs
from monitor.jobs.scheduler import start_scheduler


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Serve pages and callbacks, and wake the jobs."""
    programme = ready_programme()
    settings = programme.settings
    configure_logs(settings.log_level)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    scheduler = start_scheduler(programme) if settings.scheduler else None
    click.echo(f"Baada answers on http://{settings.host}:{settings.port}/")
    application = app_ctx.app  # the stand-in `current_app` is empty in the server's threads
    try:
        waitress.serve(application, host=settings.host, port=settings.port, threads=8, ident=None)
    finally:
        if scheduler is not None:
            scheduler.shutdown(wait=True)

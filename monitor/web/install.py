"""Puts the pages, the login and the translations into the application."""

from flask import Flask

from monitor.usecases.programme import Programme


def install(app: Flask, programme: Programme) -> None:
    """Register every page."""
    app.secret_key = programme.keyring.session

"""The addresses a provider calls; each kind has its own key."""

from flask import Blueprint

callbacks = Blueprint("callbacks", __name__, url_prefix="/callbacks")

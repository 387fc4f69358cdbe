"""The language of a page: hers by account, else what she chose, else what her browser asks for."""

from flask import request, session

from monitor.web.door import viewer_or_none

LANGUAGES = {"sw": "Kiswahili", "en": "English"}
DEFAULT = "sw"
CHOICE = "language"


def choose_language() -> str:
    """Return the language this request is answered in."""
    user = viewer_or_none()
    if user is not None and user.language in LANGUAGES:
        return user.language
    chosen = session.get(CHOICE)
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(list(LANGUAGES), default=DEFAULT)

"""What every template may use: the viewer, the menu, words for codes, dates, addresses of files."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from flask import Flask, url_for
from flask_babel import get_locale

from monitor.core.clock import to_local
from monitor.core.settings import Kind
from monitor.triage.case_page import EventView
from monitor.usecases.programme import Programme
from monitor.web import alarm_words, menu, moments, plan_words, why, words
from monitor.web.door import holds, programme, viewer_or_none
from monitor.web.draft import author_token
from monitor.web.language import LANGUAGES
from monitor.web.speech import _, marked

STATIC = Path(__file__).parent / "static"
HASHES: Mapping[str, str] = {
    path.name: sha256(path.read_bytes()).hexdigest()[:10] for path in sorted(STATIC.iterdir())
}
"""A changed file gets a new address, so that browsers may keep the old one for ever."""

KIND_WORDS = {Kind.DEMO: marked("Demo"), Kind.PRACTICE: marked("Practice")}


def install(app: Flask, here: Programme) -> None:
    """Add filters, globals and what depends on the viewer."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        day=moments.day, clock_time=moments.clock_time, moment=_moment, left=_left, pair=_pair
    )
    app.jinja_env.globals.update(
        static=static,
        words=words,
        alarm_words=alarm_words,
        holds=holds,
        author=author,
        windows=plan_words.windows,
        ways=plan_words.ways,
        why_inside=_why_inside,
        idle_seconds=int(here.settings.idle_lock.total_seconds()),
    )
    app.context_processor(page_values)


def page_values() -> dict[str, object]:
    """Return what depends on who looks."""
    language = str(get_locale())
    other = next(code for code in LANGUAGES if code != language)
    user = viewer_or_none()
    kind = KIND_WORDS.get(programme().settings.kind)
    return {
        "kind_word": kind and _(kind),
        "viewer": user,
        "menu": menu.entries() if user else (),
        "page_language": language,
        "other_language": {"code": other, "name": LANGUAGES[other]},
        "today": to_local(programme().clock.now()).date(),
    }


def static(name: str) -> str:
    """Return the address of a file, with its hash."""
    return url_for("pages.static", filename=name, v=HASHES[name])


def author() -> str:
    """Return the mark of who opened this form, for a draft that outlives the session."""
    user = viewer_or_none()
    return "" if user is None else author_token(user.id, key=programme().keyring.session)


def _pair(name: str) -> tuple[str, str]:
    """Return a name as a choice of itself."""
    return name, name


def _moment(instant: datetime) -> str:
    return moments.moment(instant, programme().clock.now())


def _left(instant: datetime) -> str:
    return moments.left(instant, programme().clock.now())


def _why_inside(event: EventView) -> str:
    """Return the line of an event inside its case, where a silent one says what it is."""
    now = programme().clock.now()
    return why.why(event.rule, event.details, arrived_at=event.arrived_at, now=now)

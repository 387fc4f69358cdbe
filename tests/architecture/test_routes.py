"""Every address, for every role: who may open it stands here a second time, written by hand."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from monitor.usecases.programme import Programme
from monitor.web.guard import OWN_KEYS, Door, need_of
from tests.factories.web import browse, set_stage

ROLES = {"c": "njeri", "s": "wanjiku", "m": "mwangi", "d": "data", "t": "fundi"}
EVERYBODY = "csmdt"
PUBLIC = frozenset(
    {"pages.static", "pages.login", "pages.log_in", "pages.leave", "pages.lock", "pages.start",
     "pages.switch_language"}
)  # fmt: skip
ALLOWED = {
    "pages.home": EVERYBODY,
    "pages.account": EVERYBODY,
    "pages.logout": EVERYBODY,
    "pages.queue": "cs",
    "pages.case": "cs",
    "pages.words": "cs",
    "pages.number": "cs",
    "pages.reading": "cs",
    "pages.claim": "cs",
    "pages.release": "cs",
    "pages.escalate": "cs",
    "pages.acknowledge": "cs",
    "pages.reopen": "cs",
    "pages.note": "cs",
    "pages.pause": "cs",
    "pages.resume": "cs",
    "pages.contact": "cs",
    "pages.save_contact": "cs",
    "pages.close": "cs",
    "pages.save_close": "cs",
    "pages.people": "cs",
    "pages.search": "cs",
    "pages.person": "cs",
    "pages.plan": "cs",
    "pages.save_plan": "cs",
    "pages.pause_person": "cs",
    "pages.resume_person": "cs",
    "pages.withdraw": "cs",
    "pages.end": "cs",
    "pages.pin": "cs",
    "pages.save_pin": "cs",
    "pages.new_number": "cs",
    "pages.save_number": "cs",
    "pages.send_test": "cs",
    "pages.questions": "cs",
    "pages.begin_questions": "cs",
    "pages.decline_questions": "cs",
    "pages.interview": "cs",
    "pages.save_answer": "cs",
    "pages.interview_back": "cs",
    "pages.correct_answer": "cs",
    "pages.stop_questions": "cs",
    "pages.enrol": "cs",
    "pages.save_enrolment": "cs",
    "pages.unmatched": "cs",
    "pages.unmatched_words": "cs",
    "pages.unmatched_reading": "cs",
    "pages.assign": "cs",
    "pages.aside": "cs",
    "pages.rota": "csm",
    "pages.add": "sm",
    "pages.remove": "sm",
    "pages.health": "smt",
    "pages.stop_sending": "csmt",
    "pages.start_sending": "sm",
    "pages.overview": "sm",
}
"""By their first letters: caseworker, supervisor, manager, data officer, technician."""

NOBODY_IS_CALLED = "none"


def rules(app: Flask) -> Iterator[Rule]:
    """Yield every address that is not a provider's."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] != OWN_KEYS:
            yield rule


def path_of(rule: Rule) -> str:
    """Return an address with something in each of its places."""
    return re.sub(r"<[^>]+>", NOBODY_IS_CALLED, rule.rule)


def methods_of(rule: Rule) -> list[str]:
    """Return the methods that do something."""
    return sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"})


def test_every_address_says_who_may_open_it(app: Flask) -> None:
    silent = [rule.endpoint for rule in rules(app) if need_of(app, rule.endpoint) is None]
    assert silent == []


def test_every_address_stands_in_the_table_by_hand(app: Flask) -> None:
    found = {rule.endpoint for rule in rules(app)}
    assert found == set(ALLOWED) | PUBLIC


def test_what_is_public_is_named_here(app: Flask) -> None:
    public = {rule.endpoint for rule in rules(app) if need_of(app, rule.endpoint) is Door.PUBLIC}
    assert public == PUBLIC


@pytest.mark.parametrize("letter", sorted(ROLES))
def test_a_role_opens_what_it_may_and_nothing_else(
    letter: str, app: Flask, programme: Programme
) -> None:
    set_stage(programme)
    browser = browse(app, ROLES[letter])
    wrong = []
    for rule in rules(app):
        if rule.endpoint in PUBLIC | {"pages.logout"}:
            continue
        for method in methods_of(rule):
            sent = browser.client.open(
                path_of(rule), method=method, data={"csrf_token": browser.token}
            )
            refused = sent.status_code == 403
            if refused == (letter in ALLOWED[rule.endpoint]) or sent.status_code in (401, 500):
                wrong.append((rule.endpoint, method, sent.status_code))
    assert wrong == []


def test_whoever_is_not_logged_in_gets_the_login_and_no_more(
    app: Flask, programme: Programme
) -> None:
    set_stage(programme)
    browser = browse(app)
    wrong = []
    for rule in rules(app):
        if rule.endpoint in PUBLIC:
            continue
        for method in methods_of(rule):
            sent = browser.client.open(
                path_of(rule), method=method, data={"csrf_token": browser.token}
            )
            to_login = sent.status_code == 303 and sent.location == "/login"
            if not (to_login or (method == "POST" and sent.status_code == 401)):
                wrong.append((rule.endpoint, method, sent.status_code))
    assert wrong == []


def test_no_form_is_taken_without_its_token(app: Flask, programme: Programme) -> None:
    set_stage(programme)
    browser = browse(app, "wanjiku")
    taken = [
        (rule.endpoint, sent.status_code)
        for rule in rules(app)
        for method in methods_of(rule)
        if method != "GET" and rule.endpoint != "pages.lock"
        if "s" in ALLOWED.get(rule.endpoint, "s")
        for sent in (browser.client.open(path_of(rule), method=method, data={"whom": "all"}),)
        if sent.status_code != 401
    ]
    assert taken == []

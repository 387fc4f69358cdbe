"""Gathers what the page of one case shows; her number and her words only after a tap."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import render_template
from sqlalchemy.orm import Session

from monitor.audit import trail
from monitor.audit.trail import AuditEventKind
from monitor.core.errors import Conflict, Invalid
from monitor.people import service as people
from monitor.people.contacts import ContactView, list_contacts
from monitor.staff.permissions import Permission
from monitor.triage import page_store
from monitor.triage.case_page import CaseView, case_view
from monitor.triage.queue import Queue, Tab
from monitor.usecases.settle_interview_tasks import ASKS, nothing_is_left
from monitor.usecases.show_number import is_safe_hour, may_call
from monitor.usecases.show_words import Words
from monitor.web import queue
from monitor.web.door import programme, reach, viewer
from monitor.web.form import Form
from monitor.web.speech import _

CONTACTS = 3
BESIDE = 20
LOCKS = ("no_call", "no_sms", "opt_out", "freeze", "pause", "kill")


@dataclass(frozen=True, kw_only=True)
class Revealed:
    """What somebody tapped open, for this one answer."""

    number: str | None = field(default=None, repr=False)
    words: Mapping[str, Words] | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class PersonPart:
    """What a case page shows of the person."""

    person: people.PersonView
    contacts: tuple[ContactView, ...]
    may_call: bool
    safe_now: bool
    is_paused: bool
    locks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """Everything of the page."""

    view: CaseView
    person: PersonPart | None
    is_mine: bool
    paged: bool
    nothing_left: bool
    """It asks for questions of which none is due any more."""
    beside: Queue


NOTHING = Revealed()


def show_case(
    session: Session, case_id: str, *, revealed: Revealed = NOTHING, note: Form | None = None
) -> str:
    """Return the page of a case, and write down that it was seen."""
    page = gather(session, case_id)
    return render_template(
        "case.html",
        page=page,
        case=page.view,
        row=page.view.row,
        line=queue.line_of(page.view.row),
        beside=queue.lines_of(page.beside),
        tabs=queue.tabs_of(page.beside),
        revealed=revealed,
        note=note or Form(),
    )


def gather(session: Session, case_id: str) -> CasePage:
    """Return one case within reach, with what belongs to it."""
    view = see_case(session, case_id)
    return CasePage(
        view=view,
        person=None if view.row.person_id is None else _person(session, view.row.person_id),
        is_mine=view.row.held and view.row.holder_id == viewer().id,
        paged=bool(page_store.list_open_pages_on(session, case_id)),
        nothing_left=view.reason in ASKS and nothing_is_left(session, case_id),
        beside=queue.read_queue(session, Tab.TEAM, limit=BESIDE),
    )


def see_case(session: Session, case_id: str) -> CaseView:
    """Return one case within reach, and write down that it was seen."""
    here = programme()
    now, wall_now = here.clock.now(), here.wall.now()
    found = reach(Permission.SEE_CASE)
    view = case_view(session, found, case_id, now=now, wall_now=wall_now)
    trail.record(
        session,
        AuditEventKind.CASE_SEEN,
        at=wall_now,
        actor_id=viewer().id,
        object_type="case",
        object_id=case_id,
    )
    return view


def _person(session: Session, person_id: str) -> PersonPart:
    now = programme().clock.now()
    facts = people.contact_facts(session, person_id, now=now)
    return PersonPart(
        person=people.identity(session, person_id, now=now),
        contacts=list_contacts(session, person_id, limit=CONTACTS),
        may_call=may_call(facts),
        safe_now=is_safe_hour(facts, now),
        is_paused="pause" in facts.restrictions,
        locks=tuple(kind for kind in LOCKS if kind in facts.restrictions),
    )


def look_at(case_id: str) -> CaseView:
    """Return one case within reach for a form about it."""
    with programme().database.transaction() as opened:
        return see_case(opened, case_id)


def explain(form: Form, error: Conflict | Invalid) -> None:
    """Say in the form why what was typed was not kept."""
    if isinstance(error, Invalid):
        form.refuse(error.field or "method", _("This does not fit. Check it once more."))
        return
    form.refuse(
        "case",
        _("Not saved: somebody else has this case, it is closed, or there are words nobody read."),
    )

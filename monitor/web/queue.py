"""The list of cases: worst first, then by the time that is left."""

from dataclasses import dataclass

from flask import render_template, request
from sqlalchemy.orm import Session

from monitor.audit import trail
from monitor.audit.trail import AuditEventKind
from monitor.staff.permissions import Permission
from monitor.triage.queue import Queue, QueueRow, Tab, list_queue
from monitor.web import words
from monitor.web.blueprint import pages
from monitor.web.door import programme, reach, viewer
from monitor.web.guard import needs
from monitor.web.moments import left
from monitor.web.speech import _, marked
from monitor.web.why import why

TABS = {Tab.MINE: marked("Mine"), Tab.TEAM: marked("Team"), Tab.WATCHING: marked("Watching")}
PAGE = 50


@dataclass(frozen=True)
class Line:
    """One row as it is shown."""

    row: QueueRow
    name: str
    why: str
    more: int
    due: str
    is_over: bool
    holder: str


@pages.get("/cases")
@needs(Permission.SEE_QUEUE)
def queue() -> str:
    """Show one tab of the list."""
    tab = chosen_tab()
    start = max(request.args.get("from", 0, type=int), 0)
    with programme().database.transaction() as opened:
        found = read_queue(opened, tab, limit=PAGE, offset=start)
    total = found.counts[tab]
    return render_template(
        "queue.html",
        lines=lines_of(found),
        tabs=tabs_of(found),
        tab=tab,
        start=start,
        further=start + PAGE if start + PAGE < total else None,
        back=max(start - PAGE, 0) if start else None,
    )


def chosen_tab() -> Tab:
    """Return the tab an address names; hers where it names none."""
    try:
        return Tab(request.args.get("tab", Tab.MINE))
    except ValueError:
        return Tab.MINE


def read_queue(session: Session, tab: Tab, *, limit: int, offset: int = 0) -> Queue:
    """Return a part of the list, and write down which cases were shown."""
    here = programme()
    wall_now = here.wall.now()
    found = list_queue(
        session,
        reach(Permission.SEE_QUEUE),
        tab=tab,
        now=here.clock.now(),
        wall_now=wall_now,
        limit=limit,
        offset=offset,
    )
    trail.record(
        session,
        AuditEventKind.QUEUE_SEEN,
        at=wall_now,
        actor_id=viewer().id,
        details={"cases": [row.case_id for row in found.rows]},
    )
    return found


def tabs_of(found: Queue) -> list[tuple[Tab, str, int]]:
    """Return each tab with its word and count."""
    return [(tab, _(word), found.counts[tab]) for tab, word in TABS.items()]


def lines_of(found: Queue) -> list[Line]:
    """Return the rows in plain words."""
    return [line_of(row) for row in found.rows]


def line_of(row: QueueRow) -> Line:
    """Return one row in plain words."""
    now = programme().clock.now()
    reasons = [
        why(part.rule, part.details, arrived_at=part.arrived_at, now=now) for part in row.why
    ]
    return Line(
        row=row,
        name=row.code_name or _("Unknown number"),
        why=reasons[0] if reasons else words.word(words.STATES, row.state),
        more=len(reasons) - 1,
        due="" if row.due_at is None else left(row.due_at, now),
        is_over=row.due_at is not None and row.due_at < now,
        holder=_holder(row),
    )


def _holder(row: QueueRow) -> str:
    if row.holder_id is None or not (row.held or row.state == "waiting"):
        return _("Nobody has it")
    if row.holder_id == viewer().id:
        return _("You have it")
    return _("%(who)s has it", who=row.holder or "")

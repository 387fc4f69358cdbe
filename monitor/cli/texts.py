"""`flask texts …`: see and approve the wordings that go out."""

from datetime import datetime

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from monitor.audit.trail import AuditEventKind, record
from monitor.cli.ready import ready_programme
from monitor.core.errors import NotFound
from monitor.core.language import Languages
from monitor.sms import approvals
from monitor.sms.approvals import ApprovalState
from monitor.staff import service as staff
from monitor.usecases.approvable_texts import approvable_texts
from monitor.usecases.refuse_wording import refuse_wording

group = AppGroup("texts", help="See and approve the wordings that go out.")


@group.command("list")
def list_texts() -> None:
    """List every wording in every language: approved, approved once, or draft."""
    programme = ready_programme()
    with programme.database.reading() as session:
        for found in approvals.list_approvals(session, approvable_texts(programme)):
            click.echo(f"{found.language:<4} {found.template:<16} {found.state:<9} {found.wording}")


@group.command("approve")
@click.argument("template")
@click.option("--language", required=True, help="Language of the wording, for instance sw.")
@click.option("--by", "username", required=True, help="Who approves: a supervisor or manager.")
def approve(template: str, language: str, username: str) -> None:
    """Approve a wording exactly as it stands; two different people must.

    A name that ends with * stands for all wordings that begin so, for instance 'core14.*'.
    """
    programme = ready_programme()
    texts = approvable_texts(programme)
    names = _named(texts, template, language)
    for name in names:
        refuse_wording(programme, texts, template=name, language=language)
    wall_now = programme.wall.now()
    with programme.database.transaction() as session:
        member = staff.find_by_username(session, username)
        if member is None:
            raise NotFound("there is no member of staff of this username")
        states = [
            _approve(session, texts, name, language, member.staff_id, wall_now) for name in names
        ]
    once = sum(state is ApprovalState.ONCE for state in states)
    if once:
        click.echo(f"{_count(once)} approved once; a second person must approve too.")
    if len(states) > once:
        click.echo(f"{_count(len(states) - once)} approved.")


def _named(texts: Languages, template: str, language: str) -> list[str]:
    """Return the wordings a name stands for; a name without * is itself, known or not."""
    if not template.endswith("*"):
        return [template]
    known = texts.by_code.get(language)
    names = [] if known is None else [n for n in known.texts if n.startswith(template[:-1])]
    if not names:
        raise NotFound("no wording in this language begins so")
    return sorted(names)


def _approve(
    session: Session, texts: Languages, name: str, language: str, staff_id: str, at: datetime
) -> ApprovalState:
    state = approvals.approve(
        session, texts, template=name, language=language, staff_id=staff_id, at=at
    )
    record(
        session, AuditEventKind.TEXT_APPROVED, at=at, actor_id=staff_id,
        object_type="text", details={"template": name, "language": language},
    )  # fmt: skip
    return state


def _count(number: int) -> str:
    return "1 wording" if number == 1 else f"{number} wordings"

"""`flask texts …`: see and approve the wordings that go out."""

import click
from flask.cli import AppGroup

from monitor.audit.trail import AuditEventKind, record
from monitor.cli.ready import ready_programme
from monitor.core.errors import NotFound
from monitor.sms import approvals
from monitor.staff import service as staff

group = AppGroup("texts", help="See and approve the wordings that go out.")


@group.command("list")
def list_texts() -> None:
    """List every wording in every language: approved, approved once, or draft."""
    programme = ready_programme()
    with programme.database.reading() as session:
        for found in approvals.list_approvals(session, programme.languages):
            click.echo(f"{found.language:<4} {found.template:<16} {found.state:<9} {found.wording}")


@group.command("approve")
@click.argument("template")
@click.option("--language", required=True, help="Language of the wording, for instance sw.")
@click.option("--by", "username", required=True, help="Who approves: a supervisor or manager.")
def approve(template: str, language: str, username: str) -> None:
    """Approve a wording exactly as it stands; two different people must."""
    programme = ready_programme()
    wall_now = programme.wall.now()
    with programme.database.transaction() as session:
        member = staff.find_by_username(session, username)
        if member is None:
            raise NotFound("there is no member of staff of this username")
        state = approvals.approve(
            session, programme.languages, template=template, language=language,
            staff_id=member.staff_id, at=wall_now,
        )  # fmt: skip
        record(
            session, AuditEventKind.TEXT_APPROVED, at=wall_now, actor_id=member.staff_id,
            object_type="text", details={"template": template, "language": language},
        )  # fmt: skip
    if state is approvals.ApprovalState.ONCE:
        click.echo("Approved once; a second person must approve it too.")
    else:
        click.echo("Approved.")

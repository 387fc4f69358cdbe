"""`flask rota add`, `flask rota list`: who is on duty, from the terminal."""

from datetime import datetime, timedelta

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from monitor.cli.ready import ready_programme
from monitor.core.clock import NAIROBI, to_local
from monitor.core.errors import Invalid, NotFound
from monitor.staff import service as staff
from monitor.staff.roles import Role
from monitor.triage import rota
from monitor.usecases.change_rota import add_duty

DAYS_SHOWN = timedelta(days=14)
ON_CALL = (Role.CASEWORKER, Role.SUPERVISOR)

group = AppGroup("rota", help="Say who is on duty; without it no check-in goes out.")


@group.command("add")
@click.argument("username")
@click.option("--from", "starts", required=True, help="Such as 2026-03-02T08:00, Kenyan time.")
@click.option("--until", "ends", required=True, help="When the duty ends, written the same way.")
@click.option("--backup", help="Who stands behind her.")
def add(username: str, starts: str, ends: str, backup: str | None) -> None:
    """Put USERNAME on duty for a stretch of time."""
    programme = ready_programme()
    starts_at, ends_at = _instant(starts), _instant(ends)
    with programme.database.transaction() as session:
        add_duty(
            session,
            programme,
            staff_id=_find(session, username),
            backup_id=None if backup is None else _find(session, backup),
            starts_at=starts_at,
            ends_at=ends_at,
            actor_id=None,
        )
    click.echo("The duty is on the rota.")


@group.command("list")
def list_duties() -> None:
    """Show who is on duty in the next two weeks."""
    programme = ready_programme()
    now = programme.clock.now()
    with programme.database.reading() as session:
        members = staff.list_active(session, roles=tuple(Role))
        names = {member.staff_id: member.username for member in members}
        for line in rota.list_rota(session, start=now, end=now + DAYS_SHOWN):
            name = names.get(line.staff_id, "an account that is disabled")
            click.echo(f"{_moment(line.starts_at)} to {_moment(line.ends_at)}  {name}")


def _find(session: Session, username: str) -> str:
    member = staff.find_by_username(session, username)
    if member is None or member.role not in ON_CALL:
        raise NotFound("there is no caseworker or supervisor of this username")
    return member.staff_id


def _instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid("a time is written like 2026-03-02T08:00") from None
    return found if found.tzinfo is not None else found.replace(tzinfo=NAIROBI)


def _moment(instant: datetime) -> str:
    return f"{to_local(instant):%Y-%m-%d %H:%M}"

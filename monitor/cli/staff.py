"""`flask staff …`, `flask shelters …`: accounts of staff, and the shelters they work for."""

import click
from flask.cli import AppGroup

from monitor.audit.trail import AuditEventKind, record
from monitor.cli.ready import ready_programme
from monitor.core.errors import NotFound
from monitor.staff import service as staff
from monitor.staff.roles import Role
from monitor.usecases.programme import Programme
from monitor.usecases.start_staff import NewStaff, start_staff

group = AppGroup("staff", help="Start, reset and end accounts of staff.")
shelters = AppGroup("shelters", help="Add and list shelters.")


@group.command("add")
@click.argument("username")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--shelter", help="Her team; left out, the whole programme is.")
@click.option("--phone", help="The phone she is paged on; not one a person is reached on.")
@click.option("--language", default="sw", show_default=True, help="Language of her pages.")
def add(username: str, role: str, shelter: str | None, phone: str | None, language: str) -> None:
    """Make an account and print the one link that starts it."""
    programme = ready_programme()
    new = NewStaff(
        username=username, role=Role(role), language=language, shelter=shelter, phone=phone
    )
    with programme.database.transaction() as session:
        started = start_staff(session, programme, new)
    _show_link(programme, started.token)


@group.command("reset")
@click.argument("username")
def reset(username: str) -> None:
    """Take the password away, sign her out everywhere, and print a new link."""
    programme = ready_programme()
    wall_now = programme.wall.now()
    with programme.database.transaction() as session:
        staff_id = _find(staff.find_by_username(session, username))
        token = staff.reset(session, staff_id, at=wall_now)
        record(
            session, AuditEventKind.STAFF_RESET, at=wall_now, actor_id=None,
            object_type="staff", object_id=staff_id,
        )  # fmt: skip
    _show_link(programme, token)


@group.command("disable")
@click.argument("username")
def disable(username: str) -> None:
    """End an account at once; what she did stays in the trail."""
    programme = ready_programme()
    wall_now = programme.wall.now()
    with programme.database.transaction() as session:
        staff_id = _find(staff.find_by_username(session, username))
        staff.disable(session, staff_id, at=wall_now)
        record(
            session, AuditEventKind.STAFF_DISABLED, at=wall_now, actor_id=None,
            object_type="staff", object_id=staff_id,
        )  # fmt: skip
    click.echo("The account is disabled and signed out everywhere.")


@shelters.command("add")
@click.argument("name")
def add_shelter(name: str) -> None:
    """Add a shelter, so that exits and staff may name it."""
    programme = ready_programme()
    with programme.database.transaction() as session:
        shelter_id = staff.add_shelter(session, name)
        record(
            session, AuditEventKind.SHELTER_ADDED, at=programme.wall.now(), actor_id=None,
            object_type="shelter", object_id=shelter_id,
        )  # fmt: skip
    click.echo("The shelter is added.")


@shelters.command("list")
def list_shelters() -> None:
    """List the shelters by name."""
    programme = ready_programme()
    with programme.database.reading() as session:
        for name in staff.shelter_names(session).values():
            click.echo(name)


def _find(found: staff.StaffView | None) -> str:
    if found is None:
        raise NotFound("there is no member of staff of this username")
    return found.staff_id


def _show_link(programme: Programme, token: str) -> None:
    settings = programme.settings
    base = settings.public_url.rstrip("/") or f"http://{settings.host}:{settings.port}"
    hours = int(staff.LINK_LASTS.total_seconds() // 3600)
    click.echo(f"This link works once, within {hours} hours, and is not shown again:")
    click.echo(f"{base}/start/{token}")

"""`flask sending stop|start`: the kill switch, for one person, one shelter or everybody."""

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from monitor.cli.ready import ready_programme
from monitor.core.errors import Invalid, NotFound
from monitor.people import service as people
from monitor.staff import service as staff
from monitor.usecases.change_contact import Lift, Restrict, change_contact

group = AppGroup("sending", help="Stop and start sending.")

_PERSON = click.option("--person", metavar="CODE", help="Only this person, by code name.")
_SHELTER = click.option("--shelter", metavar="NAME", help="Only the people of this shelter.")
_ALL = click.option("--all", "everybody", is_flag=True, help="Everybody.")


@group.command("stop")
@_PERSON
@_SHELTER
@_ALL
def stop(person: str | None, shelter: str | None, *, everybody: bool) -> None:
    """Stop all sending at once and take back what waits. Receiving and paging go on."""
    programme = ready_programme()
    with programme.database.transaction() as session:
        scope, person_id, shelter_id = _target(session, person, shelter, everybody=everybody)
        change = Restrict(
            kind="kill", scope=scope, reason="kill_switch", person_id=person_id,
            shelter_id=shelter_id,
        )  # fmt: skip
        cancelled = change_contact(session, programme, change, actor_id=None)
    click.echo(f"Sending is stopped ({scope}); {cancelled} waiting messages are cancelled.")


@group.command("start")
@_PERSON
@_SHELTER
@_ALL
def start(person: str | None, shelter: str | None, *, everybody: bool) -> None:
    """Allow sending again where it was stopped; every other restriction stays."""
    programme = ready_programme()
    with programme.database.transaction() as session:
        scope, person_id, shelter_id = _target(session, person, shelter, everybody=everybody)
        change = Lift(kind="kill", scope=scope, person_id=person_id, shelter_id=shelter_id)
        change_contact(session, programme, change, actor_id=None)
    click.echo(f"Sending is allowed again ({scope}).")


def _target(
    session: Session, person: str | None, shelter: str | None, *, everybody: bool
) -> tuple[str, str | None, str | None]:
    if sum((person is not None, shelter is not None, everybody)) != 1:
        raise Invalid("name exactly one of --person CODE, --shelter NAME and --all")
    if person is not None:
        return "person", _found(people.find_by_code_name(session, person), "person"), None
    if shelter is not None:
        return "shelter", None, _found(staff.find_shelter(session, shelter), "shelter")
    return "all", None, None


def _found(identifier: str | None, what: str) -> str:
    if identifier is None:
        raise NotFound(f"there is no {what} of this name")
    return identifier

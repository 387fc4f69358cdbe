"""Every command of the terminal, registered in one place."""

from click import Command
from flask import Flask

from monitor.cli import (
    audit,
    db,
    demo,
    doctor,
    keys,
    outcomes,
    people,
    phones,
    replies,
    rota,
    safety,
    schedule,
    sending,
    serve,
    sms,
    staff,
    surveys,
    texts,
)
from monitor.cli.guarded import guarded

COMMANDS: tuple[Command, ...] = tuple(
    guarded(command)
    for command in (
        audit.group,
        db.group,
        demo.batch,
        demo.demo,
        demo.simulator,
        doctor.doctor,
        keys.group,
        outcomes.group,
        people.group,
        phones.group,
        replies.replies,
        rota.group,
        safety.group,
        schedule.group,
        sending.group,
        serve.serve,
        sms.group,
        staff.group,
        staff.shelters,
        surveys.group,
        texts.group,
    )
)


def register_commands(app: Flask) -> None:
    """Make the commands known to `flask`."""
    for command in COMMANDS:
        app.cli.add_command(command)

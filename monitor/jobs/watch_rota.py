"""Look whether somebody is on duty."""

from monitor.usecases.programme import Programme
from monitor.usecases.watch_rota import watch_rota


def run(programme: Programme) -> int:
    """Do what is due in one transaction; return how much that was."""
    with programme.database.transaction() as session:
        return watch_rota(session, programme)

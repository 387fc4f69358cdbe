"""Tell two people of new alarms."""

from monitor.usecases.programme import Programme
from monitor.usecases.tell_alarms import tell_alarms


def run(programme: Programme) -> int:
    """Do what is due in one transaction; return how much that was."""
    with programme.database.transaction() as session:
        return tell_alarms(session, programme)

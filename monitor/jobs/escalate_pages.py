"""Wake the ladders of pages nobody answered."""

from monitor.usecases.escalate_pages import escalate_pages
from monitor.usecases.programme import Programme


def run(programme: Programme) -> int:
    """Do what is due in one transaction; return how much that was."""
    with programme.database.transaction() as session:
        return escalate_pages(session, programme)

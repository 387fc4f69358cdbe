"""Chain the lines of the audit trail that were written since the last round."""

from monitor.audit.trail import seal_chain
from monitor.usecases.programme import Programme


def run(programme: Programme) -> int:
    """Chain one batch of waiting lines; return how many."""
    with programme.database.transaction() as session:
        return seal_chain(session)

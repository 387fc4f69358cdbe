"""Does one person's part of a batch so that its failure cannot hold up the others.

A job that takes fifty people in one transaction would else be stopped, at every waking, by the one
row that it cannot deal with: nobody would be written to, reviewed or paged any more.
"""

from collections.abc import Callable

import structlog
from sqlalchemy.orm import Session

log = structlog.get_logger(__name__)


def done_apart(
    session: Session, part: Callable[[], object], *, what: str, subject_id: str | None
) -> bool:
    """Do a part behind a savepoint; say whether it succeeded, and undo it where it did not.

    Whoever calls sees to it that a failed part is tried again later, and that somebody hears of it.
    """
    try:
        with session.begin_nested():
            part()
    except Exception as error:
        # No traceback: what a failed statement was given may stand in it.
        kind = type(error).__name__
        log.exception(what, subject_id=subject_id, error=kind, exc_info=False)
        return False
    return True

"""End every survey and interview of hers because she said stop; what she answered still counts."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.surveys import service as surveys
from monitor.usecases.offer_questions import definition_of
from monitor.usecases.programme import Programme
from monitor.usecases.raise_screen import raise_screen


def stop_asking(session: Session, programme: Programme, person_id: str, *, at: datetime) -> None:
    """Stop each, whoever asks it; the talk that its answers ask for does not wait for the rest."""
    for run in surveys.stop_all(session, person_id, at=at):
        definition = definition_of(programme, run)
        if definition is not None:
            raise_screen(session, definition, run, at=at)

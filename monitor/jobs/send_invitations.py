"""Invite whoever may be invited to the questions that are due."""

from monitor.usecases.programme import Programme
from monitor.usecases.send_invitations import send_invitations


def run(programme: Programme) -> int:
    """Return how many people were thought of."""
    return send_invitations(programme)

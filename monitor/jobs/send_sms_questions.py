"""Ask by text whoever agreed to that."""

from monitor.usecases.programme import Programme
from monitor.usecases.send_sms_questions import send_sms_questions


def run(programme: Programme) -> int:
    """Return how many questions will go out."""
    return send_sms_questions(programme)

"""Logs for a technician: one JSON object a line, ids and codes, never a name, a number or a text.

An exception is logged as its type and the lines it passed through. Its message is kept only where
it is one of our own, which carry no content; anybody else's might.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

from monitor.core.errors import BaadaError
from monitor.core.redaction import redact_event

Event = MutableMapping[str, Any]


def configure_logs(level: str) -> None:
    """Send every logger of the process, ours or a library's, through the same redaction."""
    configure_events()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_chain(),
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)


def configure_events() -> None:
    """Make our own events safe before any handler sees them; without this they show variables."""
    structlog.configure(
        processors=[*_chain(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _chain() -> list[Processor]:
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        place_exception,
        redact_event,
    ]


def place_exception(_logger: object, _method: str, event: Event) -> Event:
    """Replace an exception by its type and where it passed; keep the message of our own."""
    found = event.pop("exc_info", None)
    error = sys.exc_info()[1] if found is True else found
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["exception"] = type(error).__name__
        event["at"] = where(error)
        if isinstance(error, BaadaError):
            event["message"] = str(error)
    return event


def where(error: BaseException) -> list[str]:
    """Return the last lines an exception passed through, without their code."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    return [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames]

"""What a journey leaves behind outside the seals, and how a secret would show in it."""

import io
import logging
import re
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import quote, quote_plus

import structlog
from sqlalchemy import text
from sqlalchemy.engine import make_url
from werkzeug.test import TestResponse

from monitor.all_models import metadata
from monitor.core.logs import configure_logs
from monitor.privacy import vault
from monitor.usecases.programme import Programme
from tests.factories.web import Browser

BOUND = r"[\w+/=.:-]"
"""Beside one of these, digits are part of an id, an instant or a sealed value."""

LEAST_OF_BASE64 = 8
"""Fewer characters would be met in sealed values by chance."""


class Watched(Browser):
    """A browser that keeps every answer it was given."""

    seen: list[TestResponse]

    def _seen(self, response: TestResponse) -> TestResponse:
        if not hasattr(self, "seen"):
            self.seen = []
        self.seen.append(response)
        return super()._seen(response)

    def log_in(self, username: str, password: str) -> None:
        """Log in."""
        self.get("/login")
        sent = self.post("/login", {"username": username, "password": password})
        assert sent.status_code == 303
        self.get("/account")

    def outside(self) -> Iterator[str]:
        """Yield what leaves a page: addresses, titles, headers; never the page itself."""
        for response in self.seen:
            yield response.request.path + "?" + response.request.query_string.decode()
            yield str(response.headers)
            if response.mimetype == "text/html":
                page = response.text
                yield from re.findall(r"<title>(.*?)</title>", page, re.DOTALL)
                for address in re.findall(r'(?:href|action|src)="([^"]*)"', page):
                    if not address.startswith("tel:"):
                        yield unescape(address)


class Exceptions(logging.Handler):
    """Keeps what the exceptions that were logged say of themselves, causes included."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the exception of a record, and whatever it came from."""
        error = record.exc_info[1] if record.exc_info else None
        while error is not None:
            self.said.append(f"{error!r} {error}")
            error = error.__cause__ or error.__context__


@contextmanager
def written_logs() -> Iterator[tuple[io.StringIO, Exceptions]]:
    """Yield what production would write to its log, and the exceptions that were logged."""
    root, written, exceptions = logging.getLogger(), io.StringIO(), Exceptions()
    handlers, level = root.handlers[:], root.level
    before = structlog.get_config()
    configure_logs("DEBUG")
    shipped = root.handlers[0]
    assert isinstance(shipped, logging.StreamHandler)
    shipped.setStream(written)
    root.handlers[:] = [exceptions, shipped, *handlers]
    try:
        yield written, exceptions
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.configure(**before)


def bytes_of(programme: Programme) -> bytes:
    """Return the database as it lies on disk, or as a dump would carry it away."""
    url = make_url(programme.settings.database_url)
    if url.get_backend_name() == "sqlite":
        file = Path(str(url.database))
        parts = [file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))]
        return b"".join(part.read_bytes() for part in parts if part.exists())
    binary = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_dump"))[-1]
    command = [binary, "-U", str(url.username), "-h", str(url.query["host"]), str(url.database)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def cells_of(programme: Programme) -> Iterator[tuple[str, object]]:
    """Yield every cell of every table with its place."""
    with programme.database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(text(f"SELECT * FROM {table.name}")).mappings():
                for column, value in row.items():
                    if value is not None:
                        yield f"{table.name}.{column}", value


def opened_of(programme: Programme) -> Iterator[tuple[str, str]]:
    """Yield everything that lies sealed, opened, with its place."""
    with programme.database.reading() as session:
        for table in metadata.sorted_tables:
            sealed = [column.name for column in table.columns if column.name.endswith("_sealed")]
            if not sealed:
                continue
            for row in session.execute(table.select()).mappings():
                for column in sealed:
                    if row[column]:
                        place = {"table": table.name, "column": column, "row_id": row["id"]}
                        yield f"{table.name}.{column}", vault.unseal(session, row[column], **place)


def disguises(secret: str) -> Iterator[bytes]:
    """Yield how a secret may look in a file: plain, in an address, in JSON, as hex or base64."""
    plain = secret.encode()
    yield from (plain, plain.lower(), plain.upper(), plain.hex().encode())
    yield from (quote(secret).encode(), quote_plus(secret).encode())
    yield secret.encode("unicode_escape")
    for shift in range(3):
        inside = b64encode(b"\0" * shift + plain)[4 if shift else 0 : -4]
        if len(inside) >= LEAST_OF_BASE64:
            yield inside


def shown_in(secrets: list[str], where: bytes) -> list[str]:
    """Return the secrets that can be read there."""
    return [secret for secret in secrets if any(looks in where for looks in disguises(secret))]


def stands_alone(digits: str, where: str) -> bool:
    """Tell whether four digits stand there as a word, not inside an id or a sealed value."""
    return re.search(rf"(?<!{BOUND}){digits}(?!{BOUND})", where) is not None

"""A running installation as the provider meets it: its doors, its keys, and its faults."""

from dataclasses import replace
from typing import Any

from werkzeug.test import TestResponse

from monitor.app import create_app
from monitor.core.db import Database
from monitor.jobs import deliver_outbox, read_inbox
from monitor.usecases.programme import Programme
from tests.unit.sms.gateways.provider_stub import ProviderStub

GATEWAY = "africastalking"
FORM = "application/x-www-form-urlencoded"


class Installation:
    """A running installation, the provider it sends to, and the provider's side of its doors."""

    def __init__(self, programme: Programme, provider: ProviderStub) -> None:
        self.programme = programme
        self.provider = provider
        self._client = create_app(programme.settings, programme=programme).test_client()

    def call(
        self,
        kind: str,
        body: bytes,
        *,
        query: str | None = None,
        content_type: str | None = FORM,
        method: str = "POST",
        path: str | None = None,
    ) -> TestResponse:
        """Make one request with exactly these bytes, under the right key unless told otherwise."""
        query = f"key={self.key_of(kind)}" if query is None else query
        address = path or f"/callbacks/{GATEWAY}/{kind}"
        return self._client.open(
            address + (f"?{query}" if query else ""),
            method=method,
            data=body,
            content_type=content_type,
        )

    def key_of(self, kind: str) -> str:
        """Return the key of a kind of callback."""
        return self.programme.keyring.callbacks[kind][0]

    def read_inbox(self) -> None:
        """Run the job that understands what was stored."""
        read_inbox.run(self.programme)

    def deliver(self) -> None:
        """Run the job that sends what is due."""
        deliver_outbox.run(self.programme)

    def broken(self, **parts: Any) -> "Installation":
        """Return the same installation with parts that fail."""
        return Installation(replace(self.programme, **parts), self.provider)


class BrokenClock:
    """A clock of the security kind that cannot be read: whatever asks it raises."""

    def now(self) -> Any:
        raise OSError("the clock cannot be read")


def unreachable_database(programme: Programme) -> Database:
    """Return a database of the same kind that is not there."""
    if programme.settings.database_url.startswith("sqlite"):
        url = f"sqlite:///{programme.settings.var_dir}/missing/baada.db"
    else:
        url = "postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=2"
    return Database(url, info={"keyring": programme.keyring})

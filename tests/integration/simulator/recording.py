"""An application that keeps every callback and answers as a test wishes."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl


@dataclass(frozen=True)
class Received:
    kind: str
    key: str
    content_type: str
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True, strict_parsing=True))


@dataclass
class RecordingApplication:
    """Keeps each callback; answers 200, or what the test has put into `answers`."""

    answers: list[tuple[str, str]] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)
    reply: Callable[[Received], str] = lambda received: ""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        key = parse_qs(environ["QUERY_STRING"]).get("key", [""])[0]
        kind = environ["PATH_INFO"].removeprefix("/callbacks/africastalking/")
        received = Received(kind, key, environ["CONTENT_TYPE"], body)
        with self.changed:
            self.received.append(received)
            status, text = self.answers.pop(0) if self.answers else ("200 OK", "")
            self.changed.notify_all()
        start_response(status, [("Content-Type", "text/plain"), ("Location", "/elsewhere")])
        return [(text or self.reply(received)).encode()]

    def of(self, kind: str) -> list[dict[str, str]]:
        with self.changed:
            return [r.form for r in self.received if r.kind == kind]

    def wait_for(self, count: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.received) >= count, timeout=10)

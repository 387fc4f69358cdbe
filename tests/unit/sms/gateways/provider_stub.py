"""A real HTTP server on this machine that answers as a provider was seen to answer."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import parse_qs

NUMBER = "+254700000001"
Form = dict[str, list[str]]


class ProviderStub:
    """Answers every request alike and keeps what was asked; `answer` may be changed in between."""

    def __init__(self) -> None:
        self.status = 201
        self.content_type = "application/json"
        self.body = b""
        self.headers: dict[str, str] = {}
        self.paths: list[str] = []
        self.forms: list[Form] = []
        self.keys: list[str | None] = []
        self.idempotency: list[str | None] = []
        self.hangs_up = False
        self.stalls = False
        self.url = ""
        self.released = Event()

    def answer(self, status: int, body: bytes, *, content_type: str = "application/json") -> None:
        self.status, self.body, self.content_type = status, body, content_type


@contextmanager
def running() -> Iterator[ProviderStub]:
    """Serve until the block ends; a stalled request is released first."""
    stub = ProviderStub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(stub))
    server.daemon_threads = False
    stub.url = f"http://127.0.0.1:{server.server_port}/version1"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield stub
    finally:
        stub.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(stub: ProviderStub) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            stub.paths.append(self.path)
            stub.forms.append(parse_qs(raw.decode("ascii"), keep_blank_values=True))
            stub.keys.append(self.headers["apiKey"])
            stub.idempotency.append(self.headers["Idempotency-Key"])
            if stub.stalls:
                stub.released.wait()
            if stub.stalls or stub.hangs_up:
                self.close_connection = True
                return
            self.send_response(stub.status)
            self.send_header("Content-Type", stub.content_type)
            self.send_header("Content-Length", str(len(stub.body)))
            for name, value in stub.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(stub.body)

        def log_message(self, format: str, *args: object) -> None:
            """Keep the test's output quiet."""

    return Handler


def entry(**changes: object) -> dict[str, object]:
    """Return one recipient's entry as the provider writes it, with changes."""
    usual: dict[str, object] = {"statusCode": 101, "number": NUMBER, "status": "Success"}
    usual |= {"cost": "KES 0.8000", "messageId": "ATXid_0001", "messageParts": 1}
    return usual | changes


def reply(*entries: object, message: str = "Sent to 1/1") -> bytes:
    """Return the provider's answer about these recipients."""
    return json.dumps({"SMSMessageData": {"Message": message, "Recipients": entries}}).encode()

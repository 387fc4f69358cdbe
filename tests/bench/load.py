"""Posts conversations at a server, so many at a time, and keeps how long every answer took."""

import http.client
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PATIENCE_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Post:
    """One form to post, and what its answer has to begin with."""

    path: str
    fields: dict[str, str]
    begins: tuple[str, ...] = ("",)
    timed: bool = True


Conversation = Sequence[Post]
"""One form after the other, each once the one before it is answered."""


@dataclass
class Outcome:
    """The seconds of every timed answer, how many answers were wrong, and the whole time."""

    seconds: list[float] = field(default_factory=list)
    wrong: int = 0
    lasted: float = 0.0

    @property
    def rate(self) -> float:
        """Return the timed answers per second."""
        return len(self.seconds) / self.lasted if self.lasted else 0.0


def play(port: int, conversations: Iterable[Conversation], *, clients: int) -> Outcome:
    """Play all conversations with so many clients at once, each on one kept connection."""
    source, lock, outcome = iter(conversations), threading.Lock(), Outcome()

    def next_one() -> Conversation | None:
        with lock:
            return next(source, None)

    def client() -> None:
        mine = _talk(port, next_one)
        with lock:
            outcome.seconds.extend(mine.seconds)
            outcome.wrong += mine.wrong

    threads = [threading.Thread(target=client) for _ in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.lasted = time.perf_counter() - begun
    return outcome


def _talk(port: int, next_one: Callable[[], Conversation | None]) -> Outcome:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    outcome = Outcome()
    for post in _posts(next_one):
        begun = time.perf_counter()
        is_right = _post(line, post)
        if post.timed:
            outcome.seconds.append(time.perf_counter() - begun)
        outcome.wrong += not is_right
    line.close()
    return outcome


def _posts(next_one: Callable[[], Conversation | None]) -> Iterator[Post]:
    while (conversation := next_one()) is not None:
        yield from conversation


def _post(line: http.client.HTTPConnection, post: Post) -> bool:
    try:
        line.request("POST", post.path, urlencode(post.fields), FORM)
        answer = line.getresponse()
        body = answer.read().decode()
    except (OSError, http.client.HTTPException):
        line.close()
        return False
    return answer.status == 200 and body.startswith(post.begins)

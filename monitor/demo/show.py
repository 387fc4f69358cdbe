"""The whole demo: play the last weeks, serve them, play the past meanwhile, offer to switch."""

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from types import FrameType

from monitor.core.clock import Clock
from monitor.core.settings import Settings
from monitor.demo.cast import HISTORY, PHRASE, RECENT, STAFF
from monitor.demo.door import ClockDoor
from monitor.demo.folder import Folder, State, environment
from monitor.demo.player import Player, Told
from monitor.demo.processes import Child, Pair, be_nice, flask, pause, refuse_taken

DEMO = "demo"
LOOK_SECONDS = 0.5
REAL_TIME = 1.0
_ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Show:
    """Runs the demo until it is interrupted."""

    def __init__(
        self, settings: Settings, *, wall: Clock, inherited: Mapping[str, str],
        say: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._settings, self._wall, self._say = settings, wall, say
        self._inherited = inherited
        self.recent = Folder(settings.var_dir / "recent")
        self.full = Folder(settings.var_dir / "full")

    def run(self) -> None:
        """Play what is missing, serve it, and end every process at the end."""
        refuse_taken(self._settings.port)
        refuse_taken(self._settings.port + 1)
        with interruptible():
            try:
                self._run()
            except KeyboardInterrupt:
                self._say("The demo has ended. 'make demo' goes on from here.")

    def play_past(self) -> None:
        """Play all eighteen months, out of the way of everything else."""
        be_nice()
        player = self._player(self.full, HISTORY, told=self._tell_recent)
        with interruptible():
            try:
                player.play()
            except KeyboardInterrupt:
                return
        self.recent.show_progress(1, 1)

    def _run(self) -> None:
        full = self.full.read()
        if full is not None and full.finished:
            self._serve(self.full, full)
            return
        state = self._player(self.recent, RECENT, told=self._tell_terminal).play()
        self._serve(self.recent, state, play_past=True)
        full = self.full.read()
        if full is not None:
            self._serve(self.full, full)

    def _serve(self, folder: Folder, state: State, *, play_past: bool = False) -> None:
        """Serve a folder at real time until somebody asks for the other."""
        port = self._settings.port
        env = environment(
            folder, inherited=self._inherited, port=port, simulator_port=port + 1,
            scheduler=True, start=state.played_to,
        )  # fmt: skip
        with Pair(env, port=port, simulator_port=port + 1, logs=folder.logs) as pair:
            pair.wait()
            ClockDoor(pair.url).run(REAL_TIME)
            self._greet(folder)
            with self._playing_past() if play_past else nullcontext() as past:
                while not self._is_over(folder, past):
                    pair.check()
                    pause(LOOK_SECONDS)

    @contextmanager
    def _playing_past(self) -> Iterator[Child]:
        """Play all eighteen months in a process of its own."""
        past = Child(
            "player of the past",
            flask("demo", "--play-past"),
            env=self._own_environment(),
            log=self.full.logs / "player.log",
        )
        try:
            yield past
        finally:
            past.end()

    def _is_over(self, folder: Folder, past: Child | None) -> bool:
        if past is None:
            return False
        if past.exit_status not in (None, 0):
            past.check()
        return past.exit_status == 0 and folder.wants_switch()

    def _greet(self, folder: Folder) -> None:
        port = self._settings.port
        self._say("")
        for member in STAFF:
            self._say(f"  {member.username:<15} {member.role:<11} password: {PHRASE}")
        span = "the last four weeks" if folder == self.recent else "eighteen months"
        self._say(
            f"Baada ({span}): http://localhost:{port}/   phones and clock: "
            f"http://localhost:{port + 1}/   Ctrl-C ends it."
        )

    def _player(self, folder: Folder, length: timedelta, *, told: Told) -> Player:
        return Player(
            folder,
            length=length,
            wall=self._wall,
            languages=self._settings.config_dir / "languages",
            inherited=self._inherited,
            told=told,
        )

    def _own_environment(self) -> dict[str, str]:
        return {**self._inherited, "BAADA_VAR_DIR": str(self._settings.var_dir.resolve())}

    def _tell_terminal(self, begins: datetime, at: datetime, ends: datetime) -> None:
        days, of = (at - begins).days, (ends - begins).days
        self._say(f"  day {days} of {of} is played")

    def _tell_recent(self, begins: datetime, at: datetime, ends: datetime) -> None:
        self.recent.show_progress((at - begins).days, (ends - begins).days)


@contextmanager
def interruptible() -> Iterator[None]:
    """Treat a request to end like Ctrl-C, so that every child is ended in order."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {name: signal.signal(name, stop) for name in _ENDS}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)

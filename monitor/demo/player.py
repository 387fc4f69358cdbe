"""Plays one folder to the present: sets it up where it is new, goes on where it was left."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

from monitor.core.clock import NAIROBI, Clock, to_local
from monitor.core.language import load_languages
from monitor.demo import persona, stage, words
from monitor.demo.agenda import Act, Agenda, Deed
from monitor.demo.agenda import load as load_agenda
from monitor.demo.cast import PHRASE, STAFF, Resident, Temper, residents
from monitor.demo.chance import Chance
from monitor.demo.desk import Desk
from monitor.demo.director import Director, plan
from monitor.demo.door import ClockDoor
from monitor.demo.folder import Folder, State, environment
from monitor.demo.phones import Phones
from monitor.demo.processes import Pair, free_port

KEPT_EVERY = timedelta(days=1)
LAST_SCENE = timedelta(hours=5)
ASKED = ("checkin_a", "checkin_b", "checkin_plain", "reminder", "invite")

Told = Callable[[datetime, datetime, datetime], None]
"""Hears where the history begins, how far it is played, and where it ends."""


class Player:
    """Plays one folder."""

    def __init__(
        self,
        folder: Folder,
        *,
        length: timedelta,
        wall: Clock,
        languages: Path,
        inherited: Mapping[str, str],
        told: Told,
    ) -> None:
        self._folder, self._length, self._wall = folder, length, wall
        self._wordings = asked(languages)
        self._inherited, self._told = inherited, told
        self._ports = (free_port(), free_port())

    def play(self) -> State:
        """Play to the present and return the state then."""
        state = self._folder.read()
        if state is not None and state.finished:
            return state
        start = _morning(self._wall.now() - self._length)
        if state is None:
            stage.make_installation(self._folder, at=self._wall.now())
        env = self._env(start if state is None else state.played_to)
        port, simulator_port = self._ports
        with Pair(env, port=port, simulator_port=simulator_port, logs=self._folder.logs) as pair:
            links: Mapping[str, str] = {}
            if state is None:
                state, links = self._set_up(env, start)
            pair.wait()
            return self._play_on(pair, state, links)

    def _set_up(self, env: Mapping[str, str], start: datetime) -> tuple[State, Mapping[str, str]]:
        """Add staff and people; application and simulator start meanwhile."""
        now = self._wall.now()
        today = to_local(now).date()
        people = residents(today)
        first = [her for her in people if her.exit_on <= to_local(start).date()]
        links = stage.add_everybody(
            env, folder=self._folder.path, people=first, begins_at=start, ends_at=now
        )
        agenda = Agenda(plan(people, start=start, end=now - LAST_SCENE))
        state = State(today=today, begins_at=start, played_to=start, agenda=tuple(agenda.dump()))
        return state, links

    def _play_on(self, pair: Pair, state: State, links: Mapping[str, str]) -> State:
        desks = {m.username: Desk(pair.url, m.username, PHRASE) for m in STAFF}
        for username, link in links.items():
            desks[username].start(link)
        people = residents(state.today)
        phones = Phones(pair.simulator_url)
        if links:
            _greet(phones, people, state.begins_at)
        director = Director(
            door=ClockDoor(pair.url),
            phones=phones,
            desks=desks,
            people=people,
            wordings=self._wordings,
            agenda=load_agenda(state.agenda),
            seen=state.seen,
            tries=state.tries,
        )
        keeper = _Keeper(self._folder, state, director, self._told, self._wall, pair)
        try:
            director.play(self._wall.now() - LAST_SCENE, on_step=keeper)
            director.agenda.add(last_scene(people, self._wall.now()))
            director.play(self._wall.now(), on_step=keeper)
        finally:
            keeper.keep(finished=False)
        return keeper.keep(finished=True)

    def _env(self, start: datetime) -> dict[str, str]:
        port, simulator_port = self._ports
        return environment(
            self._folder,
            inherited=self._inherited,
            port=port,
            simulator_port=simulator_port,
            scheduler=False,
            start=start,
        )


class _Keeper:
    """Keeps how far it is played once a day, and watches that both processes live."""

    def __init__(
        self, folder: Folder, state: State, director: Director, told: Told, wall: Clock, pair: Pair
    ) -> None:
        self._folder, self._state, self._director = folder, state, director
        self._told, self._wall, self._pair = told, wall, pair
        self._at = self._kept_at = state.played_to

    def __call__(self, at: datetime) -> None:
        """Note how far it is played."""
        self._at = at
        if at - self._kept_at < KEPT_EVERY:
            return
        self._pair.check()
        self.keep(finished=False)
        self._told(self._state.begins_at, at, self._wall.now())

    def keep(self, *, finished: bool) -> State:
        """Write the state down and return it."""
        self._kept_at = self._at
        self._state = replace(
            self._state,
            played_to=self._at,
            finished=finished,
            seen=self._director.seen,
            tries=self._director.casework.tries,
            agenda=tuple(self._director.agenda.dump()),
        )
        self._folder.write(self._state)
        return self._state


def asked(languages: Path) -> dict[str, str]:
    """Return the texts that ask for an answer, each with its name."""
    found = {}
    for language in load_languages(languages).by_code.values():
        texts = language.texts
        found.update({texts[name]: name for name in ASKED if name in texts})
    return found


def last_scene(people: Iterable[Resident], now: datetime) -> list[Act]:
    """Return the last hours: somebody in danger, somebody to be called, and nobody at the desk."""
    well = [her for her in people if her.temper in (Temper.RELIABLE, Temper.TROUBLED)]
    chosen = (
        (12, words.DISTRESS), (35, words.WORRY), (55, words.CALL), (95, words.PROBLEM),
        (150, words.PROBLEM), (190, words.QUESTION),
    )  # fmt: skip
    acts = []
    for (minutes, meaning), her in zip(chosen, well[-6::-7], strict=False):
        chance = Chance(f"{her.code_name} at the end")
        text = words.pick(meaning, her.language, chance)
        acts.append(Act(now - timedelta(minutes=minutes), her.code_name, Deed.TEXT, text))
    return acts


def _greet(phones: Phones, people: Iterable[Resident], start: datetime) -> None:
    """Show everybody's phone; who left before the beginning proves that it is she by her PIN."""
    for her in people:
        phones.open(her.number)
        left = datetime.combine(her.exit_on, time(), NAIROBI) <= start
        if left and her.temper is not Temper.SILENT:
            phones.dial(her.number, her.pin, entries=0, chance=Chance(her.code_name))
        elif persona.turning_point(her) <= start and her.temper is Temper.MOVED:
            phones.switch(her.number, "does_not_exist")
    phones.flush()


def _morning(at: datetime) -> datetime:
    return to_local(at).replace(hour=8, minute=0, second=0, microsecond=0)

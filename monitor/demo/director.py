"""Plays the history: moves the clock from due time to due time and acts for everybody.

Everything goes through HTTP as it would in life, so the history is made by the real engine alone.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from monitor.core.clock import NAIROBI, to_local
from monitor.core.errors import Invalid
from monitor.core.phone import normalise
from monitor.demo import persona, words
from monitor.demo.agenda import Act, Agenda, Deed
from monitor.demo.casework import Casework
from monitor.demo.cast import ON_CALL, STAFF, Resident, Temper
from monitor.demo.chance import Chance
from monitor.demo.desk import Desk
from monitor.demo.door import ClockDoor, Moment
from monitor.demo.forms import enrolment_of
from monitor.demo.phones import Heard, Phones

STRIDE = timedelta(minutes=120)
"""What falls due within so much of played time is played together; what is urgent waits less."""

CASES_A_SHIFT = 2
ENROLS = "supervisor"
SHIFTS = (
    ("worker.acacia", time(8, 40), (0, 2, 4)),
    ("worker.baobab", time(8, 50), (1, 3, 5)),
    ("supervisor", time(11), (0, 3)),
)
"""Who sits down at her desk when, and on which days of the week, Monday being 0."""

_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)


class Director:
    """Plays one folder from where it stands."""

    def __init__(
        self,
        *,
        door: ClockDoor,
        phones: Phones,
        desks: Mapping[str, Desk],
        people: Iterable[Resident],
        wordings: Mapping[str, str],
        agenda: Agenda,
        seen: int,
        tries: Mapping[str, int],
    ) -> None:
        self._door, self._phones, self._desks = door, phones, desks
        self._people = {her.code_name: her for her in people}
        self._by_number = {_e164(her.number): her for her in self._people.values()}
        self._on_call = {
            _e164(m.phone): m.username for m in STAFF if m.phone and m.username in ON_CALL
        }
        self._wordings = wordings
        self.agenda, self.seen = agenda, seen
        self.casework = Casework(self._people, tries)

    def play(self, until: datetime, *, on_step: Callable[[datetime], None]) -> None:
        """Play to an instant; `on_step` hears how far, and may stop by raising."""
        moment = self._door.look()
        while moment.now < until:
            moment = self._door.jump(self._next_stop(moment, until))
            if moment.done:
                self._phones.flush()
                self._react()
            acts = self.agenda.take(moment.now)
            for act in acts:
                self._perform(act, moment.now)
            if any(_is_urgent(act) for act in acts):
                moment = self._settle(moment)
            on_step(moment.now)
        self._settle(moment)

    def _next_stop(self, moment: Moment, until: datetime) -> datetime:
        """Return the next instant worth stopping at; never the same one again."""
        planned = (moment.next_due, self.agenda.next_at)
        wanted = min((at for at in planned if at is not None), default=until)
        soonest = moment.now + STRIDE
        urgent = self.agenda.next_where(_is_urgent) or soonest
        stop = max(wanted, min(soonest, urgent))
        return min(max(stop, moment.now + _MINUTE), until)

    def _settle(self, moment: Moment) -> Moment:
        """Let what was just said arrive and be dealt with, the clock standing still."""
        self._phones.flush()
        moment = self._door.jump(moment.now)
        self._phones.flush()
        self._react()
        return moment

    def _react(self) -> None:
        """Have whoever got a text since decide what to do about it."""
        for heard in self._phones.heard(self.seen):
            self.seen = max(self.seen, heard.seq)
            self.agenda.add(self._reactions(heard))

    def _reactions(self, heard: Heard) -> Iterator[Act]:
        username = self._on_call.get(heard.number)
        if username is not None:
            chance = Chance(f"{username} paged {heard.at}")
            yield Act(heard.at + chance.minutes(3, 25), username, Deed.PAGE)
            return
        her = self._by_number.get(heard.number)
        meaning = self._wordings.get(heard.text, "")
        if her is None or not meaning:
            return
        if has_sold(her, by=heard.at):
            act = persona.stranger_answers(her, at=heard.at)
        else:
            act = persona.answer(her, reminder=meaning == "reminder", at=heard.at)
        if act is not None:
            yield act

    def _perform(self, act: Act, now: datetime) -> None:
        {
            Deed.TEXT: self._text,
            Deed.DIAL: self._dial,
            Deed.PHONE: self._switch,
            Deed.ENROL: self._enrol_people,
            Deed.SHIFT: self._shift,
            Deed.PAGE: self._page,
        }[act.deed](act, now)

    def _text(self, act: Act, now: datetime) -> None:
        self._phones.text(self._number(act), act.what)

    def _dial(self, act: Act, now: datetime) -> None:
        chance = Chance(f"{act.who} dials {act.at}")
        pin = self._people[act.who].pin
        self._phones.dial(self._number(act), pin, entries=int(act.what), chance=chance)

    def _switch(self, act: Act, now: datetime) -> None:
        self._phones.switch(self._number(act), act.what)

    def _enrol_people(self, act: Act, now: datetime) -> None:
        on = date.fromisoformat(act.what)
        for her in self._people.values():
            if her.exit_on == on and not self._desks[ENROLS].post(
                "/enrol", enrolment_of(her, today=on)
            ):
                raise Invalid(f"{her.code_name} was not enrolled; see the form")

    def _shift(self, act: Act, now: datetime) -> None:
        self.casework.work(self._desks[act.who], most=CASES_A_SHIFT, at=now)

    def _page(self, act: Act, now: datetime) -> None:
        self.casework.answer_page(self._desks[act.who], at=now)

    def _number(self, act: Act) -> str:
        return self._people[act.who].number


def plan(people: Iterable[Resident], *, start: datetime, end: datetime) -> Iterator[Act]:
    """Yield what is planned from the beginning: exits, lives, and the working days of staff."""
    everybody = tuple(people)
    for her in everybody:
        yield from persona.life(her, start=start, end=end)
    for on in sorted({her.exit_on for her in everybody}):
        at = _at(on, time(10))
        if at > start:
            yield Act(at, "", Deed.ENROL, on.isoformat())
    yield from _shifts(start, end)


def _shifts(start: datetime, end: datetime) -> Iterator[Act]:
    day = to_local(start).date()
    while _at(day, time()) < end:
        for username, begins, weekdays in SHIFTS:
            at = _at(day, begins)
            if day.weekday() in weekdays and start < at < end:
                yield Act(at, username, Deed.SHIFT)
        day += _DAY


def _is_urgent(act: Act) -> bool:
    """Say whether somebody would be kept waiting: a page, or words that are not of being well."""
    return act.deed is Deed.PAGE or (act.deed is Deed.TEXT and not words.is_calm(act.what))


def has_sold(her: Resident, *, by: datetime) -> bool:
    """Say whether a stranger has her number by an instant."""
    return her.temper is Temper.SOLD and persona.turning_point(her) <= by


def _at(on: date, when: time) -> datetime:
    return datetime.combine(on, when, NAIROBI)


def _e164(number: str) -> str:
    found = normalise(number)
    if found is None:
        raise ValueError("the cast holds a number that does not exist")
    return found

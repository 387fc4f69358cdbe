"""The people and the staff of the synthetic programme: the same every time, and nobody real.

Code names are Swahili words for birds, trees, sky and water, never persons' names.
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from monitor.demo.chance import Chance

SHELTERS = ("Acacia House", "Baobab House")
HISTORY = timedelta(days=548)
"""Eighteen months."""

RECENT = timedelta(days=28)
PHRASE = "mvua ya asubuhi"
"""Opens every account of the demo; it is printed, and no other installation is given it."""

PLAN_LASTS = timedelta(days=90)
EXIT_EVERY_DAYS = 14
COLUMNS = (
    "code_name", "exit_date", "shelter", "services", "phone", "shared_with", "windows",
    "content_level", "survey_channel", "language", "wording", "plan_expires", "consents", "risk",
    "caseworker", "birth_year", "gender", "county", "pin", "duress_1", "duress_2",
)  # fmt: skip


class Temper(StrEnum):
    """How somebody deals with her phone."""

    RELIABLE = "reliable"
    FORGETFUL = "forgetful"
    FADING = "fading"
    """Answers for some months, then no more."""
    SILENT = "silent"
    TROUBLED = "troubled"
    AWAY = "away"
    """Her phone is off for a month."""
    MOVED = "moved"
    """Her number stops working one day."""
    SOLD = "sold"
    """One day a stranger has her number."""
    LEAVING = "leaving"
    """Asks one day to be left alone."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """One member of staff."""

    username: str
    role: str
    language: str
    shelter: str | None = None
    phone: str | None = None


@dataclass(frozen=True, kw_only=True)
class Resident:
    """One person who left a shelter."""

    code_name: str
    number: str
    exit_on: date
    shelter: str
    services: str
    windows: str
    content_level: str
    survey_channel: str
    language: str
    wording: str
    consents: str
    risk: str
    caseworker: str
    birth_year: int
    gender: str
    county: str
    pin: str
    temper: Temper
    shared_with: str = ""
    duress: tuple[str, str] = ("", "")


STAFF = (
    Member(
        username="worker.acacia",
        role="caseworker",
        language="en",
        shelter=SHELTERS[0],
        phone="0700900001",
    ),
    Member(
        username="worker.baobab",
        role="caseworker",
        language="en",
        shelter=SHELTERS[1],
        phone="0700900002",
    ),
    Member(username="worker.nights", role="caseworker", language="en", phone="0700900003"),
    Member(username="supervisor", role="supervisor", language="en", phone="0700900004"),
    Member(username="manager", role="manager", language="en", phone="0700900005"),
    Member(username="technician", role="technician", language="en"),
)
CASEWORKERS = dict(zip(SHELTERS, ("worker.acacia", "worker.baobab"), strict=True))
ON_CALL = tuple(member.username for member in STAFF[:4])

_CODE_NAMES = (
    "Mkuyu", "Mbuyu", "Mvule", "Mkwaju", "Mnazi", "Msonobari", "Mtini", "Mpera", "Mninga",
    "Mvinje", "Mkunazi", "Mzambarau", "Mfenesi", "Mlimau", "Mkaratusi", "Muarobaini", "Mgunga",
    "Mtende", "Mwerezi", "Mkangazi", "Kunguru", "Njiwa", "Kanga", "Mwewe", "Bundi", "Heroe",
    "Korongo", "Chiriku", "Kasuku", "Mwari", "Kipanga", "Kware", "Shore", "Hondohondo", "Mbuni",
    "Kozi", "Tumbusi", "Mbayuwayu", "Shakwe", "Kigogota", "Kilimia", "Upinde", "Wingu", "Umeme",
    "Machweo", "Alfajiri", "Ukungu", "Umande", "Mawimbi", "Chemchemi", "Maporomoko", "Jabali",
    "Kilima", "Theluji", "Bonde", "Pwani", "Kimondo", "Mwangaza", "Kisiwa", "Mlima",
)  # fmt: skip
_COUNTIES = {
    SHELTERS[0]: ("Nairobi", "Kiambu", "Machakos", "Nakuru", "Kajiado", "Murang'a"),
    SHELTERS[1]: ("Mombasa", "Kilifi", "Kwale", "Taita Taveta", "Kisumu", "Busia"),
}
_WINDOWS = (
    "daily 08:00-20:00",
    "mon-fri 08:00-20:00;sun 12:00-18:00",
    "mon-sat 09:00-19:00",
    "daily 12:00-21:00",
    "mon,wed,fri 08:00-20:00;sat 09:00-18:00",
    "tue,thu 10:00-19:00;sun 14:00-18:00",
)
_WORDINGS = ("checkin_a", "checkin_a", "checkin_b", "checkin_plain")
_SERVICES = ("psychological", "medical", "legal", "vocational", "religious")
_TEMPERS = (
    *(Temper.RELIABLE,) * 6,
    *(Temper.FORGETFUL,) * 5,
    *(Temper.FADING,) * 3,
    *(Temper.TROUBLED,) * 2,
    Temper.SILENT,
    Temper.AWAY,
    Temper.MOVED,
    Temper.LEAVING,
)
_STRIDE = 23
"""Shares no factor with the number of names, so that birds and trees mix."""

_PREFIXES = ("0700", "0733", "0722", "0771")


def residents(today: date) -> tuple[Resident, ...]:
    """Return the sixty people; the first left eighteen months before today, the last this month.

    >>> found = residents(date(2026, 11, 24))
    >>> len(found), len({her.number for her in found}), str(found[0].exit_on)
    (60, 60, '2025-05-23')
    """
    count = len(_CODE_NAMES)
    names = (_CODE_NAMES[place * _STRIDE % count] for place in range(count))
    return tuple(_resident(place, name, today) for place, name in enumerate(names))


def as_csv(chosen: Iterable[Resident], *, today: date) -> str:
    """Return the file that `flask people import` takes."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(COLUMNS)
    for her in chosen:
        lines.writerow(_line(her, today))
    return out.getvalue()


def _resident(place: int, code_name: str, today: date) -> Resident:
    chance = Chance(f"{code_name} as a person")
    shelter = SHELTERS[place % 2]
    surveyed = chance.happens(0.55)
    language = "en" if chance.happens(0.25) else "sw"
    temper = Temper.SOLD if place == 20 else _TEMPERS[place * 7 % len(_TEMPERS)]
    return Resident(
        code_name=code_name,
        number=f"{_PREFIXES[place % 4]}{100100 + place * 37}",
        exit_on=_exit_on(place, today),
        shelter=shelter,
        services=";".join(chance.some(_SERVICES, chance.between(1, 3))),
        windows=chance.pick(_WINDOWS),
        content_level="on_request" if surveyed else "covert",
        survey_channel="ussd" if surveyed else chance.pick(("voice", "voice", "none")),
        language=language,
        wording=chance.pick(_WORDINGS),
        consents="checkins;surveys" if surveyed or chance.happens(0.7) else "checkins",
        risk="high" if chance.happens(0.3) else "low",
        caseworker=CASEWORKERS[shelter],
        birth_year=today.year - chance.between(19, 41),
        gender=chance.pick("ffffm"),
        county=chance.pick(_COUNTIES[shelter]),
        pin=_pin(chance),
        temper=temper,
        shared_with=chance.pick(("", "", "", "dada", "mume")),
        duress=("maembe", "kipepeo") if place % 6 == 0 else ("", ""),
    )


def _exit_on(place: int, today: date) -> date:
    """Return a Friday; the houses let people go every other week, so that they go together."""
    steps = HISTORY.days // EXIT_EVERY_DAYS
    back = EXIT_EVERY_DAYS * (steps - place * steps // len(_CODE_NAMES))
    day = today - timedelta(days=back)
    return day - timedelta(days=(day.weekday() - 4) % 7)


def _pin(chance: Chance) -> str:
    """Return four digits that nobody would guess first."""
    return f"{chance.pick('24679')}{chance.pick('1358')}{chance.pick('0246')}{chance.pick('1579')}"


def _line(her: Resident, today: date) -> tuple[str | int, ...]:
    return (
        her.code_name, her.exit_on.isoformat(), her.shelter, her.services, her.number,
        her.shared_with, her.windows, her.content_level, her.survey_channel, her.language,
        her.wording, plan_expires(her, today).isoformat(), her.consents, her.risk,
        her.caseworker, her.birth_year, her.gender, her.county, her.pin, *her.duress,
    )  # fmt: skip


def plan_expires(her: Resident, today: date) -> date:
    """Return when her plan ends: 90 days after the exit, or after the renewals since."""
    ends = her.exit_on + PLAN_LASTS
    while ends < today + timedelta(days=10):
        ends += PLAN_LASTS
    return ends

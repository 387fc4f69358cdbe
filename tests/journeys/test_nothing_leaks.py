"""A journey with everything in it leaves no name, number, word or code behind outside the seals."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from monitor.audit.models import AuditEvent
from monitor.core.facts import Fact
from monitor.jobs.registry import JOBS
from monitor.jobs.scheduler import run_guarded
from monitor.privacy import vault
from monitor.privacy.seal import SealBroken
from monitor.sms.gateway import SendKind
from monitor.sms.gateways.recording import refused
from monitor.triage.models import Case
from tests.factories.staff import PASSWORD
from tests.journeys.enrolling import enrol_by_form
from tests.journeys.story import HER, NJERI, STRANGER, TEAM, Story
from tests.journeys.traces import (
    Watched,
    bytes_of,
    cells_of,
    opened_of,
    shown_in,
    stands_alone,
    written_logs,
)

CODE_NAME, PIN, OTHER_PIN, WRONG_PIN = "Zuhura Anga", "4821", "7395", "6150"
DANGER, NOT_SAFE = "maembe", "kipepeo"
COVER, SHARED, TRUSTED = "duka la viatu pinki", "binamu wa jirani", "Shangazi Mwezi"
SCOPE, TRUSTED_NUMBER = "mwambie mvua inanyesha", "+254733987654"
NOTE, DRAFT = "amelala kanisani kwa siri", "rasimu ya daftari nyekundu"
TEXTS = (
    "sawa lakini amenipiga zambarau",
    "nina shida ya unga tumbaku",
    f"tunapika {DANGER} chungwani",
    "ulijuaje qwzx blorpex",
    "namba yangu mpya ni 0733987654 parachichi",
    "STOP texting he reads my phone and beats me",
)
ON_SCREEN = "nimefungiwa chumbani kiatukile"
OF_STRANGER = "nisaidie wanataka kuniua mkorosho"
WORDS = ("zambarau", "tumbaku", "chungwani", "blorpex", "parachichi", "kiatukile", "mkorosho")


def spellings(number: str) -> list[str]:
    """Return how people and providers write a Kenyan number."""
    bare = number.removeprefix("+254")
    return [number, number[1:], f"0{bare}", bare, f"0{bare[:3]} {bare[3:6]} {bare[6:]}"]


NUMBERS = [HER, STRANGER, TRUSTED_NUMBER, *(number for _, _, number in TEAM.values())]
SECRETS = [
    *(CODE_NAME, DANGER, NOT_SAFE, COVER, SHARED, TRUSTED, SCOPE, NOTE, DRAFT, PASSWORD),
    *(*TEXTS, ON_SCREEN, OF_STRANGER, *WORDS),
    *(spelling for number in NUMBERS for spelling in spellings(number)),
    f"{PIN}*", f"*{PIN}", f"{OTHER_PIN}*",
]  # fmt: skip
PINS = (PIN, OTHER_PIN, WRONG_PIN)


class OurGatewayError(Exception):
    """A library that names the number in what it raises."""


@contextmanager
def without(story: Story, table: str) -> Iterator[None]:
    """Break the programme: one of its tables is away for a while."""
    engine = story.programme.database.engine
    with engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_away"))
    yield
    with engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table}_away RENAME TO {table}"))


def play(story: Story) -> list[Watched]:
    """Play everything once: texts, screens, codes, notes, and failures of every kind."""
    browsers = [Watched(story.app.test_client()) for _ in range(3)]
    supervisor, caseworker, stranger_here = browsers
    story.duty()
    story.browse("wanjiku"), story.browse("njeri")
    supervisor.log_in("wanjiku", PASSWORD)
    enrol_by_form(
        story, supervisor, code_name=CODE_NAME, pin=PIN, duress_pin=OTHER_PIN, duress_1=DANGER,
        duress_2=NOT_SAFE, cover_story=COVER, shared_with=SHARED, survey_channel="ussd",
        trusted_name=TRUSTED, trusted_number=TRUSTED_NUMBER, trusted_scope=SCOPE,
        consents=["checkins", "surveys", "trusted_contact"],
    )  # fmt: skip
    phone_calls(story)
    stranger_here.get("/login")
    stranger_here.post("/login", {"username": CODE_NAME, "password": HER})
    work(story, caseworker)
    fail(story, caseworker)
    story.later(days=3)
    return browsers


def her_case(story: Story) -> str:
    """Return her case of distress; the stranger has another."""
    (case,) = story.rows(Case, Case.reason == "distress", Case.person_id.is_not(None))
    return str(case.id)


def phone_calls(story: Story) -> None:
    """Have her write and dial, and a stranger too."""
    story.on("2026-03-05 09:00")
    for words in TEXTS[:3]:
        story.text(words)
        story.later(hours=2)
    story.text(OF_STRANGER, number=STRANGER)
    phone = story.handset()
    phone.dial(WRONG_PIN, ON_SCREEN, PIN, "1", "2")
    phone.hang_up()
    story.on("2026-04-01 10:00")
    phone.dial(PIN, "2", "2", "2")
    phone.hang_up("Failed", errorMessage=f"no answer to {phone.transcript}")
    phone.dial(OTHER_PIN, "1", NOT_SAFE)
    phone.hang_up()
    story.settle()


def work(story: Story, browser: Watched) -> None:
    """Have her caseworker open, note, search, and lose a draft to the end of a session."""
    browser.log_in("njeri", PASSWORD)
    case_id = her_case(story)
    for address in ("/", "/cases", "/cases?tab=team", f"/cases/{case_id}", "/people"):
        browser.get(address)
    browser.post("/people", {"sought": HER})
    browser.post("/people", {"sought": CODE_NAME})
    browser.get(f"/people/{story.person(CODE_NAME)}")
    for step in ("claim", "words", "number"):
        browser.post(f"/cases/{case_id}/{step}")
    browser.post(f"/cases/{case_id}/note", {"note": NOTE})
    browser.get(f"/cases/{case_id}/contact")
    contact = {
        "method": "voice", "reached": "other", "condition": "not_safe", "next_step": "call",
        "when": "soon", "note": NOTE, "opened": browser.hidden("opened"),
    }  # fmt: skip
    assert browser.post(f"/cases/{case_id}/contact", contact).status_code == 303
    story.later(minutes=11)
    browser.post(f"/cases/{case_id}/note", {"note": DRAFT})
    browser.log_in("njeri", PASSWORD)


def fail(story: Story, browser: Watched) -> None:
    """Break requests, jobs, turns and the gateway while her words pass through them."""
    case_id = her_case(story)
    with without(story, "case_actions"):
        assert browser.post(f"/cases/{case_id}/note", {"note": NOTE}).status_code == 503
    with without(story, "ussd_turns"):
        story.handset().dial(PIN, ON_SCREEN)
    story.hold_jobs = True
    with without(story, "inbound_messages"):
        for words in TEXTS[3:5]:
            story.text(words)
        for _ in range(2):
            run_guarded(story.job("read_inbox"), story.programme)
    with without(story, "outbound_messages"):
        for job in JOBS:
            run_guarded(job, story.programme)
    story.hold_jobs = False
    story.gateway.then(OurGatewayError(f"could not send to {HER}"), refused(SendKind.AMBIGUOUS))
    story.settle()
    story.text("ndiyo")
    story.post("receipt", {"id": "x", "status": "Success", "phoneNumber": HER})
    story.post("sms", {"from": "12", "text": TEXTS[3]})
    story.text(TEXTS[5])


def test_a_whole_journey_leaves_nothing_readable_behind(story: Story) -> None:
    with written_logs() as (logs, exceptions):
        browsers = play(story)
        written = logs.getvalue()
    assert written.count("page_failed") == 1
    assert "callback_not_read" in written
    assert "job_failed" in written
    assert "ussd_turn_failed" in written

    assert shown_in(SECRETS, written.encode()) == [], "the log"
    raised = [said for said in exceptions.said if "OurGateway" not in said]
    assert len(raised) > 5
    assert shown_in(SECRETS, "\n".join(raised).encode()) == [], "exceptions"
    on_disk = bytes_of(story.programme)
    assert shown_in(SECRETS, on_disk) == [], "the database"
    outside = "\n".join(line for browser in browsers for line in browser.outside())
    assert shown_in(SECRETS, outside.encode()) == [], "addresses, titles, headers"
    to_staff = "\n".join(story.got(NJERI) + story.got(TEAM["wanjiku"][2]))
    assert shown_in(SECRETS, to_staff.encode()) == [], "pages and alarms"
    kept = "\n".join(str(row.data) for row in story.rows(Fact))
    kept += "\n".join(str(row.details) for row in story.rows(AuditEvent))
    assert shown_in(SECRETS, kept.encode()) == [], "facts and trail"

    for pin in PINS:
        assert not stands_alone(pin, written)
        assert not stands_alone(pin, outside)
        cells = [place for place, value in cells_of(story.programme) if str(value) == pin]
        assert cells == []
        assert [
            place for place, value in cells_of(story.programme) if stands_alone(pin, str(value))
        ] == []
        found = [place for place, opened in opened_of(story.programme) if pin in opened]
        assert found == [], "not even sealed"


def test_the_search_would_find_what_it_looks_for(story: Story) -> None:
    with written_logs() as (logs, _), story.programme.database.transaction() as session:
        story.programme.bell.ring("x")
        session.execute(text("UPDATE staff SET username = :name"
                             " WHERE username = 'otieno'"), {"name": COVER})  # fmt: skip
    assert shown_in(SECRETS, bytes_of(story.programme)) == [COVER]
    assert shown_in([HER], b"from=%2B254712345678") == [HER]
    assert stands_alone(PIN, f"typed {PIN} there")
    assert not stands_alone(PIN, f"01a20d5e-{PIN}-72a8")
    assert logs.getvalue() == ""


@pytest.mark.parametrize(
    ("table", "column"),
    [
        pytest.param("inbound_messages", "text_sealed", id="two texts of one person"),
        pytest.param("people", "code_name_sealed", id="two names"),
        pytest.param("phones", "number_sealed", id="two numbers"),
    ],
)
def test_sealed_values_swapped_between_rows_do_not_open(
    story: Story, table: str, column: str
) -> None:
    story.enrol()
    story.enrol(code_name="Baraka", phone="0712345679", pin="5937")
    story.on("2026-03-05 09:00")
    story.text("habari")
    story.text("nzuri sana")
    with story.programme.database.transaction() as session:
        rows = session.execute(text(f"SELECT id, {column} FROM {table} ORDER BY id")).all()[:2]
        (one, first), (other, second) = rows
        change = text(f"UPDATE {table} SET {column} = :value WHERE id = :id")
        session.execute(change, {"value": second, "id": one})
        session.execute(change, {"value": first, "id": other})
    with story.programme.database.reading() as session:
        for row_id, value in ((one, second), (other, first)):
            with pytest.raises(SealBroken):
                vault.unseal(session, value, table=table, column=column, row_id=row_id)

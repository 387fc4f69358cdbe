"""`flask texts …`: two people approve the exact words."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from flask import Flask

from monitor.app import create_app
from monitor.core.clock import FixedClock
from monitor.core.language import Language, Languages
from monitor.core.settings import Settings
from monitor.sms.approvals import approved_hashes
from monitor.staff import service as staff
from monitor.staff.roles import Role
from monitor.usecases.approvable_texts import approvable_texts
from monitor.usecases.programme import Programme
from tests.factories.installation import Shown, mark_installed, run_command
from tests.factories.staff import a_member


def approve(app: Flask, by: str, *, template: str = "ack", language: str = "sw") -> Shown:
    return run_command(app, "texts", "approve", template, "--language", language, "--by", by)


def state_of(app: Flask, template: str, language: str) -> str:
    lines = run_command(app, "texts", "list").out.splitlines()
    (found,) = [line.split() for line in lines if line.split()[:2] == [language, template]]
    return found[2]


def test_every_wording_ships_as_a_draft(app: Flask, programme: Programme) -> None:
    lines = run_command(app, "texts", "list").out.splitlines()
    texts = approvable_texts(programme)
    assert len(lines) == sum(len(each.texts) for each in texts.by_code.values())
    assert texts.wording("core14.c1.text", "sw") is not None
    assert {line.split()[2] for line in lines} == {"draft"}


def test_two_different_people_approve_one_wording(app: Flask, programme: Programme) -> None:
    assert "second person" in approve(app, "wanjiku").out
    assert state_of(app, "ack", "sw") == "once"
    with programme.database.reading() as session:
        assert approved_hashes(session) == frozenset()
    assert approve(app, "mutiso").out == "1 wording approved.\n"
    assert state_of(app, "ack", "sw") == "approved"
    assert state_of(app, "ack", "en") == "draft"
    with programme.database.reading() as session:
        ((template, language, _),) = approved_hashes(session)
    assert (template, language) == ("ack", "sw")


def test_a_whole_survey_is_approved_by_two_people(app: Flask) -> None:
    approve(app, "wanjiku", template="core14.*")
    assert approve(app, "mutiso", template="core14.*").out.endswith("wordings approved.\n")
    assert state_of(app, "core14.c1.option.5", "sw") == "approved"
    assert state_of(app, "core14.c1.text", "en") == "draft"
    assert state_of(app, "ack", "sw") == "draft"


def test_one_person_cannot_approve_twice(app: Flask) -> None:
    approve(app, "wanjiku")
    shown = approve(app, "wanjiku")
    assert (shown.status, shown.out) == (1, "")
    assert "somebody else" in shown.err
    assert state_of(app, "ack", "sw") == "once"


@pytest.mark.parametrize(
    ("by", "template", "language", "message"),
    [
        pytest.param("njeri", "ack", "sw", "supervisor or manager", id="a caseworker"),
        pytest.param("gone", "ack", "sw", "supervisor or manager", id="a disabled account"),
        pytest.param("nobody", "ack", "sw", "no member of staff", id="nobody"),
        pytest.param("wanjiku", "hello", "sw", "no such wording", id="an unknown wording"),
        pytest.param("wanjiku", "ack", "fr", "no such wording", id="an unknown language"),
        pytest.param("wanjiku", "zzz*", "sw", "begins so", id="no wording begins so"),
        pytest.param("wanjiku", "a\x00k", "sw", "no such wording", id="NUL"),
    ],
)
def test_an_approval_that_means_nothing_is_refused(
    app: Flask, programme: Programme, by: str, template: str, language: str, message: str
) -> None:
    shown = approve(app, by, template=template, language=language)
    assert (shown.status, shown.out) == (1, "")
    assert message in shown.err
    assert state_of(app, "ack", "sw") == "draft"


@pytest.mark.parametrize(
    ("wording", "message"),
    [
        pytest.param("Habari, " + "neno " * 40, "2 parts of gsm7, 1 allowed", id="too long"),
        pytest.param("Karibu makao", "holds 'makao'", id="gives her away"),
        pytest.param("Call the SHELTER", "holds 'shelter'", id="in another language"),
    ],
)
def test_a_wording_that_may_not_go_out_cannot_be_approved(
    settings: Settings, programme: Programme, wording: str, message: str
) -> None:
    texts = {**programme.languages.by_code["sw"].texts, "ack": wording}
    language = Language("sw", "Kiswahili", MappingProxyType(texts))
    changed = replace(programme, languages=Languages(MappingProxyType({"sw": language})))
    shown = approve(create_app(settings, programme=changed), "wanjiku")
    assert shown.status == 1
    assert message in shown.err


def test_a_survey_that_only_staff_read_may_name_what_it_asks(app: Flask) -> None:
    assert "approved once" in approve(app, "wanjiku", template="hits.*").out


@pytest.mark.parametrize("arguments", [[], ["ack"], ["ack", "--language", "sw"]])
def test_a_missing_argument_is_named(app: Flask, arguments: list[str]) -> None:
    shown = run_command(app, "texts", "approve", *arguments)
    assert shown.status == 2
    assert "Missing" in shown.err


@pytest.fixture(autouse=True)
def installed(programme: Programme, clock: FixedClock) -> None:
    mark_installed(programme)
    with programme.database.transaction() as session:
        a_member(session, at=clock.now())
        a_member(session, "wanjiku", at=clock.now(), role=Role.SUPERVISOR)
        a_member(session, "mutiso", at=clock.now(), role=Role.MANAGER)
        gone = a_member(session, "gone", at=clock.now(), role=Role.MANAGER)
        staff.disable(session, gone.staff_id, at=clock.now())

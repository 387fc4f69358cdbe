"""The database state a case's `given` describes, made by the rooms' own services and doors."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote_plus

from werkzeug.test import TestResponse

from monitor.core.ids import new_id
from monitor.core.language import wording_hash
from monitor.sms import approvals, suppressions, ussd_sessions
from monitor.sms.her_screens import WORDINGS
from monitor.sms.models import OutboundMessage, TextApproval
from monitor.staff.roles import Role
from monitor.surveys import service as surveys
from monitor.surveys.definition import wordings
from monitor.usecases.programme import Programme
from tests.factories.people import a_person
from tests.factories.sms import Scene, set_scene
from tests.factories.staff import a_member
from tests.integration.callbacks.cases import DEFAULTS, KINDS, Case
from tests.integration.callbacks.installation import (
    GATEWAY,
    BrokenClock,
    Installation,
    unreachable_database,
)
from tests.unit.sms.gateways.provider_stub import entry, reply

SURVEY = "core14"
CHECKIN = "checkin_a"
REPORTS = {
    "sent": None,
    "delivered": "status=Success",
    "failed": "status=Failed&failureReason=DeliveryFailure",
}
"""The report that brings a sent message into the state a case starts from."""


@dataclass(frozen=True)
class Given:
    """What was there before a case's request came."""

    scene: Scene | None = None
    message_id: str | None = None
    session_id: str | None = None
    run_id: str | None = None


def send(installation: Installation, case: Case) -> TestResponse:
    """Send a case's request as the provider would, byte for byte."""
    request = case["request"]
    return installation.call(
        KINDS[case["endpoint"]],
        request["body"].encode("ascii"),
        query=request.get("query", DEFAULTS["query"][case["endpoint"]]),
        content_type=request.get("content_type", DEFAULTS["content_type"]),
        method=request.get("method", DEFAULTS["method"]),
    )


def build(installation: Installation, case: Case) -> Given:
    """Bring about everything a case's `given` names; a name nobody knows fails the test."""
    found = Given()
    for name, value in case.get("given", {}).items():
        found = _BUILDERS[name](installation, case, value, found)
    return found


def failing(installation: Installation, case: Case) -> Installation:
    """Return the installation with the fault a case names, if any."""
    given = case.get("given", {})
    if given.get("storage") == "down":
        return installation.broken(database=unreachable_database(installation.programme))
    if given.get("fault") == "handler_raises":
        return installation.broken(wall=BrokenClock())
    return installation


def with_field(body: str, name: str, value: str) -> str:
    """Return a form body with one field changed, all else byte for byte."""
    return "&".join(
        f"{name}={quote_plus(value)}" if piece.partition("=")[0] == name else piece
        for piece in body.split("&")
    )


def a_sent_message(installation: Installation, number: str, gateway_id: str) -> Given:
    """Have a check-in go out to a number; the provider takes it under the id given."""
    programme = installation.programme
    scene = set_scene(programme, number=number)
    approve(programme, CHECKIN)
    installation.provider.answer(201, reply(entry(number=number, messageId=gateway_id)))
    queued = scene.queue(checkin_id=scene.first_checkin())
    installation.deliver()
    row = scene.message(queued)
    assert (row.state, row.gateway_message_id) == ("sent", gateway_id)
    return Given(scene=scene, message_id=row.id)


def approve(programme: Programme, *templates: str) -> None:
    """Have two people approve wordings, where the installation sends only what is approved."""
    if programme.unapproved_ok:
        return
    now = programme.clock.now()
    with programme.database.transaction() as session:
        for name in ("supervisor-1", "supervisor-2"):
            member = a_member(session, name, at=now, role=Role.SUPERVISOR)
            for template in templates:
                approvals.approve(
                    session, programme.languages, template=template, language="sw",
                    staff_id=member.staff_id, at=now,
                )  # fmt: skip


def approve_survey(programme: Programme, survey: str) -> None:
    """Have every wording of a survey approved; no door does that yet, so the rows are written."""
    now = programme.clock.now()
    with programme.database.transaction() as session:
        for wording in wordings(programme.surveys[survey]):
            if wording.language == "sw":
                session.add(
                    TextApproval(
                        id=new_id(), template=wording.place, language="sw",
                        wording_hash=wording_hash(wording.text), first_by="supervisor-1",
                        first_at=now, second_by="supervisor-2", second_at=now,
                    )
                )  # fmt: skip


def begin_survey(scene: Scene, *, finished: bool) -> str:
    """Have her answer the first question of a survey; return the id of the run."""
    programme, at = scene.programme, scene.now
    definition = programme.surveys[SURVEY]
    with programme.database.transaction() as session:
        run = surveys.start(
            session, person_id=scene.person_id, survey=SURVEY, version=definition.version,
            channel="ussd", language="sw", at=at, exit_id=scene.exit_id,
        )  # fmt: skip
        question = next(one for one in definition.questions if one.options)
        surveys.save_answer(session, run.id, question=question.id, value="1", at=at)
        if finished:
            surveys.finish(session, run.id, at=at)
    return run.id


def a_session(
    installation: Installation, value: Mapping[str, Any], *, person_id: str | None = None
) -> str:
    """Store a USSD session with the turns whose replies a case names, shortest first."""
    programme, at = installation.programme, installation.programme.clock.now()
    with programme.database.transaction() as session:
        stored = ussd_sessions.open_session(
            session, gateway=GATEWAY, provider_id=value["sessionId"], phone=value["phone"], at=at,
            person_id=person_id,
        )  # fmt: skip
        before = ""
        for transcript in sorted(value["replies"], key=len):
            typed = transcript[len(before) :].lstrip("*") or None
            ussd_sessions.add_turn(
                session, stored, transcript=transcript, reply=value["replies"][transcript],
                input=typed, at=at,
            )  # fmt: skip
            before = transcript
        assert before == value["text"]
        if value["closed"]:
            ussd_sessions.close(session, stored.id, at=at)
    return stored.id


def _participants(installation: Installation, _case: Case, value: list[str], found: Given) -> Given:
    programme = installation.programme
    with programme.database.transaction() as session:
        for number in value:
            a_person(session, at=programme.clock.now(), number=number)
    return found


def _seen(
    installation: Installation, case: Case, value: list[Mapping[str, str]], found: Given
) -> Given:
    for one in value:
        body = with_field(case["request"]["body"], "text", one["text"])
        body = with_field(body, "id", one["id"])
        answer = installation.call(KINDS[case["endpoint"]], body.encode("ascii"))
        assert answer.status_code == 200
    installation.read_inbox()
    return found


def _message(
    installation: Installation, _case: Case, value: Mapping[str, str], _found: Given
) -> Given:
    found = a_sent_message(installation, value["to"], value["messageId"])
    report = REPORTS[value["state"]]
    if report is not None:
        phone = quote_plus(value["to"])
        body = (
            f"id={value['messageId']}&{report}&phoneNumber={phone}&networkCode=63902&retryCount=0"
        )
        assert installation.call("receipt", body.encode("ascii")).status_code == 200
        installation.read_inbox()
    assert found.scene is not None
    assert found.message_id is not None
    assert found.scene.row(found.message_id).state == value["state"]
    return found


def _our_senders(installation: Installation, _case: Case, value: list[str], found: Given) -> Given:
    settings = installation.programme.settings
    assert set(value) <= {settings.sender, settings.short_code}
    return found


def _suppressed(
    installation: Installation, _case: Case, value: list[list[str]], found: Given
) -> Given:
    programme = installation.programme
    with programme.database.transaction() as session:
        for sender, number in value:
            assert suppressions.suppress(
                session, sender=sender, number=number, at=programme.clock.now()
            )
    return found


def _pending(installation: Installation, _case: Case, value: list[str], found: Given) -> Given:
    (number,) = value
    scene = set_scene(installation.programme, number=number)
    approve(installation.programme, CHECKIN)
    row = scene.message(scene.queue(due_at=scene.now + timedelta(minutes=30)))
    assert row.state in ("held", "queued")
    return replace(found, scene=scene, message_id=row.id)


def _session(
    installation: Installation, case: Case, value: Mapping[str, Any], found: Given
) -> Given:
    if "survey" not in case["given"]:
        return replace(found, session_id=a_session(installation, value))
    scene = set_scene(installation.programme, number=value["phone"])
    session_id = a_session(installation, value, person_id=scene.person_id)
    return replace(found, scene=scene, session_id=session_id)


def _survey(_installation: Installation, _case: Case, value: str, found: Given) -> Given:
    assert found.scene is not None
    return replace(found, run_id=begin_survey(found.scene, finished=value == "complete"))


def _unfinished_survey(installation: Installation, _case: Case, value: str, found: Given) -> Given:
    scene = set_scene(installation.programme, number=value)
    approve(installation.programme, *WORDINGS)
    approve_survey(installation.programme, SURVEY)
    return replace(found, scene=scene, run_id=begin_survey(scene, finished=False))


def _set_up_already(installation: Installation, case: Case, _value: object, found: Given) -> Given:
    settings, given = installation.programme.settings, case["given"]
    assert settings.environment == given.get("environment", settings.environment)
    assert settings.keyword == given.get("keyword", "")
    return found


def _comes_later(_installation: Installation, _case: Case, _value: object, found: Given) -> Given:
    """A fault begins only when everything else is in place; see `failing`."""
    return found


_BUILDERS: Mapping[str, Callable[[Installation, Case, Any, Given], Given]] = {
    "participants": _participants,
    "seen": _seen,
    "message": _message,
    "our_senders": _our_senders,
    "suppressed": _suppressed,
    "pending": _pending,
    "session": _session,
    "survey": _survey,
    "unfinished_survey_for": _unfinished_survey,
    "environment": _set_up_already,
    "keyword": _set_up_already,
    "storage": _comes_later,
    "fault": _comes_later,
}


def outbound(programme: Programme, message_id: str) -> OutboundMessage:
    """Return a message as it stands now."""
    with programme.database.reading() as session:
        return session.get_one(OutboundMessage, message_id)

"""Every case of an incoming SMS, through HTTP: recorded, set aside or refused."""

import pytest
from sqlalchemy import func, select

from monitor.sms.models import OutboundMessage, RawCallback
from tests.integration.callbacks.cases import CALLBACKS, NAMES, Case, callbacks_of, once_each
from tests.integration.callbacks.given import a_sent_message, build, failing, send, with_field
from tests.integration.callbacks.installation import Installation
from tests.integration.callbacks.meaning import of_inbound
from tests.integration.callbacks.stored import body_of, snapshot

pytestmark = pytest.mark.shared

INBOUND = callbacks_of("sms_incoming")
RECORDED = [
    parameter
    for parameter in once_each(INBOUND)
    if parameter.values[0]["meaning"]["action"] == "record"
    and "participant" not in parameter.values[0]["meaning"]
]
OTHERS = {
    "from": "+254700000077", "to": "22385", "text": "77", "date": "2026-03-03T06:04:45Z",
    "cost": "KES 1.0000", "linkId": "Other", "networkCode": "63903",
}  # fmt: skip
"""Another value for each field, to see which ones make it another text."""


@pytest.mark.parametrize(NAMES, INBOUND)
def test_an_incoming_text_means_what_the_case_says(installation: Installation, case: Case) -> None:
    build(installation, case)
    before = snapshot(installation)
    answer = send(failing(installation, case), case)
    installation.read_inbox()
    assert answer.status_code == case["respond"]["status"]
    found = of_inbound(installation, answer, before)
    if case["meaning"]["action"] in ("quarantine", "conflict"):
        assert last_body(installation) == case["request"]["body"].encode("ascii")
    assert messages_out(installation) == 0
    if "dedupe" in case["meaning"]:
        found["dedupe"] = dedupe_of(installation, case)
    assert found.items() >= case["meaning"].items()


@pytest.mark.parametrize(NAMES, RECORDED)
def test_the_same_text_answers_the_check_in_of_whoever_was_asked(
    installation: Installation, case: Case
) -> None:
    expected = case["meaning"]
    scene = a_sent_message(installation, expected["from"], "ATXid_0001").scene
    assert scene is not None
    before = snapshot(installation)
    answer = send(installation, case)
    installation.read_inbox()
    found = of_inbound(installation, answer, before)
    assert "participant" not in found
    for name in ("action", "from", "text", "answer", "provider_time"):
        assert found[name] == expected[name]
    checkin = scene.checkin(scene.first_checkin())
    assert checkin.replied_at == scene.now
    if expected["answer"] is not None:
        assert checkin.reply_label == {"1": "ok", "2": "problem"}[expected["answer"]]


@pytest.mark.parametrize("case", [one for one in CALLBACKS if one["id"] == "in-41"])
def test_a_text_that_could_not_be_stored_is_taken_when_it_comes_again(
    installation: Installation, case: Case
) -> None:
    before = snapshot(installation)
    assert send(failing(installation, case), case).status_code == 503
    again = send(installation, case)
    installation.read_inbox()
    assert of_inbound(installation, again, before)["action"] == "record"


def dedupe_of(installation: Installation, case: Case) -> str:
    """Return what makes the text the same one, found out by sending it with one field changed."""
    body = case["request"]["body"]
    assert not is_taken_as_new(installation, body)
    fields = dict(piece.split("=", 1) for piece in body.split("&"))
    changed = {name: with_field(body, name, other) for name, other in OTHERS.items()}
    if "id" in fields:
        same = [name for name in ("to", "date", "cost", "linkId", "networkCode") if name in fields]
        assert not any(is_taken_as_new(installation, changed[name]) for name in same)
        assert is_taken_as_new(installation, with_field(body, "id", "another-id"))
        return f"id:{fields['id']}"
    telling = [name for name in fields if is_taken_as_new(installation, changed[name])]
    return "hash:" + ",".join(sorted(telling, key=["from", "to", "text", "date"].index))


def is_taken_as_new(installation: Installation, body: str) -> bool:
    """Send a form and tell whether one more callback is kept."""
    before = kept(installation)
    assert installation.call("sms", body.encode("ascii")).status_code == 200
    return kept(installation) > before


def kept(installation: Installation) -> int:
    """Return how many callbacks are kept."""
    with installation.programme.database.reading() as session:
        return session.scalar(select(func.count()).select_from(RawCallback)) or 0


def messages_out(installation: Installation) -> int:
    """Return how many messages were written or sent to anybody at all."""
    with installation.programme.database.reading() as session:
        written = session.scalar(select(func.count()).select_from(OutboundMessage)) or 0
    return written + len(installation.provider.forms)


def last_body(installation: Installation) -> bytes:
    """Return the body of the callback that was stored last."""
    with installation.programme.database.reading() as session:
        query = select(RawCallback).order_by(RawCallback.id.desc()).limit(1)
        return body_of(session, session.scalars(query).one())

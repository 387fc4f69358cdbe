"""What `make bench` dials and sends means what it should: her calls, a stranger, texts."""

from flask import Flask

from monitor.sms.models import InboundMessage
from monitor.surveys.models import SurveyAnswer
from monitor.usecases.programme import Programme
from monitor.usecases.read_callbacks import read_new_callbacks
from tests.bench.dialling import calls_of
from tests.bench.house import House, number_of
from tests.bench.load import Conversation, Post
from tests.bench.receiving import texts_of
from tests.factories.ussd import a_month_on, rows


def test_every_turn_is_answered_and_her_questions_are_stored(
    app: Flask, programme: Programme
) -> None:
    scene = a_month_on(programme, number=number_of(0))
    house = _house(programme)
    for call in calls_of(house, range(1)):
        _play(app, call)
    answers = {row.question: row.value for row in rows(scene, SurveyAnswer)}
    assert answers == dict.fromkeys(("c1", "c2", "c3", "c7", "c8"), "1")


def test_each_text_is_taken_once_and_read(app: Flask, programme: Programme) -> None:
    scene = a_month_on(programme, number=number_of(0))
    path = _house(programme).path("sms")
    _play(app, [Post(path=path, fields=form) for form in texts_of([number_of(0)], 3)])
    assert read_new_callbacks(programme) == 3
    senders = [row.person_id for row in rows(scene, InboundMessage)]
    assert sorted(senders, key=str) == sorted([scene.person_id, None, None], key=str)


def _house(programme: Programme) -> House:
    keys = {kind: valid[0] for kind, valid in programme.keyring.callbacks.items()}
    return House(0, keys, programme.database.engine)


def _play(app: Flask, conversation: Conversation) -> None:
    client = app.test_client()
    for post in conversation:
        answer = client.post(post.path, data=post.fields)
        assert answer.status_code == 200
        assert answer.text.startswith(post.begins), answer.text

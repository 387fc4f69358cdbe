"""Claiming: no two workers take the same message, nor two messages to one person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from monitor.core.db import Database
from monitor.sms import store
from monitor.sms.claiming import Claim, Terms, claim, give_back
from monitor.sms.outcome import pause_gateway
from monitor.usecases.programme import Programme
from monitor.usecases.queue_message import queue_message
from tests.factories.people import a_person
from tests.factories.sms import Scene, a_request, set_scene

WORKERS = 4
PEOPLE = 6


def terms(scene: Scene, worker: str = "w") -> Terms:
    return Terms(
        worker=worker, now=scene.now, wall_now=scene.now, rota_covered=True, unapproved_ok=True,
        gateway="recording",
    )  # fmt: skip


def claim_some(scene: Scene, *, worker: str = "w", limit: int = 5) -> Claim:
    with scene.programme.database.transaction() as session:
        return claim(session, terms(scene, worker), limit=limit)


def queue_for_everybody(scene: Scene) -> None:
    """Queue two messages to each of several people."""
    with scene.programme.database.transaction() as session:
        for number in range(PEOPLE):
            person = a_person(
                session, at=scene.now, code_name=f"Mtu{number}", number=f"+25470000010{number}"
            )
            for template in ("checkin_a", "checkin_b"):
                request = a_request(person.person_id, now=scene.now, template=template)
                queue_message(session, scene.programme, request, now=scene.now)


def test_many_workers_take_each_message_once_and_each_person_once(programme: Programme) -> None:
    scene = set_scene(programme)
    queue_for_everybody(scene)
    together = Barrier(WORKERS)

    def work(worker: int) -> list[str]:
        own = Database(programme.settings.database_url, info={"keyring": programme.keyring})
        together.wait(timeout=20)
        taken: list[str] = []
        for _ in range(PEOPLE):
            with own.transaction() as session:
                found = claim(session, terms(scene, str(worker)), limit=3)
            taken += [message.to for message in found.messages]
        own.close()
        return taken

    with ThreadPoolExecutor(WORKERS) as pool:
        numbers = [number for taken in pool.map(work, range(WORKERS)) for number in taken]
    assert sorted(numbers) == [f"+25470000010{number}" for number in range(PEOPLE)]


def test_a_claim_puts_off_her_second_message_by_three_seconds(programme: Programme) -> None:
    scene = set_scene(programme)
    first, second = scene.queue(), scene.queue(template="checkin_b")
    found = claim_some(scene)
    assert [message.message_id for message in found.messages] == [scene.message(first).id]
    assert found.put_off == 1
    assert scene.message(second).due_at == scene.now + timedelta(seconds=3)


def test_a_full_batch_for_one_person_does_not_hold_up_the_others(programme: Programme) -> None:
    scene = set_scene(programme)
    for template in ("checkin_a", "checkin_b", "checkin_plain"):
        scene.queue(template=template)
    queue_for_everybody(scene)
    claim_some(scene, limit=3)
    assert len(claim_some(scene, limit=3).messages) > 0


def test_what_is_given_back_can_be_claimed_again_at_once(programme: Programme) -> None:
    scene = set_scene(programme)
    queued = scene.queue()
    claimed = claim_some(scene).messages[0]
    with programme.database.transaction() as session:
        give_back(session, [claimed.message_id], now=scene.now)
    assert (scene.message(queued).state, scene.message(queued).claim) == ("queued", None)
    assert claim_some(scene).messages == (claimed,)


def test_the_next_due_message_tells_when_to_look_again(programme: Programme) -> None:
    scene = set_scene(programme)
    scene.queue(due_at=scene.now + timedelta(minutes=7))
    with programme.database.reading() as session:
        assert store.next_due_at(session) == scene.now + timedelta(minutes=7)


def test_while_a_gateway_is_paused_messages_wait_and_pages_are_retried_first(
    programme: Programme,
) -> None:
    scene = set_scene(programme)
    checkin, page = scene.queue(), scene.page()
    with programme.database.transaction() as session:
        pause_gateway(session, "recording", reason="405", at=scene.now)
    found = claim_some(scene)
    assert (found.messages, found.put_off) == ((), 2)
    assert (scene.message(checkin).state, scene.message(page).state) == ("held", "held")
    assert scene.message(page).due_at == scene.now + timedelta(minutes=1)
    assert scene.message(checkin).due_at == scene.now + timedelta(minutes=15)


def test_nothing_in_a_claimed_message_shows_number_or_words_when_printed(
    programme: Programme,
) -> None:
    scene = set_scene(programme)
    scene.queue()
    message = claim_some(scene).messages[0]
    assert message.to not in repr(message)
    assert message.text not in repr(message)

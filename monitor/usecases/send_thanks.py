"""Give the airtime that was earned: claim and commit, ask the provider, record and commit.

No transaction is open while the provider is spoken to. What may have been given is never given
again; somebody is told, and looks. A row that cannot be decided holds up no other.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.core.apart import done_apart
from monitor.sms import thanks
from monitor.sms.delivery import credit
from monitor.sms.gateway import Airtime, SendOutcome, SendsAirtime
from monitor.triage.alarms import WORK_FAILED, close_alarm, raise_alarm
from monitor.usecases.programme import Programme

MOST = 200
UNCERTAIN_ALARM = "airtime_uncertain"
REFUSED_ALARM = "airtime_paused"
"""The provider refuses all of our airtime; open until some is given again."""


def send_thanks(programme: Programme) -> int:
    """Give everything that is due and may come now; return how many rows were moved."""
    gateway = programme.gateway
    if not programme.settings.airtime_amount or not isinstance(gateway, SendsAirtime):
        return 0
    moved = _give_up_stale(programme)
    for _ in range(MOST):
        claimed = _claim(programme)
        if claimed is None:
            break
        moved += 1
        if claimed.airtime is not None:
            _record(programme, claimed.airtime, credit(gateway, claimed.airtime))
    return moved


def _give_up_stale(programme: Programme) -> int:
    now = programme.clock.now()
    with programme.database.transaction() as session:
        lost = thanks.give_up_stale(session, now=now, wall_now=programme.wall.now())
        if lost:
            raise_alarm(session, UNCERTAIN_ALARM, at=now)
    return lost


def _claim(programme: Programme) -> thanks.Claimed | None:
    now, wall_now = programme.clock.now(), programme.wall.now()
    with programme.database.transaction() as session:
        thanks_id = thanks.lock_next(session, now=now)
        if thanks_id is None:
            return None
        found: list[thanks.Claimed] = []

        def decide() -> None:
            found.append(thanks.claim(session, thanks_id, now=now, wall_now=wall_now))

        if done_apart(session, decide, what="thanks_not_decided", subject_id=thanks_id):
            return found[0]
        thanks.put_off(session, thanks_id, now=now)
        raise_alarm(session, WORK_FAILED, at=now)
    return thanks.Claimed()


def _record(programme: Programme, airtime: Airtime, outcome: SendOutcome) -> None:
    now = programme.clock.now()
    with programme.database.transaction() as session:
        state = thanks.record(session, airtime.thanks_id, outcome, now=now)
        _tell(session, state, outcome, now)


def _tell(session: Session, state: str, outcome: SendOutcome, now: datetime) -> None:
    if state == thanks.UNCERTAIN:
        raise_alarm(session, UNCERTAIN_ALARM, at=now)
    elif state == thanks.GIVEN:
        close_alarm(session, REFUSED_ALARM, at=now)
    elif outcome.kind in thanks.OURS_TO_MEND:
        raise_alarm(session, REFUSED_ALARM, at=now)

"""See to it that every planned contact and survey ends: done, by voice, declined, or passed."""

from functools import partial

from sqlalchemy.orm import Session

from monitor.core.apart import done_apart
from monitor.schedule import measures
from monitor.schedule.measures import Untasked
from monitor.surveys import interviewing
from monitor.surveys.service import RESUMED_WITHIN
from monitor.triage import service as triage
from monitor.triage.alarms import WORK_FAILED, raise_alarm
from monitor.triage.flags import contact as contact_flags
from monitor.usecases.programme import Programme

BATCH = 100


def settle_measures(programme: Programme) -> int:
    """End what has passed, and ask caseworkers for what is due by voice; return how many."""
    now, failed = programme.clock.now(), 0
    with programme.database.transaction() as session:
        asked = interviewing.open_runs_since(session, now - RESUMED_WITHIN)
        passed = measures.pass_windows(session, now=now, limit=BATCH, being_asked=asked)
        untasked = measures.claim_untasked(session, now=now, limit=BATCH)
        for measure in untasked:
            ask = partial(_ask, session, programme, measure)
            if not done_apart(
                session, ask, what="measure_not_asked", subject_id=measure.measure_id
            ):
                measures.put_off_task(session, measure.measure_id)
                raise_alarm(session, WORK_FAILED, at=now)
                failed += 1
    return passed + len(untasked) - failed


def _ask(session: Session, programme: Programme, measure: Untasked) -> None:
    now = programme.clock.now()
    flag = (
        contact_flags.ask_by_voice(measure.survey)
        if measure.survey
        else contact_flags.planned_contact(measure.month)
    )
    triage.raise_flag(
        session,
        flag,
        person_id=measure.person_id,
        source_type="system",
        source_id=measure.measure_id,
        arrived_at=now,
        now=now,
    )

"""Wakes the named jobs inside one process. It only wakes: who is due is a row in the database."""

import structlog
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler

from monitor.core.clock import SystemClock
from monitor.jobs.registry import JOBS, Job
from monitor.usecases.programme import Programme

log = structlog.get_logger(__name__)


def start_scheduler(programme: Programme) -> BackgroundScheduler:
    """Start waking every job on real seconds, and at once when the bell rings for it."""
    scheduler = BackgroundScheduler(timezone="UTC")
    wall = SystemClock()
    for job in JOBS:
        scheduler.add_job(
            run_guarded,
            "interval",
            seconds=job.every_seconds,
            args=[job, programme],
            id=job.name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            next_run_time=wall.now(),
        )

    def wake(name: str) -> None:
        try:
            scheduler.modify_job(name, next_run_time=wall.now())
        except JobLookupError:
            log.error("no_such_job", job=name)

    programme.bell.listen(wake)
    scheduler.start()
    return scheduler


def run_guarded(job: Job, programme: Programme) -> None:
    """Run a job once; a failure is logged without content and the next wake-up tries again."""
    try:
        job.run(programme)
    except Exception:
        log.exception("job_failed", job=job.name)

"""The named jobs, how often each is woken, and how to run them all until nothing is left to do."""

from collections.abc import Callable
from dataclasses import dataclass

from monitor.usecases.programme import Programme

MOST_ROUNDS = 50


@dataclass(frozen=True)
class Job:
    """A job: its name, what it does (returning how much it did), its wake-up in real seconds."""

    name: str
    run: Callable[[Programme], int]
    every_seconds: float


JOBS: tuple[Job, ...] = ()


def run_until_quiet(programme: Programme, jobs: tuple[Job, ...] | None = None) -> int:
    """Run every job, again and again, until a whole round does nothing; return the work done.

    A job that always finds work would never end, so the rounds are bounded; that is an error.
    """
    total = 0
    for _ in range(MOST_ROUNDS):
        done = sum(job.run(programme) for job in (JOBS if jobs is None else jobs))
        if not done:
            return total
        total += done
    raise RuntimeError("a job keeps finding work; it does not mark what it has done")

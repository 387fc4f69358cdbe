"""What is known of an exit, gathered from facts."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from monitor.core.clock import NAIROBI
from monitor.outcomes.episodes import KnownFact, episode, history
from monitor.outcomes.statuses import Status, status_at
from monitor.surveys.definition import Survey
from monitor.surveys.loader import load_surveys

EXIT_ON = date(2026, 3, 2)
MIDDLE, LAST, AFTER = date(2026, 9, 2), date(2026, 9, 23), date(2026, 9, 24)
LEFT = {"exit_on": "2026-03-02", "shelter": "a"}
ALL_WELL = {f"c{number}": "1" for number in range(1, 15)} | {"c11": "9"}


def fact(kind: str, on: date = MIDDLE, **fields: Any) -> KnownFact:
    at = datetime.combine(on, time(0, 30), NAIROBI)
    return KnownFact(kind=kind, happened_at=at, person_id="p", **fields)


EXIT = fact("exit_recorded", EXIT_ON, exit_id="e", data=LEFT)
SEEN = fact("contact_recorded", data={"verified": True})


def answers(on: date = MIDDLE, run: str = "r", **changes: str) -> list[KnownFact]:
    return [
        fact(
            "survey_answered", on, subject_id=run,
            data={"survey": "core14", "question": question, "value": value},
        )
        for question, value in {**ALL_WELL, **changes}.items()
    ]  # fmt: skip


def event(kind: str, on: date, severity: int = 3, case: str = "k") -> KnownFact:
    return fact(kind, on, subject_id=case, data={"reason": "problem", "severity": severity})


def restriction(kind: str, on: date, what: str = "opt_out") -> KnownFact:
    return fact(kind, on, subject_id="x", data={"kind": what})


def consent(kind: str, on: date, purpose: str = "checkins") -> KnownFact:
    return fact(kind, on, data={"purpose": purpose})


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        pytest.param([], Status.UNKNOWN, id="nothing known"),
        pytest.param([SEEN, *answers()], Status.STABLE, id="reached and well"),
        pytest.param(answers(), Status.UNKNOWN, id="answers alone prove nobody"),
        pytest.param([SEEN], Status.CONTACT_ONLY, id="reached without a survey"),
        pytest.param(
            [fact("contact_recorded", data={"verified": False}), *answers()],
            Status.UNKNOWN,
            id="an unverified contact",
        ),
        pytest.param([SEEN, *answers(c2="2")], Status.UNSTABLE, id="a critical answer"),
        pytest.param(
            [SEEN, *answers(), *answers(AFTER, run="s", c2="2")],
            Status.STABLE,
            id="an answer after the window is not yet known to it",
        ),
        pytest.param(
            [SEEN, *answers(LAST)[:7], *answers(AFTER)[7:]],
            Status.CONTACT_ONLY,
            id="half of it inside the window",
        ),
        pytest.param(
            [SEEN, *answers(), event("case_opened", MIDDLE)],
            Status.UNSTABLE,
            id="an open case of severity 3",
        ),
        pytest.param(
            [SEEN, *answers(), event("case_opened", MIDDLE), event("case_closed", LAST)],
            Status.STABLE,
            id="a case closed by the last day",
        ),
        pytest.param(
            [SEEN, *answers(), event("case_opened", MIDDLE, 2), event("case_joined", AFTER, 4)],
            Status.STABLE,
            id="a case that became grave later",
        ),
        pytest.param(
            [
                SEEN,
                *answers(),
                event("case_opened", MIDDLE),
                event("case_closed", MIDDLE),
                event("case_opened", LAST),
            ],
            Status.UNSTABLE,
            id="a case opened again",
        ),
        pytest.param([restriction("restriction_set", MIDDLE)], Status.OPTED_OUT, id="stop"),
        pytest.param(
            [restriction("restriction_set", MIDDLE), restriction("restriction_lifted", LAST)],
            Status.UNKNOWN,
            id="stop taken back",
        ),
        pytest.param(
            [restriction("restriction_set", MIDDLE, "pause")], Status.UNKNOWN, id="a pause"
        ),
        pytest.param([consent("consent_withdrawn", MIDDLE)], Status.OPTED_OUT, id="no consent"),
        pytest.param(
            [consent("consent_withdrawn", MIDDLE), consent("consent_given", LAST)],
            Status.UNKNOWN,
            id="consent given again",
        ),
        pytest.param(
            [consent("consent_withdrawn", MIDDLE, "research")],
            Status.UNKNOWN,
            id="consent to something else taken back",
        ),
        pytest.param(
            [fact("exit_ended", exit_id="e", data={"as": "returned", "on": "2026-09-23"})],
            Status.RETURNED,
            id="came back in",
        ),
        pytest.param(
            [SEEN, fact("exit_ended", exit_id="e", data={"as": "completed", "on": "2026-09-02"})],
            Status.CONTACT_ONLY,
            id="a completed follow-up is no end",
        ),
        pytest.param(
            [fact("re_exploitation_confirmed", exit_id="e"), SEEN, *answers()],
            Status.RE_EXPLOITED,
            id="exploited again, then well",
        ),
        pytest.param(
            [fact("re_exploitation_confirmed"), SEEN],
            Status.RE_EXPLOITED,
            id="confirmed without naming the exit",
        ),
    ],
)
def test_the_status_at_month_6_follows_from_the_facts(
    facts: list[KnownFact], status: Status, core14: Survey
) -> None:
    known = history([EXIT, *facts])

    verdict = status_at(episode(known, known.exits[0], 6, core14=core14), 6)

    assert verdict.status is status


def test_her_death_counts_for_every_exit_but_a_return_for_its_own(core14: Survey) -> None:
    second = fact(
        "exit_recorded", exit_id="f", data={"exit_on": "2026-06-01", "shelter": "b"}
    )  # fmt: skip
    back = fact("exit_ended", exit_id="e", data={"as": "returned", "on": "2026-05-01"})
    died = fact("exit_ended", exit_id="f", data={"as": "deceased", "on": "2026-10-10"})
    known = history([EXIT, back, second, died])

    first, latest = (episode(known, left, 12, core14=core14) for left in known.exits)

    assert (first.returned_on, latest.returned_on) == (date(2026, 5, 1), None)
    assert first.deceased_on == latest.deceased_on == date(2026, 10, 10)


def test_a_question_no_longer_asked_is_left_out_of_the_score(core14: Survey) -> None:
    old = fact(
        "survey_answered", subject_id="r",
        data={"survey": "core14", "question": "c99", "value": "1"},
    )  # fmt: skip
    known = history([EXIT, SEEN, old, *answers()])

    assert status_at(episode(known, known.exits[0], 6, core14=core14), 6).status is Status.STABLE


@pytest.fixture(scope="module")
def core14() -> Survey:
    return load_surveys(Path(__file__).parents[3] / "config" / "surveys")["core14"]

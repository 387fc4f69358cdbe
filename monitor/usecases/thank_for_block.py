"""Note that she completed a block, so that she may be thanked: once, and whatever she answered.

Answering must cost her nothing, and a thank-you that depends on what is said would buy answers
(safety rules 39 and 40). So skips count like answers, and the amount is the same for everybody.
Under duress, by PIN or by word, nothing is earned: the answers are not known to be hers.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor.sms import thanks
from monitor.sms.gateway import SendsAirtime
from monitor.sms.ussd_step import Step
from monitor.surveys.service import RunView
from monitor.triage import store as triage
from monitor.usecases.programme import Programme


def thank_for_block(
    session: Session, programme: Programme, step: Step, run: RunView, block: str | None, *,
    at: datetime,
) -> None:  # fmt: skip
    """Write the row; whether airtime may come to her phone is asked when it is given."""
    amount = programme.settings.airtime_amount
    if not amount or step.under_duress or run.under_duress:
        return
    if not isinstance(programme.gateway, SendsAirtime) or _is_in_danger(session, run.person_id):
        return
    earned = thanks.earn(
        session, person_id=run.person_id, run_id=run.id, block=block or "", amount=amount,
        number=step.number, at=at,
    )  # fmt: skip
    if earned:
        programme.bell.ring("send_thanks")


def _is_in_danger(session: Session, person_id: str) -> bool:
    """Tell whether her duress word or PIN is being acted on: nothing may draw eyes to her phone."""
    open_case = triage.find_open_case(
        session, reason="duress", person_id=person_id, from_lookup=None
    )
    return open_case is not None

"""Look at everything an installation needs to keep its promise, and say what to do where it fails.

Nothing here opens content: counts, ages and names of settings, so that a technician may see it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from monitor.core import migrate
from monitor.core.errors import BaadaError
from monitor.core.facts import Fact
from monitor.core.settings import UnapprovedTexts
from monitor.privacy import vault
from monitor.sms import approvals
from monitor.sms.gateway_states import paused_since
from monitor.sms.models import OutboundMessage, RawCallback
from monitor.triage import alarms, rota
from monitor.triage.models import Case
from monitor.usecases.programme import Programme

CLOCK_SLACK = timedelta(minutes=5)
QUEUE_SLOW, QUEUE_STUCK = timedelta(minutes=10), timedelta(hours=1)
UNREAD_SLOW, UNREAD_STUCK = timedelta(minutes=2), timedelta(minutes=15)


class Health(StrEnum):
    """How one part is."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True)
class Check:
    """One part, how it is, and what to do about it."""

    part: str
    health: Health
    says: str


def check_health(programme: Programme) -> tuple[Check, ...]:
    """Return one check per part; without a usable database only what can be said without it."""
    checks = [_configuration(programme)]
    database = _database(programme)
    checks.append(database)
    if database.health is Health.FAILED:
        return tuple(checks)
    now = programme.clock.now()
    with programme.database.reading() as session:
        checks += [
            _keys(session),
            _gateway(session, programme),
            _clock(session, now=now),
            _queue(session, now=now),
            _rota(session, now=now),
            _inbox(session, now=now),
            _cases(session, now=now),
            _approvals(session, programme),
            _alarms(session),
        ]
    return tuple(checks)


def judge_age(
    part: str, age: timedelta | None, *, slow: timedelta, stuck: timedelta, advice: str
) -> Check:
    """Judge how long the oldest thing has waited; nothing waiting is fine.

    >>> judge_age("queue", timedelta(minutes=11), slow=QUEUE_SLOW, stuck=QUEUE_STUCK,
    ...           advice="look").health
    <Health.WARNING: 'warning'>
    >>> judge_age("queue", None, slow=QUEUE_SLOW, stuck=QUEUE_STUCK, advice="look").health
    <Health.OK: 'ok'>
    """
    if age is None or age < slow:
        return Check(part, Health.OK, "nothing waits too long")
    minutes = int(age.total_seconds() // 60)
    health = Health.FAILED if age >= stuck else Health.WARNING
    return Check(part, health, f"the oldest has waited {minutes} minutes; {advice}")


def _configuration(programme: Programme) -> Check:
    missing = list(_missing_settings(programme))
    if missing:
        return Check("configuration", Health.WARNING, f"not set: {', '.join(missing)}")
    return Check("configuration", Health.OK, f"a {programme.settings.kind} installation")


def _missing_settings(programme: Programme) -> Iterator[str]:
    settings = programme.settings
    for name in ("public_url", "sender", "short_code", "ussd_code"):
        if not getattr(settings, name):
            yield f"BAADA_{name.upper()}"
    if not settings.demo and not settings.secure_cookies:
        yield "BAADA_SECURE_COOKIES"


def _database(programme: Programme) -> Check:
    engine = programme.database.engine
    if not migrate.is_current(engine):
        return Check("database", Health.FAILED, "not up to date; run 'flask db upgrade'")
    kind = migrate.kind_of(engine)
    if kind != programme.settings.kind:
        says = f"marked as {kind}, not {programme.settings.kind}; check BAADA_KIND"
        return Check("database", Health.FAILED, says)
    return Check("database", Health.OK, f"up to date, marked as {kind}")


def _keys(session: Session) -> Check:
    try:
        vault.seal(session, "", owner=None, table="doctor", column="probe", row_id="probe")
    except BaadaError:
        says = "the key file does not open this database; restore the one it was sealed with"
        return Check("keys", Health.FAILED, says)
    return Check("keys", Health.OK, "the key file opens this database")


def _gateway(session: Session, programme: Programme) -> Check:
    name = programme.settings.gateway
    since = paused_since(session, name)
    if since is not None:
        says = f"{name} is paused since {since:%Y-%m-%d %H:%M} UTC; check its balance and key"
        return Check("gateway", Health.FAILED, says)
    if programme.gateway.is_test:
        return Check("gateway", Health.OK, f"{name}, a test gateway: nothing reaches a phone")
    return Check("gateway", Health.OK, f"{name} takes messages")


def _clock(session: Session, *, now: datetime) -> Check:
    latest = session.scalar(select(func.max(Fact.recorded_at)))
    if latest is not None and latest - now > CLOCK_SLACK:
        says = "the clock stands behind what was already recorded; set it by NTP"
        return Check("clock", Health.FAILED, says)
    return Check("clock", Health.OK, f"{now:%Y-%m-%d %H:%M} UTC")


def _queue(session: Session, *, now: datetime) -> Check:
    query = select(func.min(OutboundMessage.due_at)).where(
        OutboundMessage.state.in_(("queued", "sending")), OutboundMessage.due_at <= now
    )
    return judge_age(
        "queue", _age(session, query, now=now), slow=QUEUE_SLOW, stuck=QUEUE_STUCK,
        advice="is the scheduler running ('flask serve')?",
    )  # fmt: skip


def _inbox(session: Session, *, now: datetime) -> Check:
    query = select(func.min(RawCallback.received_at)).where(RawCallback.state == "new")
    check = judge_age(
        "backlog", _age(session, query, now=now), slow=UNREAD_SLOW, stuck=UNREAD_STUCK,
        advice="texts are not being read; is the scheduler running ('flask serve')?",
    )  # fmt: skip
    aside = _count(session, select(func.count()).where(RawCallback.state == "set_aside"))
    if check.health is Health.OK and aside:
        says = f"{aside} callbacks were set aside; a person must look at them (Unmatched)"
        return Check("backlog", Health.WARNING, says)
    return check


def _cases(session: Session, *, now: datetime) -> Check:
    query = select(func.count()).where(
        Case.state != "closed", Case.acted_at.is_(None), Case.act_by < now
    )
    late = _count(session, query)
    if late:
        return Check("cases", Health.WARNING, f"{late} cases are late; tell their supervisor")
    return Check("cases", Health.OK, "none is late")


def _rota(session: Session, *, now: datetime) -> Check:
    if rota.is_covered(session, now):
        return Check("rota", Health.OK, "somebody is on duty now and for the next two hours")
    says = "nobody is on duty now or soon, so check-ins are held; a supervisor must fill the rota"
    return Check("rota", Health.FAILED, says)


def _approvals(session: Session, programme: Programme) -> Check:
    if programme.settings.unapproved_texts is not UnapprovedTexts.REFUSE:
        return Check("approvals", Health.OK, "not asked for: drafts go out on a test gateway")
    found = approvals.list_approvals(session, programme.languages)
    drafts = [row for row in found if row.state is not approvals.ApprovalState.APPROVED]
    if not drafts:
        return Check("approvals", Health.OK, f"all {len(found)} wordings are approved")
    says = f"{len(drafts)} of {len(found)} wordings may not be sent; see 'flask texts list'"
    health = Health.FAILED if len(drafts) == len(found) else Health.WARNING
    return Check("approvals", health, says)


def _alarms(session: Session) -> Check:
    kinds = sorted({alarm.kind for alarm in alarms.list_open(session)})
    if kinds:
        return Check("alarms", Health.WARNING, f"open: {', '.join(kinds)}")
    return Check("alarms", Health.OK, "none is open")


def _age(session: Session, query: Select[datetime | None], *, now: datetime) -> timedelta | None:
    oldest = session.scalar(query)
    return None if oldest is None else now - oldest


def _count(session: Session, query: Select[int]) -> int:
    return session.scalar(query) or 0

"""What is stored before and after a request: rows, callbacks, alarms."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from monitor.all_models import metadata
from monitor.privacy import vault
from monitor.sms.models import RawCallback
from monitor.triage.models import Alarm
from tests.integration.callbacks.installation import Installation


@dataclass(frozen=True)
class Snapshot:
    """How many rows every table holds, which callbacks are known, which alarms were raised."""

    rows: Mapping[str, int]
    raw_ids: frozenset[str]
    alarms: Counter[str]


def snapshot(installation: Installation) -> Snapshot:
    """Return what there is before or after a request."""
    with installation.programme.database.reading() as session:
        rows = {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }
        raised: Counter[str] = Counter()
        for alarm in session.scalars(select(Alarm)):
            raised[alarm.kind] += alarm.count
        return Snapshot(rows, frozenset(session.scalars(select(RawCallback.id))), raised)


def raised_since(installation: Installation, before: Snapshot) -> set[str]:
    """Return the kinds of alarm raised since."""
    return set(snapshot(installation).alarms - before.alarms)


def changed_tables(installation: Installation, before: Snapshot) -> set[str]:
    """Return the tables whose number of rows is not what it was."""
    after = snapshot(installation)
    return {name for name in after.rows if after.rows[name] != before.rows[name]}


def new_callback(session: Session, before: Snapshot) -> RawCallback:
    """Return the one callback stored since."""
    query = select(RawCallback).where(RawCallback.id.not_in(before.raw_ids))
    return session.scalars(query).one()


def body_of(session: Session, raw: RawCallback) -> bytes:
    """Return the body that is kept of a callback."""
    assert raw.body_sealed is not None
    text = vault.unseal(
        session, raw.body_sealed, table="raw_callbacks", column="body_sealed", row_id=raw.id
    )
    return text.encode("latin-1")

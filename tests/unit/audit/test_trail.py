"""One line of the trail, as bytes that never vary."""

from datetime import UTC, datetime, timedelta, timezone

from monitor.audit.models import AuditEvent
from monitor.audit.trail import FIRST_LINK, AuditEventKind, canonical, link_after

AT = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


def a_line(at: datetime = AT, **details: object) -> AuditEvent:
    return AuditEvent(
        id=7, at=at, actor_id="s", event="case_seen", object_type="case", object_id="c",
        details=details,
    )  # fmt: skip


def test_the_same_line_gives_the_same_bytes_in_any_zone_and_order() -> None:
    nairobi = AT.astimezone(timezone(timedelta(hours=3)))
    one = canonical(a_line(a=1, b=2), position=1)
    assert one == canonical(a_line(nairobi, b=2, a=1), position=1)


def test_its_place_is_part_of_the_line() -> None:
    assert canonical(a_line(), position=1) != canonical(a_line(), position=2)


def test_a_link_depends_on_the_link_before_it() -> None:
    first = link_after(FIRST_LINK, "line", key=b"k")
    assert link_after(first, "line", key=b"k") != first


def test_names_of_events_fit_their_column() -> None:
    assert max(len(kind.value) for kind in AuditEventKind) <= 40

"""Which wordings this installation has approved: two people, bound to the exact words.

Every text ships as a draft. A wording that changes by one letter is a draft again, so nothing goes
to a person's phone that nobody has read with her safety in mind.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.core.errors import Conflict, Forbidden, Invalid
from monitor.core.ids import new_id
from monitor.core.language import Languages, wording_hash
from monitor.sms.models import TextApproval
from monitor.staff import service as staff
from monitor.staff.permissions import Permission, Scope, may


class ApprovalState(StrEnum):
    """How far a wording has come; only an approved one may be sent."""

    DRAFT = "draft"
    ONCE = "once"
    APPROVED = "approved"


@dataclass(frozen=True)
class WordingState:
    """One wording in one language, and how far it has come."""

    template: str
    language: str
    wording: str
    state: ApprovalState


Approved = frozenset[tuple[str, str, str]]
"""Template, language and hash of every wording that may be sent."""


def approve(
    session: Session,
    languages: Languages,
    *,
    template: str,
    language: str,
    staff_id: str,
    at: datetime,
) -> ApprovalState:
    """Approve a wording as it stands; the second approval must be somebody else's."""
    wording = languages.wording(template, language)
    if wording is None:
        raise Invalid("there is no such wording in this language", field="template")
    member = staff.get(session, staff_id)
    if not member.active or not may(member.role, Permission.APPROVE_TEXTS, scope=Scope.ALL):
        raise Forbidden("texts are approved by an active supervisor or manager")
    row = _find(session, template, language, wording_hash(wording))
    if row is None:
        _add_first(session, template, language, wording, staff_id=staff_id, at=at)
        return ApprovalState.ONCE
    if row.second_by is not None:
        return ApprovalState.APPROVED
    if row.first_by == staff_id:
        raise Conflict("the second approval must come from somebody else")
    row.second_by, row.second_at = staff_id, at
    session.flush()
    return ApprovalState.APPROVED


def approved_hashes(session: Session) -> Approved:
    """Return every wording that two people have approved."""
    query = select(TextApproval).where(TextApproval.second_by.is_not(None))
    return frozenset(
        (row.template, row.language, row.wording_hash) for row in session.scalars(query)
    )


def is_approved(approved: Approved, languages: Languages, template: str, language: str) -> bool:
    """Say whether a wording, exactly as it stands now, was approved."""
    wording = languages.wording(template, language)
    return wording is not None and (template, language, wording_hash(wording)) in approved


def list_approvals(session: Session, languages: Languages) -> tuple[WordingState, ...]:
    """Return every wording in every language, with how far it has come."""
    rows = {
        (row.template, row.language, row.wording_hash): row
        for row in session.scalars(select(TextApproval))
    }
    return tuple(
        WordingState(template, code, wording, _state(rows.get(_key(template, code, wording))))
        for code, language in sorted(languages.by_code.items())
        for template, wording in sorted(language.texts.items())
    )


def _key(template: str, language: str, wording: str) -> tuple[str, str, str]:
    return template, language, wording_hash(wording)


def _state(row: TextApproval | None) -> ApprovalState:
    if row is None:
        return ApprovalState.DRAFT
    return ApprovalState.ONCE if row.second_by is None else ApprovalState.APPROVED


def _find(session: Session, template: str, language: str, digest: str) -> TextApproval | None:
    return session.scalar(
        select(TextApproval).where(
            TextApproval.template == template,
            TextApproval.language == language,
            TextApproval.wording_hash == digest,
        )
    )


def _add_first(
    session: Session, template: str, language: str, wording: str, *, staff_id: str, at: datetime
) -> None:
    session.add(
        TextApproval(
            id=new_id(), template=template, language=language,
            wording_hash=wording_hash(wording), first_by=staff_id, first_at=at,
        )
    )  # fmt: skip
    session.flush()

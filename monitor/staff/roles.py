"""The five roles of staff."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is there to do; what she may do follows from `permissions`."""

    CASEWORKER = "caseworker"
    """Follows up her own people."""
    SUPERVISOR = "supervisor"
    """Answers for a team."""
    MANAGER = "manager"
    """Sees aggregates, and decides about texts and staff."""
    DATA_OFFICER = "data_officer"
    """Consents, rights requests and the audit; no case notes."""
    TECHNICIAN = "technician"
    """Keeps it running; never sees content."""

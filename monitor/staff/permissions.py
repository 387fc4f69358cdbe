"""Who may do what, and to whom: one table, read by every door.

Need to know is the rule: nobody holds a permission because of rank. A scope says how far it goes:
her own people, her team's, or everybody's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType

from monitor.staff.roles import Role


class Scope(IntEnum):
    """How far a permission reaches; a wider one holds the narrower ones."""

    OWN = 1
    TEAM = 2
    ALL = 3


class Permission(StrEnum):
    """One thing that can be done; a route or a command names the one it needs."""

    SEE_QUEUE = "see_queue"
    SEE_CASE = "see_case"
    ACT_ON_CASE = "act_on_case"
    ASSIGN_CASE = "assign_case"
    SEE_PERSON = "see_person"
    ENROL = "enrol"
    CHANGE_PLAN = "change_plan"
    RESTRICT_CONTACT = "restrict_contact"
    ASK_QUESTIONS = "ask_questions"
    ASK_TRAINED = "ask_trained"
    SEE_UNMATCHED = "see_unmatched"
    MATCH_TEXT = "match_text"
    CORRECT_READING = "correct_reading"
    SEE_CONSENTS = "see_consents"
    SEE_REPORTS = "see_reports"
    SEE_ROTA = "see_rota"
    CHANGE_ROTA = "change_rota"
    APPROVE_TEXTS = "approve_texts"
    STOP_SENDING = "stop_sending"
    START_SENDING = "start_sending"
    SEE_STAFF = "see_staff"
    CHANGE_STAFF = "change_staff"
    SEE_AUDIT = "see_audit"
    SEE_HEALTH = "see_health"


_CASE_WORK: Mapping[Role, Scope] = {Role.CASEWORKER: Scope.OWN, Role.SUPERVISOR: Scope.TEAM}
_TEAM_WORK: Mapping[Role, Scope] = {Role.CASEWORKER: Scope.TEAM, Role.SUPERVISOR: Scope.TEAM}
_LEADS: Mapping[Role, Scope] = {Role.SUPERVISOR: Scope.TEAM, Role.MANAGER: Scope.ALL}

GRANTS: Mapping[Permission, Mapping[Role, Scope]] = MappingProxyType(
    {
        Permission.SEE_QUEUE: _TEAM_WORK,
        Permission.SEE_CASE: _TEAM_WORK,
        Permission.ACT_ON_CASE: _TEAM_WORK,
        Permission.ASSIGN_CASE: {Role.SUPERVISOR: Scope.TEAM},
        Permission.SEE_PERSON: _CASE_WORK,
        Permission.ENROL: _TEAM_WORK,
        Permission.CHANGE_PLAN: _CASE_WORK,
        Permission.RESTRICT_CONTACT: _TEAM_WORK,
        Permission.ASK_QUESTIONS: _CASE_WORK,
        Permission.ASK_TRAINED: _CASE_WORK,
        Permission.SEE_UNMATCHED: {Role.CASEWORKER: Scope.ALL, Role.SUPERVISOR: Scope.ALL},
        Permission.MATCH_TEXT: _TEAM_WORK,
        Permission.CORRECT_READING: _TEAM_WORK,
        Permission.SEE_CONSENTS: {
            Role.CASEWORKER: Scope.OWN,
            Role.SUPERVISOR: Scope.TEAM,
            Role.DATA_OFFICER: Scope.ALL,
        },
        Permission.SEE_REPORTS: _LEADS,
        Permission.SEE_ROTA: {
            Role.CASEWORKER: Scope.ALL,
            Role.SUPERVISOR: Scope.ALL,
            Role.MANAGER: Scope.ALL,
        },
        Permission.CHANGE_ROTA: _LEADS,
        Permission.APPROVE_TEXTS: {Role.SUPERVISOR: Scope.ALL, Role.MANAGER: Scope.ALL},
        Permission.STOP_SENDING: {
            Role.CASEWORKER: Scope.OWN,
            Role.SUPERVISOR: Scope.TEAM,
            Role.MANAGER: Scope.ALL,
            Role.TECHNICIAN: Scope.ALL,
        },
        Permission.START_SENDING: _LEADS,
        Permission.SEE_STAFF: {**_LEADS, Role.TECHNICIAN: Scope.ALL},
        Permission.CHANGE_STAFF: {Role.MANAGER: Scope.ALL, Role.TECHNICIAN: Scope.ALL},
        Permission.SEE_AUDIT: {Role.DATA_OFFICER: Scope.ALL},
        Permission.SEE_HEALTH: {
            Role.SUPERVISOR: Scope.ALL,
            Role.MANAGER: Scope.ALL,
            Role.TECHNICIAN: Scope.ALL,
        },
    }
)


@dataclass(frozen=True)
class Reach:
    """How far one member of staff reaches with one permission."""

    scope: Scope
    staff_id: str
    shelter_id: str | None

    def covers(self, *, caseworker_id: str | None, shelter_id: str | None) -> bool:
        """Say whether a person or case lies within reach.

        >>> Reach(Scope.TEAM, "s1", "nbo").covers(caseworker_id="s2", shelter_id="nbo")
        True
        >>> Reach(Scope.OWN, "s1", "nbo").covers(caseworker_id="s2", shelter_id="nbo")
        False
        """
        if self.scope is Scope.ALL:
            return True
        own = caseworker_id == self.staff_id
        if self.scope is Scope.OWN:
            return own
        return own or (self.shelter_id is not None and shelter_id == self.shelter_id)


def may(role: Role, permission: Permission, *, scope: Scope) -> bool:
    """Say whether a role holds a permission at least this wide.

    >>> may(Role.CASEWORKER, Permission.SEE_PERSON, scope=Scope.OWN)
    True
    >>> may(Role.MANAGER, Permission.SEE_PERSON, scope=Scope.OWN)
    False
    """
    widest = widest_scope(role, permission)
    return widest is not None and widest >= scope


def widest_scope(role: Role, permission: Permission) -> Scope | None:
    """Return how far a role's permission goes, or None where it has none.

    >>> widest_scope(Role.SUPERVISOR, Permission.SEE_CASE)
    <Scope.TEAM: 2>
    """
    return GRANTS[permission].get(role)


def reach_of(
    role: Role, permission: Permission, *, staff_id: str, shelter_id: str | None
) -> Reach | None:
    """Return how far this member of staff reaches; whose team is the whole programme sees all.

    >>> reach_of(Role.SUPERVISOR, Permission.SEE_CASE, staff_id="s1", shelter_id=None).scope
    <Scope.ALL: 3>
    """
    widest = widest_scope(role, permission)
    if widest is None:
        return None
    if widest is Scope.TEAM and shelter_id is None:
        widest = Scope.ALL
    return Reach(widest, staff_id, shelter_id)

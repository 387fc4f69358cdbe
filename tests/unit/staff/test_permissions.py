"""The table of who may do what, read as a whole."""

import pytest

from monitor.staff.permissions import (
    GRANTS,
    Permission,
    Reach,
    Scope,
    may,
    reach_of,
    widest_scope,
)
from monitor.staff.roles import Role

CONTENT = (
    Permission.SEE_CASE, Permission.SEE_PERSON, Permission.SEE_UNMATCHED, Permission.ENROL,
    Permission.MATCH_TEXT, Permission.CORRECT_READING, Permission.SEE_QUEUE,
)  # fmt: skip


def test_every_permission_is_in_the_table_and_somebody_holds_it() -> None:
    assert set(GRANTS) == set(Permission)
    assert all(GRANTS[permission] for permission in Permission)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DATA_OFFICER, Role.TECHNICIAN])
@pytest.mark.parametrize("permission", CONTENT)
def test_who_does_not_work_with_people_sees_no_content(role: Role, permission: Permission) -> None:
    assert widest_scope(role, permission) is None


def test_a_caseworker_sees_her_own_people_and_a_supervisor_her_team() -> None:
    assert may(Role.CASEWORKER, Permission.SEE_PERSON, scope=Scope.OWN)
    assert not may(Role.CASEWORKER, Permission.SEE_PERSON, scope=Scope.TEAM)
    assert may(Role.SUPERVISOR, Permission.SEE_PERSON, scope=Scope.TEAM)
    assert not may(Role.SUPERVISOR, Permission.SEE_PERSON, scope=Scope.ALL)


def test_only_who_leads_approves_texts_or_starts_sending_again() -> None:
    may_approve = {role for role in Role if may(role, Permission.APPROVE_TEXTS, scope=Scope.ALL)}
    may_start = {role for role in Role if may(role, Permission.START_SENDING, scope=Scope.OWN)}
    assert may_approve == may_start == {Role.SUPERVISOR, Role.MANAGER}


def test_only_the_data_officer_reads_the_audit() -> None:
    assert [role for role in Role if widest_scope(role, Permission.SEE_AUDIT)] == [
        Role.DATA_OFFICER
    ]


@pytest.mark.parametrize("permission", list(Permission))
@pytest.mark.parametrize("role", list(Role))
def test_a_wider_scope_holds_the_narrower_ones(role: Role, permission: Permission) -> None:
    widest = widest_scope(role, permission)
    allowed = [scope for scope in Scope if may(role, permission, scope=scope)]
    assert allowed == [scope for scope in Scope if widest is not None and scope <= widest]


@pytest.mark.parametrize(
    ("scope", "caseworker_id", "shelter_id", "covered"),
    [
        pytest.param(Scope.OWN, "me", "there", True, id="own, elsewhere"),
        pytest.param(Scope.OWN, "she", "here", False, id="a colleague's"),
        pytest.param(Scope.OWN, None, "here", False, id="nobody's"),
        pytest.param(Scope.TEAM, "she", "here", True, id="my team's"),
        pytest.param(Scope.TEAM, "she", "there", False, id="another team's"),
        pytest.param(Scope.TEAM, "me", "there", True, id="mine in another team"),
        pytest.param(Scope.TEAM, "she", None, False, id="of no team"),
        pytest.param(Scope.ALL, None, None, True, id="anybody"),
    ],
)
def test_reach_covers_own_team_or_all(
    scope: Scope, caseworker_id: str | None, shelter_id: str | None, covered: bool
) -> None:
    reach = Reach(scope, "me", "here")
    assert reach.covers(caseworker_id=caseworker_id, shelter_id=shelter_id) is covered


def test_a_team_of_nobody_in_particular_covers_no_person_without_team() -> None:
    assert not Reach(Scope.TEAM, "me", None).covers(caseworker_id="she", shelter_id=None)


def test_a_supervisor_of_the_whole_programme_reaches_all() -> None:
    reach = reach_of(Role.SUPERVISOR, Permission.SEE_CASE, staff_id="me", shelter_id=None)
    assert reach == Reach(Scope.ALL, "me", None)


def test_a_caseworker_of_the_whole_programme_still_reaches_only_her_own() -> None:
    reach = reach_of(Role.CASEWORKER, Permission.SEE_PERSON, staff_id="me", shelter_id=None)
    assert reach == Reach(Scope.OWN, "me", None)


def test_who_lacks_a_permission_reaches_nobody() -> None:
    reach = reach_of(Role.TECHNICIAN, Permission.SEE_CASE, staff_id="me", shelter_id=None)
    assert reach is None

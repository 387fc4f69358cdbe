"""The five roles."""

from monitor.staff.roles import Role


def test_the_roles_are_the_agreed_five() -> None:
    assert {role.value for role in Role} == {
        "caseworker", "supervisor", "manager", "data_officer", "technician",
    }  # fmt: skip

"""The roles of the house."""

from goodstanding.access.role import Role


def test_the_house_knows_eight_roles() -> None:
    assert [role.value for role in Role] == [
        "collector", "supervisor", "strategist", "compliance officer", "client user", "agency user", "administrator",
        "auditor",
    ]  # fmt: skip

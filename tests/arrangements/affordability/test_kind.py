"""The kinds of lines a budget asks for."""

from goodstanding.arrangements.affordability.kind import SIDES, groups, kinds


def test_every_side_is_asked_for() -> None:
    assert {group.side for group in groups()} == set(SIDES)


def test_the_groups_are_those_of_the_standard_financial_statement() -> None:
    fixed = [group.name for group in groups() if group.side == "fixed"]
    flexible = [group.name for group in groups() if group.side == "flexible"]
    assert fixed == [
        "home", "utilities", "care_and_health", "transport", "school", "pensions_and_insurance", "professional",
        "other_essential",
    ]  # fmt: skip
    assert flexible == ["communications_and_leisure", "food_and_housekeeping", "personal"]


def test_a_name_stands_for_one_kind() -> None:
    names = [one.name for group in groups() for one in group.kinds]
    assert len(names) == len(set(names)) == len(kinds())
    assert all(one.says for one in kinds().values())

"""Every group and kind of a budget is asked for in Spanish as well."""

from goodstanding.arrangements.affordability.kind import groups, kinds
from goodstanding.portal.budget.label import GROUP_LABELS, KIND_LABELS


def test_nothing_is_left_in_english() -> None:
    assert set(KIND_LABELS["es"]) == set(kinds())
    assert set(GROUP_LABELS["es"]) == {group.name for group in groups()}

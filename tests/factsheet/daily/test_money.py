"""Money is counted in minor units."""

from goodstanding.factsheet.daily.money import ITEMS, MONEY


def test_all_money_is_in_minor_units_and_all_items_are_counted_or_dated() -> None:
    assert {column.kind for column in MONEY} == {"amount", "whole"}
    assert {column.kind for column in ITEMS} == {"whole", "date"}

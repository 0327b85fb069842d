"""An open item is known by its account and its number."""

from goodstanding.factsheet.daily.item import ITEM


def test_an_item_begins_with_its_numbers() -> None:
    assert [column.name for column in ITEM[:2]] == ["account_id", "item_id"]

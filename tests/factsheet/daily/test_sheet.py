"""The whole of the declared columns: names, schemas, who may use what."""

import re

import pytest

from goodstanding.factsheet.column import ColumnRefused
from goodstanding.factsheet.daily import sheet
from goodstanding.factsheet.daily.column import USERS, DailyColumn


def test_a_name_declared_twice_is_refused() -> None:
    column = sheet.ACCOUNT_COLUMNS["score"]
    with pytest.raises(ColumnRefused, match="score is declared twice"):
        sheet.by_name([column, column])


def test_schemas_follow_the_declarations_in_order() -> None:
    assert sheet.account_schema().names == list(sheet.ACCOUNT_COLUMNS)
    assert sheet.item_schema().names == list(sheet.ITEM_COLUMNS)
    assert len(sheet.ACCOUNT_COLUMNS) >= 80


def test_every_account_column_belongs_to_one_idea() -> None:
    assert [one.name for columns in sheet.IDEAS.values() for one in columns] == list(sheet.ACCOUNT_COLUMNS)


@pytest.mark.parametrize(
    "column", [*sheet.ACCOUNT_COLUMNS.values(), *sheet.ITEM_COLUMNS.values()], ids=lambda one: one.name
)
def test_a_column_says_what_it_is(column: DailyColumn) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)
    assert column.meaning[0].isupper() and column.meaning.endswith(".")
    assert column.origin and column.unit
    assert column.users and column.users <= set(USERS)


ASKS = {
    "on_hold", "promise_open", "plan_open", "plan_paused", "settlement_open", "interest_frozen", "hardship_open",
}  # fmt: skip
"""Names of a yes or no that say by themselves what they ask."""


@pytest.mark.parametrize("column", sheet.ACCOUNT_COLUMNS.values(), ids=lambda one: one.name)
def test_a_name_tells_the_kind(column: DailyColumn) -> None:
    assert (column.name.endswith("_minor") and column.name != "is_minor") == (column.kind == "amount")
    assert column.name.endswith("_date") == (column.kind == "date")
    asks = column.name.startswith(("is_", "has_", "can_")) or column.name in ASKS
    assert asks == (column.kind == "yes")


def test_a_grain_of_items_names_what_an_account_names_alike() -> None:
    shared = sheet.ACCOUNT_COLUMNS.keys() & sheet.ITEM_COLUMNS.keys()
    assert shared >= {"balance_minor", "days_past_due", "is_disputed", "last_step", "steps_taken"}
    assert all(sheet.ACCOUNT_COLUMNS[name].kind == sheet.ITEM_COLUMNS[name].kind for name in shared)

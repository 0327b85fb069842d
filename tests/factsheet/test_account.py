"""The columns of a debt stand in the sheet of debts, each read from one place."""

from goodstanding.factsheet.account import DEBT_COLUMNS
from goodstanding.factsheet.brief import DEBTS


def test_every_column_stands_in_its_sheet() -> None:
    assert all(DEBTS[column.name] is column for column in DEBT_COLUMNS)
    assert {"debt_id", "debt_balance", "account"} <= {column.name for column in DEBT_COLUMNS}


def test_no_two_columns_are_read_from_one_place() -> None:
    paths = [column.path for column in DEBT_COLUMNS if column.path]
    assert len(paths) == len(set(paths))

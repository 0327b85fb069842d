"""The columns of an act stand in the sheet of acts, each read from one place."""

from goodstanding.factsheet.act import DEED_COLUMNS
from goodstanding.factsheet.brief import ACTS


def test_every_column_stands_in_its_sheet() -> None:
    assert all(ACTS[column.name] is column for column in DEED_COLUMNS)
    assert {"act_kind", "at", "zones"} <= {column.name for column in DEED_COLUMNS}


def test_no_two_columns_are_read_from_one_place() -> None:
    paths = [column.path for column in DEED_COLUMNS if column.path]
    assert len(paths) == len(set(paths))

"""The columns of a person stand in the sheet of acts, each read from one place."""

from goodstanding.factsheet.brief import ACTS
from goodstanding.factsheet.person import PERSON_COLUMNS


def test_every_column_stands_in_its_sheet() -> None:
    assert all(ACTS[column.name] is column for column in PERSON_COLUMNS)
    assert {"consumer_state", "media_opt_out"} <= {column.name for column in PERSON_COLUMNS}


def test_no_two_columns_are_read_from_one_place() -> None:
    paths = [column.path for column in PERSON_COLUMNS if column.path]
    assert len(paths) == len(set(paths))

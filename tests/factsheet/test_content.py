"""The columns of a finished text stand in the sheet of acts, each read from one place."""

from goodstanding.factsheet.brief import ACTS
from goodstanding.factsheet.content import CONTENT_COLUMNS


def test_every_column_stands_in_its_sheet() -> None:
    assert all(ACTS[column.name] is column for column in CONTENT_COLUMNS)
    assert {"act_elements", "act_states"} <= {column.name for column in CONTENT_COLUMNS}


def test_no_two_columns_read_one_place_in_the_same_way() -> None:
    """A line of an itemisation is read twice: as the words on the page, and as the amount they mean."""
    places = [(column.path, column.kind) for column in CONTENT_COLUMNS if column.path]
    assert len(places) == len(set(places))

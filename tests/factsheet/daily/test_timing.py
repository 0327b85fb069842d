"""Ages are in days."""

from goodstanding.factsheet.daily.timing import TIMING


def test_ages_are_whole_days() -> None:
    assert all(column.unit == "days" for column in TIMING if column.name.startswith("days_"))

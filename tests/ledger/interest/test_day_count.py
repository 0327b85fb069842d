"""Day counts, against the published rows beside the checkout and by hand."""

import csv
from datetime import date
from fractions import Fraction

import pytest

from goodstanding.ledger.interest.day_count import days, year_days, year_fraction
from tests.ledger.interest.published import published


@pytest.mark.shared
def test_the_forty_rows_of_isda() -> None:
    rows = list(csv.DictReader(published("worked_examples", "daycount_30_360_isda.csv").splitlines()))
    assert len(rows) == 40
    for row in rows:
        start, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
        assert days(start, end, count="30/360") == int(row["days"]), row
        assert year_fraction(start, end, count="30/360") == Fraction(int(row["days"]), 360)


@pytest.mark.parametrize(
    ("start", "end", "counted"),
    [
        (date(2026, 1, 30), date(2026, 1, 31), 0),
        (date(2026, 1, 29), date(2026, 1, 31), 2),
        (date(2026, 1, 31), date(2026, 3, 1), 31),
        (date(2026, 2, 28), date(2026, 3, 1), 3),
    ],
)
def test_thirty_days_a_month(start: date, end: date, counted: int) -> None:
    assert days(start, end, count="30/360") == counted


def test_parts_of_thirty_day_months_add_up_wherever_they_are_cut() -> None:
    for anchor in (date(2026, 1, 15), date(2026, 1, 30), date(2026, 1, 31)):
        for cut in (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)):
            end = date(2026, 5, 31)
            parts = days(anchor, cut, count="30/360") + days(cut, end, count="30/360", anchor=anchor)
            assert parts == days(anchor, end, count="30/360")


def test_leap_years() -> None:
    assert year_fraction(date(2023, 1, 1), date(2024, 1, 1), count="act/act") == 1
    assert year_fraction(date(2024, 1, 1), date(2025, 1, 1), count="act/act") == 1
    assert year_fraction(date(2024, 1, 1), date(2025, 1, 1), count="act/365") == Fraction(366, 365)
    assert year_fraction(date(2023, 1, 1), date(2024, 1, 1), count="act/360") == Fraction(365, 360)
    assert year_fraction(date(2003, 11, 1), date(2004, 5, 1), count="act/act") == Fraction(61, 365) + Fraction(121, 366)
    assert [year_days(date(year, 3, 1), count="act/act") for year in (1900, 2000, 2023, 2024)] == [365, 366, 365, 366]

"""Months added in columns agree with months added to one day."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.calendars.period import add_months
from goodstanding.calendars.period_table import later_by_months

EPOCH = date(1970, 1, 1)
DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))


def numbered(days: list[date]) -> list[int]:
    return [(day - EPOCH).days for day in days]


@given(days=st.lists(DAYS, min_size=1, max_size=30), months=st.integers(-300, 600))
def test_many_days_move_as_one_day_does(days: list[date], months: int) -> None:
    moved = later_by_months(np.array(numbered(days)), np.full(len(days), months))
    assert moved.tolist() == numbered([add_months(day, months) for day in days])


def test_every_day_of_a_leap_year_and_the_next_moves_by_every_month_of_two_years() -> None:
    days = [date(2024, 1, 1) + timedelta(days=ahead) for ahead in range(731)]
    for months in range(25):
        moved = later_by_months(np.array(numbered(days)), np.array(months))
        assert moved.tolist() == numbered([add_months(day, months) for day in days])


def test_the_end_of_january_and_a_month_is_the_end_of_february() -> None:
    ends = numbered([date(2023, 1, 31), date(2024, 1, 31), date(2024, 1, 29)])
    later = numbered([date(2023, 2, 28), date(2024, 2, 29), date(2024, 2, 29)])
    assert later_by_months(np.array(ends), np.array([1, 1, 1])).tolist() == later

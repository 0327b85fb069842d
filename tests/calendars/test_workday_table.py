"""Business days in columns agree with those counted one by one."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.calendars import business_day, workday_table
from goodstanding.calendars.business_day import UnknownCalendar

EPOCH = date(1970, 1, 1)
CALENDARS = ("us_federal", "us_banking")
DAYS = st.integers((date(2000, 1, 1) - EPOCH).days, (date(2045, 1, 1) - EPOCH).days)


@pytest.mark.parametrize("calendar", CALENDARS)
def test_every_day_of_twenty_years_is_open_as_one_by_one(calendar: str) -> None:
    days = np.arange((date(2015, 1, 1) - EPOCH).days, (date(2035, 1, 1) - EPOCH).days)
    single = [business_day.is_business_day(EPOCH + timedelta(days=int(n)), calendar=calendar) for n in days]
    assert workday_table.is_open(days, calendar=calendar).tolist() == single


@given(days=st.lists(DAYS, min_size=1, max_size=20), count=st.integers(-300, 300))
def test_the_nth_business_day_after_is_that_of_one_day(days: list[int], count: int) -> None:
    counts = np.full(len(days), count)
    found = workday_table.after(np.array(days), counts, calendar="us_federal")
    single = [business_day.add_business_days(_date(day), count, calendar="us_federal") for day in days]
    assert [_date(int(day)) for day in found] == single


@given(first=DAYS, length=st.integers(0, 400))
def test_business_days_between_are_those_of_one_pair(first: int, length: int) -> None:
    found = workday_table.between(np.array([first]), np.array([first + length]), calendar="us_federal")
    single = business_day.business_days_between(_date(first), _date(first + length), calendar="us_federal")
    assert found.tolist() == [single]


def test_around_independence_day() -> None:
    """In 2026 the fourth of July is a Saturday, and federal offices close on the Friday."""
    thursday = np.array([(date(2026, 7, 2) - EPOCH).days])
    assert _date(int(workday_table.after(thursday, np.array([1]), calendar="us_federal")[0])) == date(2026, 7, 6)
    assert workday_table.between(thursday, thursday + 3, calendar="us_federal").tolist() == [0]
    assert workday_table.between(thursday, thursday + 4, calendar="us_federal").tolist() == [1]


@pytest.mark.parametrize(("calendar", "first"), [("us_federal", date(1970, 1, 1)), ("us_banking", date(1999, 1, 1))])
def test_a_calendar_reaches_as_far_as_it_is_known(calendar: str, first: date) -> None:
    start, end = (first - EPOCH).days, (date(2059, 12, 31) - EPOCH).days
    days, counts = np.array([start - 1, start, end - 10, end, end + 1]), np.array([1, 1, 1, 1, 0])
    assert workday_table.reaches(days, counts, calendar=calendar).tolist() == [False, True, True, False, False]


def test_an_unknown_calendar_is_refused() -> None:
    with pytest.raises(UnknownCalendar):
        workday_table.is_open(np.array([0]), calendar="moon")


def _date(day: int) -> date:
    return EPOCH + timedelta(days=day)


@pytest.mark.parametrize("calendar", CALENDARS)
def test_holidays_are_those_of_single_days(calendar: str) -> None:
    days = np.arange((date(2020, 1, 1) - EPOCH).days, (date(2031, 1, 1) - EPOCH).days)
    single = [business_day.holiday_name(_date(int(day)), calendar=calendar) is not None for day in days]
    assert workday_table.is_holiday(days, calendar=calendar).tolist() == single

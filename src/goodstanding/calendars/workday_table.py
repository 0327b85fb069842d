"""Business days counted for many dates at once, on the calendars of `business_day`.

Days are whole days since 1970. A calendar is laid out for the years it knows between 1970 and 2060; `reaches` says
where that is far enough, and what the other functions give beyond it means nothing.
"""

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from goodstanding.calendars.business_day import UnknownCalendar, holiday_name, is_business_day
from goodstanding.calendars.wall_clock import FIRST_YEAR, LAST_YEAR

Days = NDArray[np.int64]
Flags = NDArray[np.bool_]
EPOCH = date(1970, 1, 1)


class Table(NamedTuple):
    """A calendar laid out: its first day, how many business days lie before each day, and the day of each of them."""

    first: int
    before: Days
    positions: Days


def after(days: Days, counts: Days, *, calendar: str) -> Days:
    """Return the n-th business day after each day, before it if below zero; for 0 the day itself, open or not."""
    _, _, positions = _table(calendar)
    place = np.clip(_place(days, counts, calendar=calendar), 0, len(positions) - 1)
    return np.where(counts == 0, days, positions[place])


def between(first: Days, last: Days, *, calendar: str) -> Days:
    """Return how many business days come after the first and up to and including the last."""
    counted: Days = _before(last + 1, calendar=calendar) - _before(first + 1, calendar=calendar)
    return counted


def is_open(days: Days, *, calendar: str) -> Flags:
    """Say whether each day is a business day."""
    opened: Flags = _before(days + 1, calendar=calendar) > _before(days, calendar=calendar)
    return opened


def reaches(days: Days, counts: Days, *, calendar: str) -> Flags:
    """Say whether the calendar is known from each day to its n-th business day."""
    first, before, positions = _table(calendar)
    place = _place(days, counts, calendar=calendar)
    covered: Flags = (days >= first) & (days - first + 1 < len(before)) & (place >= 0) & (place < len(positions))
    return covered


def _place(days: Days, counts: Days, *, calendar: str) -> Days:
    """Return which of the calendar's business days is meant."""
    ahead = _before(days + 1, calendar=calendar) + counts - 1
    return np.where(counts < 0, _before(days, calendar=calendar) + counts, np.maximum(ahead, 0))


def _before(days: Days, *, calendar: str) -> Days:
    first, before, _ = _table(calendar)
    return before[np.clip(days - first, 0, len(before) - 1)]


@cache
def _table(calendar: str) -> Table:
    years = [year for year in range(FIRST_YEAR, LAST_YEAR) if _knows(calendar, year)]
    if not years:
        raise UnknownCalendar(f"No calendar is called {calendar!r}.")
    start = date(years[0], 1, 1)
    total = (date(years[-1] + 1, 1, 1) - start).days
    holds = np.array([is_business_day(start + timedelta(days=n), calendar=calendar) for n in range(total)], bool)
    first = (start - EPOCH).days
    before = np.concatenate([[0], np.cumsum(holds)]).astype(np.int64)
    return Table(first, before, np.flatnonzero(holds).astype(np.int64) + first)


def _knows(calendar: str, year: int) -> bool:
    try:
        is_business_day(date(year, 1, 1), calendar=calendar)
    except UnknownCalendar:
        return False
    return True


def is_holiday(days: Days, *, calendar: str) -> Flags:
    """Say whether each day is a holiday, on whatever weekday it falls; a plain weekend is none."""
    return np.isin(days, _holidays(calendar))


@cache
def _holidays(calendar: str) -> Days:
    first, before, _ = _table(calendar)
    days = [EPOCH + timedelta(days=first + ahead) for ahead in range(len(before) - 1)]
    found = [(day - EPOCH).days for day in days if holiday_name(day, calendar=calendar) is not None]
    return np.array(found, np.int64)

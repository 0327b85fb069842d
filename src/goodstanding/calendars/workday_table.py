"""Business days counted for many dates at once, on the calendars of `business_day`."""

from datetime import date, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from goodstanding.calendars.business_day import is_business_day
from goodstanding.calendars.wall_clock import FIRST_YEAR, LAST_YEAR

Days = NDArray[np.int64]


def after(days: Days, counts: Days, *, calendar: str) -> Days:
    """Return the n-th business day after each day (days since 1970); for n of 0 the day itself, business day or not."""
    before, positions = _tables(calendar)
    return np.where(counts == 0, days, positions[before[days + 1] + np.maximum(counts, 1) - 1])


def between(first: Days, last: Days, *, calendar: str) -> Days:
    """Return how many business days come after the first and up to and including the last."""
    before, _ = _tables(calendar)
    return before[last + 1] - before[first + 1]


def is_open(days: Days, *, calendar: str) -> NDArray[np.bool_]:
    """Say whether each day is a business day."""
    before, _ = _tables(calendar)
    return before[days + 1] > before[days]


@cache
def _tables(calendar: str) -> tuple[Days, Days]:
    """Return how many business days lie before each day since 1970, and the day of each business day."""
    start, total = date(1970, 1, 1), (date(LAST_YEAR, 1, 1) - date(FIRST_YEAR, 1, 1)).days
    holds = np.array([is_business_day(start + timedelta(days=n), calendar=calendar) for n in range(total)], bool)
    return np.concatenate([[0], np.cumsum(holds)]).astype(np.int64), np.flatnonzero(holds).astype(np.int64)

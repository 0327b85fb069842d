"""Day counts: how many days an interval has and what part of a year it is, as contracts and laws count.

An interval begins with its first day and ends before its last. "act/365" is act/365 fixed; "act/act" is that of ISDA,
which divides days of leap years by 366 and others by 365; "30/360" is that of ISDA (30/360 bond basis), whose count
depends on where counting began: `anchor`. A part of an interval is what the count grows by from its start to its end,
so that parts add up to the whole wherever it is cut.
"""

import itertools
from calendar import isleap
from datetime import date
from fractions import Fraction
from typing import Literal, get_args

DayCount = Literal["act/365", "act/360", "act/act", "30/360"]

DAY_COUNTS: tuple[DayCount, ...] = get_args(DayCount)
YEAR_DAYS: dict[DayCount, int] = {"act/365": 365, "act/360": 360, "30/360": 360}
"""Days of a year where all years are alike."""
_MONTH_END = 30


def days(start: date, end: date, *, count: DayCount, anchor: date | None = None) -> int:
    """Return how many days lie from a day to before another; `anchor` is where counting began, by default the start.

    >>> days(date(2007, 1, 31), date(2007, 2, 28), count="30/360")
    28
    >>> days(date(2008, 2, 28), date(2008, 3, 1), count="act/365")
    2
    """
    if count != "30/360":
        return (end - start).days
    ends_month = (anchor or start).day >= _MONTH_END
    return _thirty(end, ends_month=ends_month) - _thirty(start, ends_month=ends_month)


def year_days(day: date, *, count: DayCount) -> int:
    """Return how many days the year of a day has by a count.

    >>> year_days(date(2024, 5, 1), count="act/act"), year_days(date(2024, 5, 1), count="act/365")
    (366, 365)
    """
    return YEAR_DAYS.get(count) or (366 if isleap(day.year) else 365)


def year_fraction(start: date, end: date, *, count: DayCount, anchor: date | None = None) -> Fraction:
    """Return what part of a year an interval is.

    >>> year_fraction(date(2023, 12, 1), date(2024, 2, 1), count="act/act")
    Fraction(11326, 66795)
    """
    if count != "act/act":
        return Fraction(days(start, end, count=count, anchor=anchor), YEAR_DAYS[count])
    cuts = [start, *(date(year, 1, 1) for year in range(start.year + 1, end.year + 1)), end]
    pairs = itertools.pairwise(cuts)
    return sum((Fraction((last - first).days, year_days(first, count=count)) for first, last in pairs), Fraction(0))


def _thirty(day: date, *, ends_month: bool) -> int:
    """Return the number of a day on an axis of months of thirty days; a 31st counts as one only where asked to."""
    last = min(day.day, _MONTH_END) if ends_month else day.day
    return 360 * day.year + 30 * day.month + last

"""A period: a run of whole days, first and last both inclusive, for reports and statements."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from goodstanding.refusal import Refusal

_MONTHS_A_YEAR = 12
_MONTHS_A_QUARTER = 3
_DAY = r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
_YEAR = re.compile(r"([0-9]{4})")
_QUARTER = re.compile(r"([0-9]{4})-Q([1-4])")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_RANGE = re.compile(rf"{_DAY}\.\.{_DAY}")


class PeriodUnreadable(Refusal, ValueError):
    """The text does not name a period."""


class PeriodBackwards(Refusal, ValueError):
    """The last day of a period would lie before its first."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` to `end`, both inclusive."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse instants in place of days, and an end before the start."""
        if isinstance(self.start, datetime) or isinstance(self.end, datetime):
            raise TypeError("A period runs over days, not instants.")
        if self.end < self.start:
            raise PeriodBackwards(f"A period cannot start on {self.start} and end before that, on {self.end}.")

    @property
    def days(self) -> int:
        """Count the days, both ends included."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        """Say whether a day lies within the period."""
        return self.start <= day <= self.end

    def __str__(self) -> str:
        """Write the period in the shortest form that `parse` reads back."""
        year = self.start.year
        if self == _months(year, 1, count=_MONTHS_A_YEAR):
            return f"{year:04d}"
        if self == _months(year, self.start.month, count=1):
            return f"{year:04d}-{self.start.month:02d}"
        quarter, months_in = divmod(self.start.month - 1, _MONTHS_A_QUARTER)
        if months_in == 0 and self == _months(year, self.start.month, count=_MONTHS_A_QUARTER):
            return f"{year:04d}-Q{quarter + 1}"
        return f"{self.start}..{self.end}"


def month(year: int, month: int) -> Period:
    """Return a calendar month; month is 1 to 12.

    >>> str(month(2024, 2)), month(2024, 2).days
    ('2024-02', 29)
    """
    return _months(year, month, count=1)


def month_of(day: date) -> Period:
    """Return the calendar month a day lies in."""
    return month(day.year, day.month)


def parse(text: str) -> Period:
    """Read "2013", "2013-Q2", "2013-06" or "2013-06-01..2013-06-30"; raise PeriodUnreadable or PeriodBackwards.

    >>> parse("2013-Q2").days
    91
    """
    try:
        return _parsed(text)
    except Refusal:
        raise
    except ValueError as error:
        # The shape was right and the calendar was not: month 13, 31 June, year 0.
        raise PeriodUnreadable(f"{text[:40]!r} names a day or month that does not exist.") from error


def add_months(day: date, months: int) -> date:
    """Move a day by whole months, forwards or backwards, to the last day of the month if it would fall beyond.

    >>> add_months(date(2024, 1, 31), 1), add_months(date(2024, 3, 31), -1)
    (datetime.date(2024, 2, 29), datetime.date(2024, 2, 29))

    Leaving the years 1 to 9999 raises ValueError.
    """
    year, month_index = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    return date(year, month_index + 1, min(day.day, monthrange(year, month_index + 1)[1]))


def months_back(as_of: date, count: int) -> tuple[Period, ...]:
    """Return so many whole calendar months, oldest first, the last being the month of `as_of`.

    >>> [str(each) for each in months_back(date(2013, 1, 15), 2)]
    ['2012-12', '2013-01']
    """
    return tuple(month_of(add_months(as_of, -back)) for back in reversed(range(count)))


def iter_months(period: Period) -> Iterator[Period]:
    """Cut a period at the ends of months; the pieces cover it exactly, so the first and last may be part months."""
    start = period.start
    while (end := month_of(start).end) < period.end:
        yield Period(start, end)
        start = end + timedelta(days=1)
    yield Period(start, period.end)


def _months(year: int, first: int, *, count: int) -> Period:
    start = date(year, first, 1)
    last = add_months(start, count - 1)
    return Period(start, last.replace(day=monthrange(last.year, last.month)[1]))


def _parsed(text: str) -> Period:
    if match := _YEAR.fullmatch(text):
        return _months(int(match[1]), 1, count=_MONTHS_A_YEAR)
    if match := _QUARTER.fullmatch(text):
        first = (int(match[2]) - 1) * _MONTHS_A_QUARTER + 1
        return _months(int(match[1]), first, count=_MONTHS_A_QUARTER)
    if match := _MONTH.fullmatch(text):
        return month(int(match[1]), int(match[2]))
    if match := _RANGE.fullmatch(text):
        return Period(date.fromisoformat(match[1]), date.fromisoformat(match[2]))
    raise PeriodUnreadable(
        f"{text[:40]!r} is not a period; write 2013, 2013-Q2, 2013-06 or 2013-06-01..2013-06-30.",
    )

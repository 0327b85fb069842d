"""Base rates: what a central bank's rate was on a day, and what terms that lean on it make of that.

A history holds the days on which a rate changed. Terms read it in one of three ways: "daily" follows every change;
"reference days" reads it on fixed days of the year and keeps it until the next; "at start" reads it once, on the last
reference day before interest begins (on the first day itself where there are no reference days), and keeps it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

from goodstanding.refusal import Refusal

Fixing = Literal["daily", "reference days", "at start"]

FIXINGS: tuple[Fixing, ...] = get_args(Fixing)


class RateUnknown(Refusal):
    """The history does not reach back to the day, or nobody entered one of this name."""


class ReferenceDayUnreadable(Refusal, ValueError):
    """A day of the year is written as 06-30."""


class Change(NamedTuple):
    """From a day on a rate is so many parts per million a year."""

    effective_date: date
    ppm: int


@dataclass(frozen=True, slots=True)
class History:
    """The changes of one rate, the earliest first."""

    name: str
    changes: tuple[Change, ...]

    def on(self, day: date) -> int:
        """Return the rate on a day in parts per million; raise RateUnknown before the first change."""
        place = bisect_right(self.changes, day, key=lambda change: change.effective_date)
        if place == 0:
            raise RateUnknown(f"No {self.name} rate is known for {day}; bring in its history with `rates import`.")
        return self.changes[place - 1].ppm


def history(name: str, changes: Iterable[Change]) -> History:
    """Return a history of changes in any order; of several on one day the last told holds."""
    by_day = {change.effective_date: change for change in changes}
    return History(name, tuple(by_day[day] for day in sorted(by_day)))


def month_day(text: str) -> tuple[int, int]:
    """Read a day of the year such as "06-30"; raise ReferenceDayUnreadable.

    >>> month_day("06-30")
    (6, 30)
    """
    try:
        read = date.fromisoformat(f"2001-{text}")
    except ValueError as fault:
        raise ReferenceDayUnreadable(f"{text[:20]!r} is not a day of the year; write it as 06-30.") from fault
    return read.month, read.day


def reference_day(day: date, *, reference_days: Sequence[str], is_strict: bool) -> date:
    """Return the last reference day up to a day, or strictly before it.

    >>> reference_day(date(2026, 6, 30), reference_days=("06-30", "12-31"), is_strict=True)
    datetime.date(2025, 12, 31)
    """
    listed = [date(year, *month_day(one)) for year in (day.year - 1, day.year) for one in reference_days]
    return max(one for one in listed if one < day or (one == day and not is_strict))


def rates_between(
    first: date,
    until: date,
    *,
    base: History,
    fixing: Fixing,
    reference_days: Sequence[str] = (),
    begins: date | None = None,
) -> list[Change]:
    """Return the base rate at a first day and every change before another; `begins` is when interest begins.

    Raises RateUnknown.
    """
    if fixing == "at start":
        start = begins or first
        read = reference_day(start, reference_days=reference_days, is_strict=True) if reference_days else start
        return [Change(first, base.on(read))]
    if fixing == "reference days":
        years = range(first.year, until.year + 1)
        listed = sorted(date(year, *month_day(one)) for year in years for one in reference_days)
        read = reference_day(first, reference_days=reference_days, is_strict=False)
        return [Change(first, base.on(read)), *(Change(day, base.on(day)) for day in listed if first < day < until)]
    later = (change for change in base.changes if first < change.effective_date < until)
    return [Change(first, base.on(first)), *later]

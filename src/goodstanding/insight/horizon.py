"""The day and the period a report is about, from what was asked and what today is."""

from dataclasses import dataclass
from datetime import date

from goodstanding.calendars.period import Period, month_of
from goodstanding.calendars.reckoned import RECKONED
from goodstanding.insight.collected import cut
from goodstanding.refusal import Refusal


class DayRefused(Refusal, ValueError):
    """The day, or the period, is none that the books can tell anything about."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """The last day that counts, and the period that ends on it."""

    as_of: date
    period: Period


def horizon(*, as_of: date | None, period: Period | None, today: date) -> Horizon:
    """Settle day and period: by default today and its month; a period alone ends the report at its end, or today.

    Raises DayRefused for a day or a period in the future, and for a day outside the period.

    >>> str(horizon(as_of=date(2013, 6, 30), period=None, today=date(2026, 1, 2)).period)
    '2013-06'
    """
    if period is not None and period.start > today:
        raise DayRefused(f"The period {period} has not begun yet; today is {today}.")
    day = as_of or min(period.end if period else today, today)
    if day > today:
        raise DayRefused(f"{day} lies in the future; a report can go up to today, {today}.")
    if period is not None and day not in period:
        raise DayRefused(f"{day} is not a day of the period {period}; leave one of the two out.")
    return Horizon(day, cut(period or month_of(day), as_of=day))


def checked(day: date) -> date:
    """Return the day, or raise DayRefused where no book can reach back so far."""
    if day < RECKONED.start:
        raise DayRefused(f"The books do not go back to {day}; choose a day from the year {RECKONED.start.year} on.")
    return day

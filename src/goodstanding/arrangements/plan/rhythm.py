"""Rhythm: on which days the instalments of a plan fall due.

For schedules of plans and of settlements. A rhythm names days without end; a day on which nobody works is rolled by a
named calendar, and the days of one plan always rise.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Literal, NamedTuple, get_args

from goodstanding.calendars.business_day import is_business_day, next_business_day, previous_business_day

Every = Literal["week", "two weeks", "four weeks", "month", "half month", "last business day"]
Roll = Literal["next", "previous", "none"]

EVERY: tuple[Every, ...] = get_args(Every)
ROLLS: tuple[Roll, ...] = get_args(Roll)
DAYS: dict[Every, int] = {"week": 7, "two weeks": 14, "four weeks": 28}
MONTH_DAYS_MOST = 31
APART: dict[Every, int] = {"month": 14, "half month": 7}
"""So many days lie at least between a first instalment on a day of its own and the next."""

A_YEAR: dict[Every, int] = {
    "week": 52, "two weeks": 26, "four weeks": 13, "month": 12, "half month": 24, "last business day": 12,
}  # fmt: skip
"""How many instalments a year has, as budgets reckon it."""


class Rhythm(NamedTuple):
    """How often, and on which days.

    `day` is the day of the month, 31 meaning its last; 0 takes the first date's. `second_day` is the other day of a
    half month. A rhythm of weeks goes on from the first date. `days_after` moves every day on from a payday.
    """

    every: Every = "month"
    day: int = 0
    second_day: int = 0
    days_after: int = 0
    calendar: str = "us_federal"
    roll: Roll = "next"


def faults(rhythm: Rhythm) -> Iterator[str]:
    """Yield what is wrong with a rhythm, as sentences."""
    if rhythm.every not in EVERY:
        yield f"{rhythm.every!r} is not a rhythm. It is one of {', '.join(EVERY)}."
    if rhythm.roll not in ROLLS:
        yield f"{rhythm.roll!r} is no way to move a day. It is one of {', '.join(ROLLS)}."
    if not 0 <= rhythm.day <= MONTH_DAYS_MOST or not 0 <= rhythm.second_day <= MONTH_DAYS_MOST:
        yield f"A day of the month lies between 1 and {MONTH_DAYS_MOST}."
    if rhythm.every == "half month" and not 0 < rhythm.day < rhythm.second_day:
        yield "Twice a month needs two days of the month, the earlier first."
    if not 0 <= rhythm.days_after <= MONTH_DAYS_MOST:
        yield f"An instalment falls due between 0 and {MONTH_DAYS_MOST} days after payday."


def dates(rhythm: Rhythm, *, first_date: date) -> Iterator[date]:
    """Yield the days of a rhythm from a first day on, rolled, each after the one before.

    >>> list(zip(range(3), dates(Rhythm("month", day=31, calendar="US"), first_date=date(2026, 1, 31))))[1:]
    [(1, datetime.date(2026, 3, 2)), (2, datetime.date(2026, 3, 31))]
    """
    last = first_date - timedelta(days=1)
    later = rhythm._replace(roll="none" if rhythm.roll == "none" else "next")
    for day in _plain(rhythm, first_date):
        moved = rolled(day + timedelta(days=rhythm.days_after), rhythm)
        # Rolled back, a day may come before the plan begins or onto the day before it.
        last = moved if moved > last else rolled(last + timedelta(days=1), later)
        yield last


def rolled(day: date, rhythm: Rhythm) -> date:
    """Return a day, or the business day next to it on the side the rhythm names."""
    if rhythm.roll == "none" or is_business_day(day, calendar=rhythm.calendar):
        return day
    beside = next_business_day if rhythm.roll == "next" else previous_business_day
    return beside(day, calendar=rhythm.calendar)


def _plain(rhythm: Rhythm, first: date) -> Iterator[date]:
    """Yield the days before they are rolled; the first is the first day itself wherever a plan may begin at once."""
    if rhythm.every in DAYS:
        yield from (first + timedelta(days=DAYS[rhythm.every] * step) for step in count())
        return
    if rhythm.every == "last business day":
        yield from (day for day in _last_days(rhythm, first) if day >= first)
        return
    days = (rhythm.day, rhythm.second_day) if rhythm.every == "half month" else (rhythm.day or first.day,)
    # Whoever begins on another day than the rhythm's own is not asked again within the same few days.
    is_own = first in {_in_month(first, 0, day) for day in days}
    least = first if is_own else first + timedelta(days=APART[rhythm.every])
    yield first
    yield from (found for step in count() for day in days if (found := _in_month(first, step, day)) > least)


def _last_days(rhythm: Rhythm, first: date) -> Iterator[date]:
    for step in count():
        end = _in_month(first, step, MONTH_DAYS_MOST)
        yield (
            end
            if is_business_day(end, calendar=rhythm.calendar)
            else previous_business_day(end, calendar=rhythm.calendar)
        )


def _in_month(start: date, months: int, day: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1]))

"""Rate lines: how much a unit of principal has borne from a fixed day until another, as whole numbers.

The line rises by the rate in parts per million times the units of a day; `denominator` units are a year. Interest from
a day to another is the principal times what the line grew by, which is why a million steps need no loop.
"""

from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodstanding.ledger.interest.base_rate import History, reference_day
from goodstanding.ledger.interest.day_count import YEAR_DAYS, DayCount
from goodstanding.ledger.interest.reckoning import at_most, rates_of
from goodstanding.ledger.interest.terms import Leg, Terms

Whole: TypeAlias = NDArray[np.int64]
EPOCH = date(1970, 1, 1)
ACT_ACT_UNITS = 365 * 366
_YEARS = np.arange(1583, 2401)
_YEAR_STARTS = np.array([(date(int(year), 1, 1) - EPOCH).days for year in _YEARS], np.int64)
_IS_LEAP = np.array([isleap(int(year)) for year in _YEARS])
_UNITS_A_DAY = np.where(_IS_LEAP, 365, 366).astype(np.int64)
_UNITS_BEFORE = np.r_[np.int64(0), np.cumsum(_UNITS_A_DAY * np.where(_IS_LEAP, 366, 365))][:-1]


@dataclass(slots=True)
class RateLine:
    """The line of some items; `changes` and `ppm` are shared by all, or each item has its own rate that stands."""

    count: DayCount
    denominator: int
    changes: Whole
    ppm: Whole
    own_ppm: Whole | None
    ends_month: NDArray[np.bool_]

    def grown(self, whose: Whole, first: Whole, until: Whole) -> Whole:
        """Return what the line of an item grows by from a day to before another."""
        if self.count != "30/360":
            return self._grown(whose, first, until, ends_month=False)
        by_end = self._grown(whose, first, until, ends_month=True)
        return np.where(self.ends_month[whose], by_end, self._grown(whose, first, until, ends_month=False))

    def _grown(self, whose: Whole, first: Whole, until: Whole, *, ends_month: bool) -> Whole:
        if self.own_ppm is not None:
            units = _units(until, self.count, ends_month=ends_month) - _units(first, self.count, ends_month=ends_month)
            return units * self.own_ppm[whose]
        return self._height(until, ends_month=ends_month) - self._height(first, ends_month=ends_month)

    def _height(self, days: Whole, *, ends_month: bool) -> Whole:
        at_changes = _units(self.changes, self.count, ends_month=ends_month)
        before = np.r_[np.int64(0), np.cumsum(np.diff(at_changes) * self.ppm[:-1])]
        place = np.searchsorted(self.changes, days, side="right") - 1
        units = _units(days, self.count, ends_month=ends_month)
        found: Whole = before[place] + (units - at_changes[place]) * self.ppm[place]
        return found


def rate_line(terms: Terms, begins: Whole, first: Whole, last: int, *, histories: Mapping[str, History]) -> RateLine:
    """Return the line of items whose interest begins, and is first asked for, on these days; raises RateUnknown."""
    denominator = YEAR_DAYS.get(terms.day_count, ACT_ACT_UNITS)
    start, end = int(first.min()), last
    ends_month = _months_and_days(first)[1] >= 30  # noqa: PLR2004  months of thirty days.
    if terms.base_name and terms.fixing == "at start":
        own, changes, ppm = _standing(terms, begins, end, histories), np.zeros(0, np.int64), np.zeros(0, np.int64)
        return RateLine(terms.day_count, denominator, changes, ppm, own, ends_month)
    leg = Leg(_day(start), _day(end), _day(start), terms)
    found = rates_of(leg, histories=histories)
    changes = np.array([(one.effective_date - EPOCH).days for one in found], np.int64)
    ppm = np.array([one.ppm for one in found], np.int64)
    return RateLine(terms.day_count, denominator, changes, ppm, None, ends_month)


def _standing(terms: Terms, begins: Whole, end: int, histories: Mapping[str, History]) -> Whole:
    """Return the rate that each item keeps: as many look-ups as there are different days to read on."""
    days, place = np.unique(begins, return_inverse=True)
    by_read: dict[date, int] = {}
    rates = []
    for number in days.tolist():
        begin = _day(number)
        read = (
            reference_day(begin, reference_days=terms.reference_days, is_strict=True) if terms.reference_days else begin
        )
        if read not in by_read:
            leg = Leg(begin, _day(max(end, number + 1)), begin, terms)
            by_read[read] = rates_of(leg, histories=histories)[0].ppm
        rates.append(at_most(by_read[read], terms))
    return np.array(rates, np.int64)[place]


def _units(days: Whole, count: DayCount, *, ends_month: bool) -> Whole:
    if count == "act/act":
        year = np.searchsorted(_YEAR_STARTS, days, side="right") - 1
        found: Whole = _UNITS_BEFORE[year] + (days - _YEAR_STARTS[year]) * _UNITS_A_DAY[year]
        return found
    if count != "30/360":
        return days
    months, day = _months_and_days(days)
    return months * 30 + (np.minimum(day, 30) if ends_month else day)


def _months_and_days(days: Whole) -> tuple[Whole, Whole]:
    """Return months since 1970 and the day of the month."""
    stamps = days.astype("datetime64[D]")
    months = stamps.astype("datetime64[M]")
    return months.astype(np.int64), (stamps - months.astype("datetime64[D]")).astype(np.int64) + 1


def _day(number: int) -> date:
    return EPOCH + timedelta(days=number)

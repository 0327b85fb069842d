"""What was charged and what was collected, day by day, and their sums over any period.

One row a currency and day is small enough to hold for decades, so every period of a report is cut from the same rows.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from goodstanding.calendars.period import Period
from goodstanding.insight.dso import MONTHS_OF_THREE, Charges


@dataclass(frozen=True, slots=True)
class DayFlow:
    """Part of what one day brought, in minor units: charges less those taken back, receipts less what went back."""

    day: date
    charged_minor: int
    collected_minor: int


class Flows:
    """The flows of one currency, kept by day with running totals, so that any period is one subtraction."""

    def __init__(self, days: Iterable[DayFlow]) -> None:
        """Take flows in any order; a day may have several."""
        flows = sorted(days, key=lambda flow: flow.day)
        self._days = [flow.day for flow in flows]
        self._charged = [0, *accumulate(flow.charged_minor for flow in flows)]
        self._collected = [0, *accumulate(flow.collected_minor for flow in flows)]
        self.first_charge_date = next((flow.day for flow in flows if flow.charged_minor), None)

    def charged_minor(self, period: Period) -> int:
        """Sum what was charged in a period, in minor units."""
        return self._within(self._charged, period)

    def collected_minor(self, period: Period) -> int:
        """Sum what was collected in a period, in minor units."""
        return self._within(self._collected, period)

    def charges(self, period: Period) -> Charges:
        """Return the charges of a period with its days."""
        return Charges(self.charged_minor(period), days=period.days)

    def months_latest_first(self, as_of: date) -> list[Charges]:
        """Return the charges of every calendar month from that of `as_of`, cut there, back to the first charge."""
        months: list[Charges] = []
        end = as_of
        while self.first_charge_date is not None and end >= self.first_charge_date:
            start = end.replace(day=1)
            months.append(self.charges(Period(start, end)))
            end = start - timedelta(days=1)
        return months

    def last_three_months(self, as_of: date) -> list[Charges]:
        """Return the charges of the last three calendar months, the latest cut at `as_of`; fewer if there are fewer."""
        return self.months_latest_first(as_of)[:MONTHS_OF_THREE]

    def _within(self, totals: list[int], period: Period) -> int:
        return totals[bisect_right(self._days, period.end)] - totals[bisect_left(self._days, period.start)]


def cut(period: Period, *, as_of: date) -> Period:
    """Return the period without the days after `as_of`, which must not lie before its start.

    >>> str(cut(Period(date(2013, 6, 1), date(2013, 6, 30)), as_of=date(2013, 6, 10)))
    '2013-06-01..2013-06-10'
    """
    return Period(period.start, min(period.end, as_of))

"""A book over time: for every period its opening, charges, receipts and closing, and the figures made of them.

For the dashboard's charts and for `goodstanding report dso` and `cei`. The balances come as cuts (what is open at the
end of a day), the rest from the daily flows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from goodstanding.calendars.period import Period, iter_months
from goodstanding.insight import cei, dso
from goodstanding.insight.collected import Flows
from goodstanding.money.amount import Amount


@dataclass(frozen=True, slots=True)
class Cut:
    """What is open at the end of a day, in minor units; current is what is not overdue on that day."""

    day: date
    open_n: int
    open_minor: int
    current_minor: int

    @property
    def past_due_minor(self) -> int:
        """Return what is overdue at the end of the day."""
        return self.open_minor - self.current_minor


class Change(NamedTuple):
    """How the open balance changes at one cut, by its position: items, minor units, current minor units."""

    position: int
    n: int
    minor: int
    current_minor: int


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """One currency over one period; every ratio is exact, and None where its definition yields no number."""

    currency: str
    period: Period
    begin: Amount
    charged: Amount
    collected: Amount
    end: Amount
    end_current: Amount
    end_past_due: Amount
    open_n: int
    dso: Fraction | None
    bpdso: Fraction | None
    add: Fraction | None
    cei: Fraction | None
    cei_monthly_average: Fraction | None
    countback: Fraction | None
    dso_3m: Fraction | None

    @property
    def other(self) -> Amount:
        """Return what else changed the open balance: fees, write-offs, debts handed back, money not yet applied."""
        return self.end - self.begin - self.charged + self.collected


@dataclass(frozen=True, slots=True)
class Trend:
    """One currency over a run of periods, oldest first."""

    currency: str
    months: tuple[PeriodFigures, ...]


def running(days: Sequence[date], changes: Iterable[Change]) -> tuple[Cut, ...]:
    """Add changes up, day after day, to what is open at the end of each; days rise, changes come in any order.

    >>> running([date(2026, 1, 1), date(2026, 1, 2)], [Change(0, n=1, minor=500, current_minor=500)])[1].open_minor
    500
    """
    by_position = [[0, 0, 0] for _ in days]
    for change in changes:
        for place, step in enumerate(change[1:]):
            by_position[change.position][place] += step
    totals = accumulate(
        by_position, lambda total, step: [left + right for left, right in zip(total, step, strict=True)]
    )
    return tuple(Cut(day, *total) for day, total in zip(days, totals, strict=True))


def figures(currency: str, period: Period, *, begin: Cut, end: Cut, flows: Flows) -> PeriodFigures:
    """Work out one period from the cuts before and at its end and the flows of the currency."""
    charges = flows.charges(period)
    collectable = cei.Collectable(
        begin_minor=begin.open_minor,
        charged_minor=charges.charged_minor,
        end_minor=end.open_minor,
        end_current_minor=end.current_minor,
        months=len(list(iter_months(period))),
    )
    return PeriodFigures(
        currency=currency,
        period=period,
        begin=Amount(begin.open_minor, currency),
        charged=Amount(charges.charged_minor, currency),
        collected=Amount(flows.collected_minor(period), currency),
        end=Amount(end.open_minor, currency),
        end_current=Amount(end.current_minor, currency),
        end_past_due=Amount(end.past_due_minor, currency),
        open_n=end.open_n,
        dso=dso.simple(end.open_minor, charges),
        bpdso=dso.best_possible(end.current_minor, charges),
        add=dso.average_days_delinquent(end.open_minor, current_minor=end.current_minor, charges=charges),
        cei=cei.index(collectable, mode="period"),
        cei_monthly_average=cei.index(collectable, mode="monthly_average"),
        countback=dso.countback(end.open_minor, flows.months_latest_first(period.end)),
        dso_3m=dso.three_months(end.open_minor, flows.last_three_months(period.end)),
    )


def trend(currency: str, periods: Sequence[Period], *, cuts: Sequence[Cut], flows: Flows) -> Trend:
    """Work out periods that follow each other; there is one cut more than periods, the first before them all."""
    assert len(cuts) == len(periods) + 1
    months = tuple(
        figures(currency, period, begin=begin, end=end, flows=flows)
        for period, begin, end in zip(periods, cuts, cuts[1:], strict=False)
    )
    return Trend(currency, months)

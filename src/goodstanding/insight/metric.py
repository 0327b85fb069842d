"""Every metric that is printed: its name, its variant, its unit and its definition in one sentence.

For whoever reads a report and asks "which DSO is this?". Sales is the trade's word for what was charged in a period,
less charges taken back in it. Ratios are exact fractions; they are rounded once, half up,
when they are written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from goodstanding.money.rounding import ratio

Unit = Literal["days", "percent", "amount"]

PLACES = 4
"""Decimals of every ratio in a report."""

NOT_AVAILABLE = "n/a"


@dataclass(frozen=True, slots=True)
class Metric:
    """One variant of one metric; `key` is its name in JSON."""

    key: str
    name: str
    variant: str
    unit: Unit
    definition: str

    @property
    def title(self) -> str:
        """Name the metric and its variant, as under a table."""
        return f"{self.name} ({self.variant})"


_LIST = (
    Metric(
        "dso",
        "DSO",
        "simple, end balance",
        "days",
        "Open balance at the end of the period, divided by the sales of the period, times its days.",
    ),
    Metric(
        "bpdso",
        "Best possible DSO",
        "end balance",
        "days",
        "Current balance at the end of the period, divided by the sales of the period, times its days.",
    ),
    Metric(
        "add",
        "Average days delinquent",
        "DSO less best possible DSO",
        "days",
        "Past due balance at the end of the period, divided by the sales of the period, times its days.",
    ),
    Metric(
        "countback",
        "DSO",
        "countback, actual days",
        "days",
        "The open balance is used up by the sales of month after month, going back; days of whole months and the "
        "share of the last one. A month without sales on the way leaves it unknown.",
    ),
    Metric(
        "dso_3m",
        "DSO",
        "three months, end balance",
        "days",
        "Open balance at the end of the period, divided by the sales of the last three months, times their days. "
        "Unknown while the books are younger than three months.",
    ),
    Metric(
        "cei",
        "CEI",
        "period",
        "percent",
        "What was collected of what could be: opening balance plus sales less closing balance, divided by opening "
        "balance plus sales less current balance.",
    ),
    Metric(
        "cei_monthly_average",
        "CEI",
        "monthly average",
        "percent",
        "As CEI for the period, with the sales of an average month of the period in place of all its sales.",
    ),
    Metric(
        "past_due_pct",
        "Past due share",
        "by amount",
        "percent",
        "Past due balance divided by open balance.",
    ),
    Metric(
        "open_disputed_pct",
        "Disputed share",
        "by amount, open items",
        "percent",
        "Open balance of items in dispute on the day, divided by open balance.",
    ),
    Metric(
        "issued_disputed_pct",
        "Disputed share",
        "by amount, items issued in the period",
        "percent",
        "Amount of items issued in the period that were disputed by the as-of day, divided by the amount of all items "
        "issued in the period.",
    ),
    Metric(
        "collected",
        "Collected",
        "cash, net",
        "amount",
        "Money received in the period, less receipts reversed and money paid back in it.",
    ),
)

METRICS: dict[str, Metric] = {metric.key: metric for metric in _LIST}
"""Every metric by its key."""


def written(value: Fraction | None) -> str | None:
    """Write an exact figure with four decimals, rounded half up; None stays None: there is no such number.

    >>> written(Fraction(2, 3)), written(None)
    ('0.6667', None)
    """
    return None if value is None else ratio(value.numerator, value.denominator, places=PLACES)


def shown(value: Fraction | None) -> str:
    """Write an exact figure for people, with "n/a" where there is none."""
    return written(value) or NOT_AVAILABLE


def percent(part: int, whole: int) -> Fraction | None:
    """Return a part as an exact percentage of a whole; of a whole that is not above zero there is none.

    >>> percent(1, 3), percent(1, 0)
    (Fraction(100, 3), None)
    """
    return Fraction(100 * part, whole) if whole > 0 else None


def metrics_of(keys: Iterable[str]) -> list[Metric]:
    """Return the metrics among some keys of a report, in the order of this page."""
    wanted = set(keys)
    return [metric for metric in METRICS.values() if metric.key in wanted]

"""How often an amount comes, and what it makes a month.

For every line of a budget. A year has 52 weeks and 12 months, as budget forms of debt advisers have it, so that a week
counts 52/12 of a month and four weeks 13/12. Each line is rounded once, half up, to the minor unit; totals are sums of
the rounded lines, so that a person can add them up and come to the same.
"""

from collections.abc import Mapping
from fractions import Fraction

from goodstanding.money.rounding import divide

NOT_SURE = "not sure"
"""Nobody knows yet how often: the amount is taken as one of a month, and asked about again."""

TIMES_A_YEAR: Mapping[str, int] = {
    "weekly": 52, "2-weekly": 26, "4-weekly": 13, "twice a month": 24, "monthly": 12, "quarterly": 4, "yearly": 1,
    NOT_SURE: 12,
}  # fmt: skip
_MONTHS = 12


def month_exactly(amount_minor: int, frequency: str) -> Fraction:
    """Return what an amount makes a month, unrounded, in minor units; a frequency that is none raises KeyError.

    >>> month_exactly(10_000, "4-weekly")
    Fraction(32500, 3)
    """
    return Fraction(amount_minor * TIMES_A_YEAR[frequency], _MONTHS)


def month_minor(amount_minor: int, frequency: str) -> int:
    """Return what an amount makes a month in minor units, rounded half up.

    >>> month_minor(10_000, "weekly"), month_minor(10_000, "yearly"), month_minor(10_000, "quarterly")
    (43333, 833, 3333)
    """
    return divide(amount_minor * TIMES_A_YEAR[frequency], _MONTHS, rounding="half_up")

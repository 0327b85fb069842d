"""Days sales outstanding: how many days of charges are still owed; four ways of asking, never mixed up.

Amounts are minor units of one currency, days are calendar days, answers are exact. None means that the definition
yields no number, which a report says instead of guessing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

MONTHS_OF_THREE = 3


@dataclass(frozen=True, slots=True)
class Charges:
    """What was charged in a run of days, in minor units; `days` is how many calendar days it has."""

    charged_minor: int
    days: int


def simple(open_minor: int, charges: Charges) -> Fraction | None:
    """Divide the open balance at the end of a period by its charges, times its days; None without charges.

    With the current balance in place of the open one this is best possible DSO.

    >>> float(simple(150_000, Charges(1_800_000, days=365)))
    30.416666666666668
    """
    if charges.charged_minor <= 0:
        return None
    return Fraction(open_minor * charges.days, charges.charged_minor)


def best_possible(current_minor: int, charges: Charges) -> Fraction | None:
    """Divide the balance that is not yet overdue by the charges of the period, times its days."""
    return simple(current_minor, charges)


def average_days_delinquent(open_minor: int, *, current_minor: int, charges: Charges) -> Fraction | None:
    """Return DSO less best possible DSO, exactly, so that it is rounded once and not twice.

    >>> average_days_delinquent(15_000, current_minor=4_000, charges=Charges(10_000, days=30))
    Fraction(33, 1)
    """
    return simple(open_minor - current_minor, charges)


def three_months(open_minor: int, months: Iterable[Charges]) -> Fraction | None:
    """Divide the open balance by the charges of the last three months, times the days of these months.

    None unless there are three: a book that is younger has no such figure.
    """
    three = list(months)
    if len(three) != MONTHS_OF_THREE:
        return None
    return simple(open_minor, Charges(sum(each.charged_minor for each in three), sum(each.days for each in three)))


def countback(open_minor: int, latest_first: Iterable[Charges]) -> Fraction | None:
    """Use the open balance up by the charges of month after month, going back, and count the days.

    None when a month without charges (or with more taken back than charged) is reached while something is left to
    explain, when the months run out, and for a book in credit.

    >>> months = [Charges(100_000, days=30), Charges(80_000, days=30), Charges(70_000, days=30)]
    >>> round(float(countback(212_000, months)), 3)
    73.714
    """
    left, days = open_minor, Fraction(0)
    if left < 0:
        return None
    for month in latest_first:
        if left == 0:
            break
        if month.charged_minor <= 0:
            return None
        used = min(left, month.charged_minor)
        days += Fraction(month.days * used, month.charged_minor)
        left -= used
    return days if left == 0 else None

"""Collection effectiveness index: how much of what could have been collected was collected.

Both published readings are offered, and the report names the one it used: the charges of the whole period, or those of
an average month of it. Amounts are minor units of one currency; the answer is an exact percentage.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Mode = Literal["period", "monthly_average"]


@dataclass(frozen=True, slots=True)
class Collectable:
    """What a period began with, what was charged in it, and what was left, in minor units.

    `end_current_minor` is the part of the end balance that is not overdue. `months` is how many calendar months the
    period touches.
    """

    begin_minor: int
    charged_minor: int
    end_minor: int
    end_current_minor: int
    months: int = 1


def index(period: Collectable, *, mode: Mode = "period") -> Fraction | None:
    """Return the index in percent, or None where there was nothing to collect.

    >>> index(Collectable(100_000, 1_000_000, end_minor=120_000, end_current_minor=100_000))
    Fraction(98, 1)
    """
    months = period.months if mode == "monthly_average" else 1
    # Both sides are multiplied by the number of months, so that an average month needs no division here.
    there = months * period.begin_minor + period.charged_minor
    could = there - months * period.end_current_minor
    return Fraction(100 * (there - months * period.end_minor), could) if could > 0 else None

"""Sums of fractions as whole numbers and a rest, rounded at the end; for columns of a million amounts.

Every day count divides a year into parts of which DENOMINATOR, with the parts of a rate, holds a whole number; so an
amount is `whole + rest / DENOMINATOR` exactly, with the rest from 0 to below DENOMINATOR also where it is below zero.
"""

from math import lcm
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from goodstanding.ledger.interest.day_count import YEAR_DAYS
from goodstanding.money.rate import PPM
from goodstanding.money.rounding import Rounding, RoundingUnknown

Whole: TypeAlias = NDArray[np.int64]
_YEAR = lcm(*YEAR_DAYS.values(), 365 * 366)
DENOMINATOR = _YEAR * PPM


def shared(denominator: int) -> int:
    """Return by what a rest over a year of so many units is multiplied to be one over DENOMINATOR.

    >>> shared(365) * 365 == DENOMINATOR // PPM
    True
    """
    assert _YEAR % denominator == 0, "Every day count's year divides the common one."
    return _YEAR // denominator


def rounded(whole: Whole, rest: Whole, way: Rounding) -> Whole:
    """Round amounts as `money.rounding.divide` rounds each.

    >>> rounded(np.array([2, -3, 2]), np.array([DENOMINATOR // 2] * 3), "half_up").tolist()
    [3, -3, 3]
    """
    is_negative, twice = whole < 0, 2 * rest
    match way:
        # Below zero the rest counts upwards, so the nearer to DENOMINATOR, the nearer to zero.
        case "half_up":
            up = np.where(is_negative, twice > DENOMINATOR, twice >= DENOMINATOR)
        case "half_down":
            up = np.where(is_negative, twice >= DENOMINATOR, twice > DENOMINATOR)
        case "half_even":
            up = (twice > DENOMINATOR) | ((twice == DENOMINATOR) & (whole % 2 == 1))
        case "up":
            up = ~is_negative & (rest > 0)
        case "down":
            up = is_negative & (rest > 0)
        case _:
            raise RoundingUnknown(f"{way!r} is not a way of rounding.")
    return whole + up

"""Whole numbers and a rest round as fractions do."""

from fractions import Fraction

import numpy as np
import pytest

from goodstanding.ledger.interest.terms import ROUNDINGS
from goodstanding.ledger.interest.whole import DENOMINATOR, rounded, shared
from goodstanding.money.rounding import Rounding, RoundingUnknown, divide


@pytest.mark.parametrize("way", ROUNDINGS)
def test_rounding_of_columns_is_rounding_of_each(way: Rounding) -> None:
    rests = [0, 1, DENOMINATOR // 2 - 1, DENOMINATOR // 2, DENOMINATOR // 2 + 1, DENOMINATOR - 1]
    pairs = [(whole, rest) for whole in (-3, -2, -1, 0, 1, 2, 10**12) for rest in rests]
    exact = [Fraction(whole) + Fraction(rest, DENOMINATOR) for whole, rest in pairs]
    wanted = [divide(one.numerator, one.denominator, rounding=way) for one in exact]
    whole, rest = (np.array(column, np.int64) for column in zip(*pairs, strict=True))
    assert rounded(whole, rest, way).tolist() == wanted


def test_every_day_count_divides_the_common_year() -> None:
    assert [shared(year) * year for year in (365, 360, 365 * 366)] == [DENOMINATOR // 1_000_000] * 3
    with pytest.raises(RoundingUnknown):
        rounded(np.zeros(1, np.int64), np.zeros(1, np.int64), "sideways")  # type: ignore[arg-type]

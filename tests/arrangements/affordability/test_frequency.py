"""Conversions to a month, against fractions."""

from fractions import Fraction
from random import Random

import pytest

from goodstanding.arrangements.affordability.frequency import TIMES_A_YEAR, month_exactly, month_minor

DAYS = {
    "weekly": Fraction(52, 12), "2-weekly": Fraction(26, 12), "4-weekly": Fraction(13, 12),
    "twice a month": Fraction(2), "monthly": Fraction(1), "quarterly": Fraction(1, 3), "yearly": Fraction(1, 12),
    "not sure": Fraction(1),
}  # fmt: skip


def test_a_thousand_amounts_come_to_what_fractions_say() -> None:
    chance = Random(156)
    for _ in range(1_000):
        frequency, amount = chance.choice(sorted(TIMES_A_YEAR)), chance.randrange(0, 10**8)
        exact = amount * DAYS[frequency]
        assert month_exactly(amount, frequency) == exact
        rounded = month_minor(amount, frequency)
        assert abs(rounded - exact) <= Fraction(1, 2)
        assert rounded - exact != Fraction(-1, 2), "Half a unit goes up."


@pytest.mark.parametrize(
    ("frequency", "month"),
    [("weekly", 43_333), ("2-weekly", 21_667), ("4-weekly", 10_833), ("twice a month", 20_000), ("monthly", 10_000),
     ("quarterly", 3_333), ("yearly", 833), ("not sure", 10_000)],
)  # fmt: skip
def test_a_hundred_of_each(frequency: str, month: int) -> None:
    assert month_minor(10_000, frequency) == month


def test_half_a_cent_goes_up() -> None:
    assert (month_minor(6, "yearly"), month_minor(5, "yearly"), month_minor(0, "weekly")) == (1, 0, 0)


def test_what_is_no_frequency_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        month_minor(1, "daily")

"""Surplus: what a person has documented to have left a month, and whether a plan fits into it."""

from datetime import date
from typing import NamedTuple

from goodstanding.money.amount import Amount


class Surplus(NamedTuple):
    """The documented surplus of a month in minor units.

    `committed_minor` is what other plans with us and agreed payments on debts elsewhere take of it. A budget that is
    out of date still limits, because nothing newer is known.
    """

    budget_id: int
    surplus_minor: int
    currency: str
    taken_date: date
    valid_until: date
    committed_minor: int = 0
    is_provisional: bool = False

    @property
    def free_minor(self) -> int:
        """Return what is left for one more plan a month, never below zero."""
        return max(0, self.surplus_minor - self.committed_minor)

    def is_due(self, day: date) -> bool:
        """Say whether the budget has to be looked at again."""
        return day > self.valid_until


def fault(surplus: Surplus, *, monthly_minor: int, currency: str) -> str | None:
    """Say in a sentence why a plan does not fit, or None where it does.

    >>> one = Surplus(1, 9_000, "GBP", date(2026, 5, 1), date(2026, 11, 1), committed_minor=4_000)
    >>> fault(one, monthly_minor=5_000, currency="GBP") is None, fault(one, monthly_minor=5_001, currency="GBP")
    (True, 'GBP 50.01 a month is above documented surplus: the budget of 2026-05-01 leaves GBP 50.00 a month.')
    """
    if currency != surplus.currency:
        return f"The budget is in {surplus.currency} and the plan in {currency}: take the budget in {currency} first."
    if monthly_minor <= surplus.free_minor:
        return None
    free = Amount(surplus.free_minor, currency)
    instead = "" if free.minor else " Offer a pause and free debt advice instead."
    above = f"{Amount(monthly_minor, currency)} a month is above documented surplus"
    return f"{above}: the budget of {surplus.taken_date} leaves {free} a month.{instead}"

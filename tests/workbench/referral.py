"""A referral as a night plans it, put straight into the tables."""

from django.utils import timezone

from goodstanding.receivables.models import Debt
from tests.receivables.cast import Book
from tests.strategy.operations.planned import plan


def plan_referral(debt_id: int, *, role: str = "supervisor") -> int:
    """Plan to place a debt with an agency today, if somebody of a role says yes; return the number of the act."""
    debt = Debt.objects.get(account_id=debt_id)
    assert debt.debtor_id is not None, "Somebody owes it."
    return plan(
        Book(debt.client_id, debt.portfolio_id, debt.debtor_id), debt_id, on=timezone.now().date(), kind="placement",
        channel="", approval=role, step="place", template="",
    )  # fmt: skip

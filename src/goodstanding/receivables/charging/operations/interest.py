"""Charging the interest of one debt."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.compliance.queries import law_in_force
from goodstanding.ledger.operations.interest import ChargeRefused, Due, charge_interest
from goodstanding.receivables.charging.queries import due_dates_of, terms_that_hold
from goodstanding.receivables.future import is_future
from goodstanding.receivables.operations.held_debt import held_debt


@transaction.atomic
def charge_debt_interest(debt_id: int, *, through_date: date, by: Actor, at: datetime) -> list[Due]:
    """Charge what a debt bears through a day beyond what was charged, by the terms that hold; return what was found.

    A withdrawn debt is not refused: what was charged on it is taken back. Raises ChargeRefused, RateUnknown,
    NoSuchDebt, PermissionRefused. Locks the debt's account.
    """
    refuse_future(through_date, at=at)
    debt = held_debt(debt_id, permission="interest.charge", by=by, even_withdrawn=True)
    begun, _ = terms_that_hold(debt, book=law_in_force(day=through_date, known_at=at))
    return charge_interest(
        debt_id,
        due_dates=due_dates_of(debt_id),
        begun=begun,
        through_date=through_date,
        by=by,
        at=at,
        portfolio_id=debt.portfolio_id,
    )


def refuse_future(through_date: date, *, at: datetime) -> None:
    """Part of a deed: raise ChargeRefused where the last day is still to come; a day bears interest once it is over."""
    if is_future(through_date, at=at):
        raise ChargeRefused(f"{through_date} is still to come; interest is charged for days that have been.")

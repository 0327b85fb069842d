"""Setting in which order money pays, ending such an order, and setting the remainder that a portfolio lets go."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.allocation import Order
from goodstanding.money.amount import Amount
from goodstanding.receivables.models import AllocationOrder, Portfolio, Tolerance
from goodstanding.receivables.operations.clients import NoSuchPortfolio
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.refusal import Refusal


class AllocationRefused(Refusal):
    """The order names no source, is not there, or was ended already."""


class ToleranceRefused(Refusal):
    """The remainder is below zero, or was set for this day already."""


@transaction.atomic
def set_by_contract(
    portfolio_id: int, order: Order, *, reference: str, effective_date: date, by: Actor, at: datetime
) -> int:
    """Let the contract of a portfolio say in which order money received from a day on pays; return the number.

    Raises NoSuchPortfolio, and AllocationRefused without a reference.
    """
    portfolio = _portfolio(portfolio_id)
    require(by, "allocation.set", client_id=portfolio.client_id, portfolio_id=portfolio_id)
    subjects = [f"client:{portfolio.client_id}"]
    row = AllocationOrder(portfolio=portfolio, source="contract", reference=reference, effective_date=effective_date)
    return _set(row, order, subjects=subjects, by=by, at=at)


@transaction.atomic
def set_by_court(debt_id: int, order: Order, *, reference: str, effective_date: date, by: Actor, at: datetime) -> int:
    """Record that a court ordered in which order money received from a day on pays a debt; return the number.

    Raises NoSuchDebt, DebtWithdrawn, and AllocationRefused without a reference. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="allocation.set", by=by)
    row = AllocationOrder(debt=debt, source="court order", reference=reference, effective_date=effective_date)
    return _set(row, order, subjects=about(debt), by=by, at=at)


@transaction.atomic
def end_order(order_id: int, *, ends_date: date, reason: str, by: Actor, at: datetime) -> None:
    """End an order of allocation: from a day on it no longer binds. Raises AllocationRefused."""
    row = AllocationOrder.objects.select_for_update(of=("self",)).filter(id=order_id).first()
    if row is None:
        raise AllocationRefused(f"There is no order of allocation {order_id}.")
    subjects = []
    if row.debt_id is not None:
        subjects = about(held_debt(row.debt_id, permission="allocation.set", by=by, even_withdrawn=True))
    elif row.portfolio_id is not None:
        client_id = _portfolio(row.portfolio_id).client_id
        require(by, "allocation.set", client_id=client_id, portfolio_id=row.portfolio_id)
        subjects = [f"client:{client_id}"]
    if row.ended_at is not None:
        raise AllocationRefused(f"It was ended already; it does not bind from {row.ends_date} on.")
    if ends_date < row.effective_date:
        raise AllocationRefused(f"It begins on {row.effective_date}; it cannot end before.")
    if not reason.strip():
        raise AllocationRefused("Say why it no longer binds.")
    row.ends_date, row.ended_at = ends_date, at
    row.save(update_fields=["ends_date", "ended_at"])
    facts = {"order": order_id, "ends_date": ends_date.isoformat(), "reason": reason}
    append("receivables.allocation_ended", by=by.name, at=at, subjects=subjects, facts=facts)


@transaction.atomic
def set_tolerance(portfolio_id: int, amount: Amount, *, effective_date: date, by: Actor, at: datetime) -> int:
    """Set the remainder that a portfolio lets go from a day on, in the amount's currency; return the row's number.

    Raises NoSuchPortfolio, and ToleranceRefused below zero or where one begins on that day already.
    """
    portfolio = _portfolio(portfolio_id)
    require(by, "tolerance.set", client_id=portfolio.client_id, portfolio_id=portfolio_id)
    if amount.minor < 0:
        raise ToleranceRefused("A tolerance is zero or above.")
    begun = Tolerance.objects.filter(portfolio=portfolio, currency=amount.currency, effective_date=effective_date)
    if begun.exists():
        raise ToleranceRefused(f"A tolerance of this portfolio begins on {effective_date} already.")
    entry_id = allot()
    row = Tolerance.objects.create(
        portfolio=portfolio,
        currency=amount.currency,
        amount_minor=amount.minor,
        effective_date=effective_date,
        recorded_at=at,
        entry_id=entry_id,
    )
    append(
        "receivables.tolerance_set",
        by=by.name,
        at=at,
        subjects=[f"client:{portfolio.client_id}"],
        facts={"portfolio": portfolio_id, "tolerance": str(amount), "effective_date": effective_date.isoformat()},
        entry_id=entry_id,
    )
    return row.id


def _portfolio(portfolio_id: int) -> Portfolio:
    portfolio = Portfolio.objects.filter(id=portfolio_id).first()
    if portfolio is None:
        raise NoSuchPortfolio(f"There is no portfolio {portfolio_id}.")
    return portfolio


def _set(row: AllocationOrder, order: Order, *, subjects: list[str], by: Actor, at: datetime) -> int:
    if not row.reference.strip():
        raise AllocationRefused("Say where the order stands: the clause of the contract, or the court's number.")
    row.components, row.items_come_first = list(order.components), order.items_come_first
    row.recorded_at, row.entry_id = at, allot()
    row.save(force_insert=True)
    append(
        "receivables.allocation_set",
        by=by.name,
        at=at,
        subjects=subjects,
        facts={
            "order": row.id,
            "source": row.source,
            "reference": row.reference,
            "effective_date": row.effective_date.isoformat(),
            "components": row.components,
            "items_come_first": row.items_come_first,
            "portfolio": row.portfolio_id,
        },
        entry_id=row.entry_id,
    )
    return row.id

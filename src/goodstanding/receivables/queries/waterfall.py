"""Questions about orders of allocation and tolerances: what was set, and what binds."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import cast

from django.db.models import Q

from goodstanding.ledger.allocation import Order
from goodstanding.money.amount import Amount
from goodstanding.receivables.models import AllocationOrder, Debt, Tolerance
from goodstanding.receivables.waterfall import Binding, Ruling, Source, most_binding


def rulings_of(debt_id: int, *, portfolio_id: int, known_at: datetime | None = None) -> list[Ruling]:
    """Return every order that was set for a debt or its portfolio, as known at an instant, the earliest first."""
    rows = AllocationOrder.objects.filter(Q(debt_id=debt_id) | Q(portfolio_id=portfolio_id))
    rows = rows if known_at is None else rows.filter(recorded_at__lte=known_at)
    return [_ruling(row, known_at=known_at) for row in rows.order_by("effective_date", "id")]


def binding_of(
    debt: Debt, *, day: date, named: Sequence[int] = (), directed: Order | None = None, known_at: datetime | None = None
) -> Binding:
    """Return what binds a payment on a debt that was received on a day; see receivables.waterfall."""
    rulings = rulings_of(debt.pk, portfolio_id=debt.portfolio_id, known_at=known_at)
    return most_binding(rulings, day=day, named=named, directed=directed)


def rulings_by_debt(debt_ids: Collection[int]) -> dict[int, list[Ruling]]:
    """Return the orders that were set for many debts or their portfolios, those without any left out; two queries."""
    rows = list(AllocationOrder.objects.order_by("effective_date", "id"))
    if not rows:
        return {}
    by_scope: dict[tuple[str, int], list[Ruling]] = {}
    for row in rows:
        scope = ("portfolio", row.portfolio_id) if row.portfolio_id is not None else ("debt", row.debt_id or 0)
        by_scope.setdefault(scope, []).append(_ruling(row, known_at=None))
    found = {}
    for debt_id, portfolio_id in Debt.objects.filter(pk__in=list(debt_ids)).values_list("pk", "portfolio_id"):
        rulings = [*by_scope.get(("portfolio", portfolio_id), ()), *by_scope.get(("debt", debt_id), ())]
        if rulings:
            found[debt_id] = rulings
    return found


def tolerance_of(portfolio_id: int, currency: str, *, day: date, known_at: datetime | None = None) -> Amount:
    """Return the remainder that a portfolio lets go on a day; zero where nobody set one."""
    rows = Tolerance.objects.filter(portfolio_id=portfolio_id, currency=currency, effective_date__lte=day)
    rows = rows if known_at is None else rows.filter(recorded_at__lte=known_at)
    latest = rows.order_by("-effective_date").first()
    return Amount(latest.amount_minor if latest else 0, currency)


def _ruling(row: AllocationOrder, *, known_at: datetime | None) -> Ruling:
    ended = row.ended_at is not None and (known_at is None or row.ended_at <= known_at)
    order = Order(tuple(row.components), row.items_come_first)
    return Ruling(
        row.id, cast(Source, row.source), order, row.reference, row.effective_date, row.ends_date if ended else None
    )

"""Questions about disputes: what is contested on a day."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from goodstanding.disputes import dispute
from goodstanding.disputes.models import Dispute
from goodstanding.receivables.models import Item


class DisputeStanding(NamedTuple):
    """A dispute as a page shows it."""

    dispute_id: int
    debt_id: int
    item_id: int | None
    opened_date: date
    closed_date: date | None
    reason: str
    outcome: str
    entry_id: int


def open_on(day: date, *, debt_ids: Sequence[int]) -> list[DisputeStanding]:
    """Return the disputes of some debts that count on a day, the oldest first."""
    counting = Q(opened_date__lte=day) & (Q(closed_date=None) | Q(closed_date__gt=day))
    return _read(Q(debt_id__in=list(debt_ids)) & counting)


def of_debt(debt_id: int) -> list[DisputeStanding]:
    """Return all disputes of a debt, the oldest first."""
    return _read(Q(debt_id=debt_id))


def disputes_of(debt_id: int) -> list[dispute.Dispute]:
    """Return the disputes of a debt as the pure chapter knows them."""
    return [dispute.Dispute(row.opened_date, row.closed_date, row.item_id) for row in of_debt(debt_id)]


def disputed_items(debt_id: int, day: date) -> frozenset[int]:
    """Return which items of a debt are in dispute on a day: all of them where the whole debt is."""
    items = Item.objects.filter(debt_id=debt_id).values_list("id", flat=True)
    return dispute.disputed_items(disputes_of(debt_id), day, items=items)


def disputed_among(debt_ids: Collection[int] | None) -> Callable[[int, date], frozenset[int]]:
    """Look the disputes of many debts up, or of all, and return what tells the items of one in dispute on a day."""
    asked = Q() if debt_ids is None else Q(debt_id__in=list(debt_ids))
    by_debt: dict[int, list[dispute.Dispute]] = defaultdict(list)
    for row in _read(asked):
        by_debt[row.debt_id].append(dispute.Dispute(row.opened_date, row.closed_date, row.item_id))
    items: dict[int, list[int]] = defaultdict(list)
    for debt_id, item_id in Item.objects.filter(debt_id__in=list(by_debt)).values_list("debt_id", "id"):
        items[debt_id].append(item_id)

    def on(debt_id: int, day: date) -> frozenset[int]:
        return dispute.disputed_items(by_debt.get(debt_id, ()), day, items=items.get(debt_id, ()))

    return on


def _read(asked: Q) -> list[DisputeStanding]:
    rows = Dispute.objects.filter(asked, withdrawn_at=None).order_by("opened_date", "id")
    return [
        DisputeStanding(
            row.id, row.debt_id, row.item_id, row.opened_date, row.closed_date, row.reason, row.outcome, row.entry_id
        )
        for row in rows
    ]

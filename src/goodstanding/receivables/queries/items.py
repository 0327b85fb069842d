"""The items of a debt, with what is open on them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from goodstanding.ledger.allocation import OpenLine
from goodstanding.ledger.balance import free_parts, lacking_from, recoverable_parts
from goodstanding.ledger.posting import Component, Part, Posted
from goodstanding.ledger.queries import open_by_item
from goodstanding.money.amount import Amount
from goodstanding.receivables.ageing import days_past_due
from goodstanding.receivables.models import Item


class ItemStanding(NamedTuple):
    """An item with what is open on it as of a day, in all and by component, and its days past due."""

    item_id: int
    reference: str
    kind: str
    issued_date: date
    due_date: date
    amount: Amount
    open: Amount
    open_by_component: dict[Component, Amount]
    days_past_due: int
    """Counted where something is open; 0 on what is settled."""
    is_withdrawn: bool
    entry_id: int


def items_of(debt_id: int, *, currency: str, as_of: date, known_at: datetime | None = None) -> list[ItemStanding]:
    """Return the items of a debt, the earliest due first, each with what is open on it as of a day."""
    open_by: dict[int | None, dict[Component, Amount]] = defaultdict(dict)
    for found in open_by_item([debt_id], as_of=as_of, known_at=known_at):
        open_by[found.item_id][found.component] = Amount(found.open_minor, currency)
    rows = Item.objects.filter(debt_id=debt_id).order_by("due_date", "id")
    return [_standing(row, open_by[row.id], currency=currency, as_of=as_of) for row in rows]


class Payable(NamedTuple):
    """What money can pay on a debt from a day on, withdrawn items left out."""

    open_lines: list[OpenLine]
    recoverable: list[OpenLine]
    """What was written off and has not come in."""
    lacking_minor: int
    """What was paid back beyond all that stands as received; money that comes in fills this first."""


def payable(debt_id: int, lines: Sequence[Posted], *, from_date: date) -> Payable:
    """Return what money can pay on a debt from a day on, for allocation; `lines` are all postings of its account."""
    rows = Item.objects.filter(debt_id=debt_id, withdrawn_at=None)
    due_dates = dict(rows.values_list("id", "due_date"))
    return Payable(
        _due(free_parts(lines, from_date=from_date), due_dates),
        _due(recoverable_parts(lines, from_date=from_date), due_dates),
        lacking_from(lines, from_date=from_date),
    )


def _due(parts: Iterable[Part], due_dates: Mapping[int, date]) -> list[OpenLine]:
    return [
        OpenLine(part.item_id, part.component, due_dates[part.item_id], part.amount_minor)
        for part in parts
        if part.item_id is not None and part.item_id in due_dates
    ]


def _standing(row: Item, open_by: dict[Component, Amount], *, currency: str, as_of: date) -> ItemStanding:
    open_ = sum(open_by.values(), Amount.zero(currency))
    return ItemStanding(
        item_id=row.id,
        reference=row.reference,
        kind=row.kind,
        issued_date=row.issued_date,
        due_date=row.due_date,
        amount=Amount(row.amount_minor, currency),
        open=open_,
        open_by_component=open_by,
        days_past_due=0 if open_.is_zero else days_past_due(as_of, row.due_date),
        is_withdrawn=row.withdrawn_at is not None,
        entry_id=row.entry_id,
    )

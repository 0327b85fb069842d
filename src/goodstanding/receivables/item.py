"""Item: an invoice, an instalment or a single charge of a debt, with the day it falls due."""

from datetime import date
from typing import Literal, NamedTuple, get_args

from goodstanding.money.amount import Amount

ItemKind = Literal["invoice", "instalment", "charge"]
ITEM_KINDS: tuple[ItemKind, ...] = get_args(ItemKind)


class Item(NamedTuple):
    """An item as issued; what is still open on it is told by the ledger."""

    reference: str
    issued_date: date
    due_date: date
    amount: Amount
    kind: ItemKind = "invoice"


class Fault(NamedTuple):
    """What is wrong, and with which item."""

    reference: str
    what: str


def faults(items: list[Item], *, currency: str) -> list[Fault]:
    """Return everything that is wrong with items of one debt; an empty list means they may be entered."""
    found = [Fault(item.reference, what) for item in items for what in _item_faults(item, currency=currency)]
    seen: set[str] = set()
    for item in items:
        if item.reference in seen:
            found.append(Fault(item.reference, f"Item {item.reference!r} is named twice."))
        seen.add(item.reference)
    return found


def _item_faults(item: Item, *, currency: str) -> list[str]:
    found = []
    if not item.reference.strip():
        found.append("An item needs a reference.")
    if item.kind not in ITEM_KINDS:
        found.append(f"{item.kind!r} is not a kind of item.")
    if item.amount.minor <= 0:
        found.append(f"Item {item.reference!r} is not worth anything.")
    if item.amount.currency != currency:
        found.append(f"Item {item.reference!r} is in {item.amount.currency}, the debt in {currency}.")
    return found

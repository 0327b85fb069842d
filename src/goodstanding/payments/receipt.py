"""Receipt: money received from a debtor, what keeps it out of the books, and how it is split."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from goodstanding.ledger.allocation import OLDEST_FIRST, Allocation, OpenLine, Order, allocate
from goodstanding.money.amount import Amount
from goodstanding.receivables.future import is_future


class Receipt(NamedTuple):
    """A receipt as its source tells it; `source_key` makes it the same one when told again, empty where it has none."""

    amount: Amount
    received_date: date
    method: str = ""
    reference: str = ""
    source_key: str = ""


def faults(receipt: Receipt, *, currency: str, at: datetime) -> list[str]:
    """Return everything that keeps a receipt out of the books of a debt in a currency, as sentences."""
    found = []
    if receipt.amount.minor <= 0:
        found.append("A receipt brings money: its amount is above zero.")
    if receipt.amount.currency != currency:
        found.append(f"The receipt is in {receipt.amount.currency}, the debt in {currency}.")
    if is_future(receipt.received_date, at=at):
        found.append(f"{receipt.received_date} is still to come.")
    return found


def split(
    amount_minor: int,
    open_lines: Iterable[OpenLine],
    *,
    recoverable: Iterable[OpenLine] = (),
    lacking_minor: int = 0,
    disputed_items: Collection[int] = (),
    named: Sequence[int] = (),
    order: Order = OLDEST_FIRST,
) -> Allocation:
    """Let money pay open lines, then recover what was written off; items in dispute are left out unless named.

    What is lacking, because it was paid back and then bounced, is held back first and stays unapplied.

    >>> line = OpenLine(1, "principal", date(2026, 1, 31), 70)
    >>> split(100, [line], disputed_items={1}).unapplied_minor
    100
    """

    def payable(lines: Iterable[OpenLine]) -> list[OpenLine]:
        return [line for line in lines if line.item_id not in disputed_items or line.item_id in named]

    held_minor = min(amount_minor, lacking_minor)
    paid = allocate(amount_minor - held_minor, payable(open_lines), order=order, named=named)
    came_back = allocate(paid.unapplied_minor, payable(recoverable), order=order, named=named)
    return Allocation(paid.parts, came_back.unapplied_minor + held_minor, recovered=came_back.parts)

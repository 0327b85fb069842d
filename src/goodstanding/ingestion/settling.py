"""Letting the receipts of a file pay: each what it names, or the oldest due, from its own day on.

What a single receipt may pay is decided by payments.receipt and ledger.balance, as for a receipt typed in by hand; here
the open amounts of an account are kept up to date from receipt to receipt, without asking the books each time.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from goodstanding.disputes.dispute import Dispute, disputed_items
from goodstanding.ledger.allocation import OpenLine
from goodstanding.ledger.balance import free_from
from goodstanding.ledger.posting import COMPONENTS, Component, Line, received
from goodstanding.payments.receipt import split


class Arrived(NamedTuple):
    """A receipt of the file: the number of its transaction, its account, its amount, day, and the item it names."""

    transaction_id: int
    account_id: int
    amount_minor: int
    received_date: date
    item_id: int | None


class Owed(NamedTuple):
    """So much moved under "receivable" on one component of one item of an account on a day."""

    account_id: int
    item_id: int
    component: Component
    effective_date: date
    amount_minor: int


class Standing:
    """What is owed on one account, by item and component and day."""

    def __init__(self, owed: Iterable[Owed], *, due_dates: dict[int, date], disputes: Sequence[Dispute]) -> None:
        """Take what moved on the account; items without a due date were withdrawn and are not paid."""
        self.moved: dict[tuple[int, Component], dict[date, int]] = defaultdict(lambda: defaultdict(int))
        self.due_dates, self.disputes = due_dates, disputes
        for line in owed:
            if line.item_id in due_dates:
                self.moved[line.item_id, line.component][line.effective_date] += line.amount_minor

    def pay(self, receipt: Arrived) -> tuple[Line, ...]:
        """Return the lines of a receipt, and count what it pays as paid."""
        named = () if receipt.item_id is None else (receipt.item_id,)
        lines = self._open(receipt)
        disputed = disputed_items(self.disputes, receipt.received_date, items={line.item_id for line in lines})
        paid = split(receipt.amount_minor, lines, disputed_items=disputed, named=named)
        for part in paid.parts:
            assert part.item_id is not None, "A file's money pays items."
            self._take(part.item_id, part.component, day=receipt.received_date, amount_minor=part.amount_minor)
        return received(receipt.amount_minor, parts=paid.parts, account_id=receipt.account_id)

    def _open(self, receipt: Arrived) -> list[OpenLine]:
        """Return what can be paid from the receipt's day on; the item it names alone where that takes it all."""
        if receipt.item_id is not None:
            keys = [(receipt.item_id, component) for component in COMPONENTS]
            named = [key for key in keys if key in self.moved]
            lines = self._lines(named, receipt.received_date)
            if sum(line.open_minor for line in lines) >= receipt.amount_minor:
                return lines
        return self._lines(self.moved, receipt.received_date)

    def _lines(self, keys: Iterable[tuple[int, Component]], day: date) -> list[OpenLine]:
        found = []
        for item_id, component in keys:
            open_minor = free_from(_running(self.moved[item_id, component]), day=day)
            if open_minor:
                found.append(OpenLine(item_id, component, self.due_dates[item_id], open_minor))
        return found

    def _take(self, item_id: int, component: Component, *, day: date, amount_minor: int) -> None:
        moved = self.moved[item_id, component]
        moved[day] -= amount_minor
        if sum(moved.values()) == 0:
            del self.moved[item_id, component]  # Nothing can be free on it any more, whatever the day.


def _running(moved: dict[date, int]) -> list[tuple[date, int]]:
    running, days = 0, []
    for day in sorted(moved):
        running += moved[day]
        days.append((day, running))
    return days

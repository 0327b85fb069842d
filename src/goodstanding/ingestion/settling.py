"""Letting the receipts of a file pay: in the order that binds each most, from its own day on.

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
from goodstanding.ledger.posting import COMPONENTS, Component, Head, Line, received
from goodstanding.payments.receipt import split
from goodstanding.receivables.waterfall import Ruling, most_binding


class Arrived(NamedTuple):
    """A receipt of the file: the number of its transaction, its account, its amount, day, and the item it names."""

    transaction_id: int
    account_id: int
    amount_minor: int
    received_date: date
    item_id: int | None


class Owed(NamedTuple):
    """So much moved on one component of one item of an account on a day: receivable, or written off (and recovered).

    What moved under "unapplied" is of no item; it matters only where more was paid back than was received.
    """

    account_id: int
    item_id: int | None
    component: Component
    effective_date: date
    amount_minor: int
    head: Head = "receivable"


Key = tuple[int, Component]
Moved = dict[Key, dict[date, int]]


class Standing:
    """What is owed on one account, by item and component and day."""

    def __init__(
        self,
        owed: Iterable[Owed],
        *,
        due_dates: dict[int, date],
        disputes: Sequence[Dispute],
        rulings: Sequence[Ruling] = (),
    ) -> None:
        """Take what moved on the account; items without a due date were withdrawn and are not paid."""
        self.moved: Moved = defaultdict(lambda: defaultdict(int))
        self.lost: Moved = defaultdict(lambda: defaultdict(int))
        self.lacking: dict[date, int] = defaultdict(int)
        self.due_dates, self.disputes, self.rulings = due_dates, disputes, rulings
        for line in owed:
            if line.head == "unapplied":
                self.lacking[line.effective_date] += line.amount_minor
            elif line.item_id is not None and line.item_id in due_dates:
                moved = self.moved if line.head == "receivable" else self.lost
                moved[line.item_id, line.component][line.effective_date] += line.amount_minor

    def pay(self, receipt: Arrived) -> tuple[Line, ...]:
        """Return the lines of a receipt, and count what it pays as paid."""
        day = receipt.received_date
        named = () if receipt.item_id is None else (receipt.item_id,)
        binding = most_binding(self.rulings, day=day, named=named)
        lines = self._open(receipt, may_be_alone=bool(binding.named))
        lost = self._lines(self.lost, self.lost, day) if self.lost else []
        disputed = disputed_items(self.disputes, day, items={line.item_id for line in (*lines, *lost)})
        paid = split(
            receipt.amount_minor,
            lines,
            recoverable=lost,
            lacking_minor=self._lacking(day),
            disputed_items=disputed,
            named=binding.named,
            order=binding.order,
        )
        for moved, parts in ((self.moved, paid.parts), (self.lost, paid.recovered)):
            for part in parts:
                assert part.item_id is not None, "A file's money pays items."
                _take(moved, (part.item_id, part.component), day=day, amount_minor=part.amount_minor)
        if self.lacking:
            self.lacking[day] -= paid.unapplied_minor
        return received(receipt.amount_minor, parts=paid.parts, recovered=paid.recovered, account_id=receipt.account_id)

    def _open(self, receipt: Arrived, *, may_be_alone: bool) -> list[OpenLine]:
        """Return what can be paid from the receipt's day on; the item it names alone where that takes it all."""
        if may_be_alone and receipt.item_id is not None and not self.lacking:
            keys = [(receipt.item_id, component) for component in COMPONENTS]
            named = [key for key in keys if key in self.moved]
            lines = self._lines(self.moved, named, receipt.received_date)
            if sum(line.open_minor for line in lines) >= receipt.amount_minor:
                return lines
        return self._lines(self.moved, self.moved, receipt.received_date)

    def _lacking(self, day: date) -> int:
        """Return how much more was paid back than was received, at worst, from a day on."""
        if not self.lacking:
            return 0
        days = _running(self.lacking)
        return max([0, *[now for on, now in days if on <= day][-1:], *[now for on, now in days if on > day]])

    def _lines(self, moved: Moved, keys: Iterable[Key], day: date) -> list[OpenLine]:
        found = []
        for item_id, component in keys:
            open_minor = free_from(_running(moved[item_id, component]), day=day)
            if open_minor:
                found.append(OpenLine(item_id, component, self.due_dates[item_id], open_minor))
        return found


def _take(moved: Moved, key: Key, *, day: date, amount_minor: int) -> None:
    moved[key][day] -= amount_minor
    if sum(moved[key].values()) == 0:
        del moved[key]  # Nothing can be free on it any more, whatever the day.


def _running(moved: dict[date, int]) -> list[tuple[date, int]]:
    running, days = 0, []
    for day in sorted(moved):
        running += moved[day]
        days.append((day, running))
    return days

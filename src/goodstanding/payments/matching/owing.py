"""What is owed on the debts that a chunk of bank lines pays, kept up to date from line to line.

What one payment may pay is decided by payments.receipt and ledger.balance, as for a receipt entered by hand; only the
books are not asked again for every line.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goodstanding.ledger.allocation import Allocation, OpenLine
from goodstanding.ledger.balance import free_parts, lacking_from, recoverable_parts
from goodstanding.ledger.posting import Line, Part, Posted, received
from goodstanding.payments.receipt import split
from goodstanding.receivables.waterfall import Ruling, most_binding


@dataclass(slots=True)
class Owing:
    """The postings of one debt, the due dates of its items that stand, and the orders set for how money pays it."""

    debt_id: int
    lines: list[Posted]
    due_dates: Mapping[int, date]
    rulings: Sequence[Ruling] = ()

    def paid_by(
        self, amount_minor: int, *, day: date, disputed: Collection[int] = (), named: Sequence[int] = ()
    ) -> Allocation:
        """Return what an amount received on a day pays; nothing is changed."""
        binding = most_binding(self.rulings, day=day, named=named)
        return split(
            amount_minor,
            self._due(free_parts(self.lines, from_date=day)),
            recoverable=self._due(recoverable_parts(self.lines, from_date=day)),
            lacking_minor=lacking_from(self.lines, from_date=day),
            disputed_items=disputed,
            named=binding.named,
            order=binding.order,
        )

    def take(self, amount_minor: int, paid: Allocation, *, day: date, at: datetime) -> tuple[Line, ...]:
        """Count an amount as received, and return the lines that say so in the ledger."""
        lines = received(amount_minor, parts=paid.parts, recovered=paid.recovered, account_id=self.debt_id)
        self.lines += [
            Posted(0, "receipt", "receipt", day, at, line.head, line.component, line.item_id, line.amount_minor)
            for line in lines
        ]
        return lines

    def _due(self, parts: list[Part]) -> list[OpenLine]:
        return [
            OpenLine(part.item_id, part.component, self.due_dates[part.item_id], part.amount_minor)
            for part in parts
            if part.item_id is not None and part.item_id in self.due_dates
        ]

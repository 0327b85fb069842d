"""Levelling: what has to follow when a correction pulls away what other postings of the account stood on.

After an item was lowered below what was paid on it, or a receipt bounced whose rest had been applied elsewhere, three
things must still be true on every day: no component of an item is below zero, nothing is paid on an item by money that
is gone, and no more was applied than was received. This works out the moves that make them true again:
    * too much paid on an item goes to unapplied from the day on which it became too much, and back when it is not;
    * where unapplied money is gone, what it had paid is taken back, from the newest item first, for as long as it is.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from goodstanding.ledger.posting import Component, Posted
from goodstanding.refusal import Refusal

Key = tuple[int, Component]
"""An item (0 where money is owed on none) and a component of it."""


class NotLevel(Refusal):
    """More was written off or credited on an item than it is worth, or more given back than was there."""


class Move(NamedTuple):
    """From a day on, so much of an item's component goes to unapplied; below zero: comes back from there."""

    effective_date: date
    item_id: int | None
    component: Component
    amount_minor: int


class _Sums:
    """The running sums of one account at the end of a day."""

    def __init__(self) -> None:
        self.open_minor: dict[Key, int] = defaultdict(int)
        self.paid_minor: dict[Key, int] = defaultdict(int)
        self.applied_minor: dict[Key, int] = defaultdict(int)
        """What of `paid_minor` came from unapplied money rather than from a receipt's own split."""
        self.unapplied_minor = 0

    def add(self, line: Posted) -> None:
        """Count one line."""
        if line.head == "unapplied":
            self.unapplied_minor -= line.amount_minor
        elif line.head == "receivable":
            key = (line.item_id or 0, line.component)
            self.open_minor[key] += line.amount_minor
            if line.cause in {"receipt", "allocation"}:
                self.paid_minor[key] -= line.amount_minor
            if line.cause == "allocation":
                self.applied_minor[key] -= line.amount_minor

    def shifts(self) -> dict[Key, int]:
        """Return how much each component has to give to unapplied, or below zero take from there, to be level."""
        shifted = {key: self._own_shift(key) for key in sorted(self.open_minor, reverse=True)}
        missing_minor = -self.unapplied_minor - sum(shifted.values())
        for key, own_minor in list(shifted.items()):
            taken_back_minor = max(0, min(missing_minor, self.applied_minor[key] - own_minor))
            shifted[key] += taken_back_minor
            missing_minor -= taken_back_minor
        if missing_minor > 0:
            raise NotLevel("More money would be used on this account than was received.")
        return shifted

    def _own_shift(self, key: Key) -> int:
        """Return what one component needs: between what must go (all below zero) and what may (all that was paid)."""
        open_minor, paid_minor = self.open_minor[key], self.paid_minor[key]
        if open_minor + paid_minor < 0:
            raise NotLevel("More was written off or credited on an item than it would be worth.")
        return min(paid_minor, max(0, -open_minor))


def level(lines: Iterable[Posted]) -> list[Move]:
    """Return the moves that make all lines of one account level again, the earliest first; none if they are.

    Raises NotLevel where no moves can.
    """
    lines_by_day: dict[date, list[Posted]] = defaultdict(list)
    for line in lines:
        lines_by_day[line.effective_date].append(line)
    sums, moves = _Sums(), []
    before: dict[Key, int] = defaultdict(int)
    for day in sorted(lines_by_day):
        for line in lines_by_day[day]:
            sums.add(line)
        for (item_id, component), shift_minor in sorted(sums.shifts().items()):
            if shift_minor != before[item_id, component]:
                moves.append(Move(day, item_id or None, component, shift_minor - before[item_id, component]))
                before[item_id, component] = shift_minor
    return moves

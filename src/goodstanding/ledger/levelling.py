"""Levelling: what has to follow when a correction pulls away what other postings of the account stood on.

After an item was lowered below what was paid on it, a write-off was undone of which a part had come in, or a receipt
bounced whose money had gone elsewhere, four things must still be true on every day: no component of an item is below
zero, nothing is paid on an item by money that is gone, no more is recovered than was written off, and no more is used
than was received. This works out the moves that make them true again:
    * too much paid or recovered on an item goes to unapplied from the day on which it became too much, and back when
      it is not;
    * where unapplied money is gone, what it had paid is taken back, from the newest item first, for as long as it is;
    * where even that is not enough, because money was paid back to the payer before, so is what receipts had paid.
What was paid back beyond everything received stays a hole in unapplied money: the debtor owes it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from goodstanding.ledger.posting import Component, Kind, Posted
from goodstanding.refusal import Refusal

Key = tuple[int, Component]
"""An item (0 where money is owed on none) and a component of it."""
PAYING: frozenset[Kind] = frozenset({"receipt", "allocation", "refund"})
"""Kinds whose lines under "receivable" are money paid, or paid back."""


class Pot(NamedTuple):
    """Where money that was received lies: on a component of an item, paid or recovered there."""

    head: Literal["receivable", "recovered"]
    item: int
    component: Component


class NotLevel(Refusal):
    """More was written off or credited on an item than it is worth, or more given back than was there."""


class Move(NamedTuple):
    """From a day on, so much of an item's component goes to unapplied; below zero: comes back from there."""

    effective_date: date
    item_id: int | None
    component: Component
    amount_minor: int
    head: Literal["receivable", "recovered"] = "receivable"


class _Sums:
    """The running sums of one account at the end of a day."""

    def __init__(self) -> None:
        self.open_minor: dict[Key, int] = defaultdict(int)
        self.written_off_minor: dict[Key, int] = defaultdict(int)
        self.paid_minor: dict[Pot, int] = defaultdict(int)
        self.applied_minor: dict[Pot, int] = defaultdict(int)
        """What of `paid_minor` came from unapplied money rather than from a receipt's own split."""
        self.unapplied_minor = 0
        self.cash_minor = 0

    def add(self, line: Posted) -> None:
        """Count one line."""
        key = (line.item_id or 0, line.component)
        if line.head == "unapplied":
            self.unapplied_minor -= line.amount_minor
        elif line.head == "cash":
            self.cash_minor += line.amount_minor
        elif line.head == "written off":
            self.written_off_minor[key] += line.amount_minor
        elif line.head in {"receivable", "recovered"}:
            self._pay(Pot("recovered" if line.head == "recovered" else "receivable", *key), line)

    def _pay(self, pot: Pot, line: Posted) -> None:
        if pot.head == "receivable":
            self.open_minor[pot.item, pot.component] += line.amount_minor
        # Named also where nothing was paid, so that every component of every item is looked at.
        self.paid_minor[pot] -= line.amount_minor if line.cause in PAYING else 0
        self.applied_minor[pot] -= line.amount_minor if line.cause == "allocation" else 0

    def shifts(self) -> dict[Pot, int]:
        """Return how much each pot has to give to unapplied, or below zero take from there, to be level."""
        # What was recovered is given up first, then what was paid on the newest item.
        order = sorted(self.paid_minor, reverse=True)
        shifted = {pot: self._own_shift(pot) for pot in order}
        missing_minor = -self.unapplied_minor - sum(shifted.values())
        for source in (self.applied_minor, self.paid_minor):
            # Nobody gives more than was paid there: what is missing beyond that is a hole, not owed on an item.
            most = {pot: min(source[pot], self.paid_minor[pot]) for pot in order}
            missing_minor -= _take_back(shifted, most, missing_minor)
        if missing_minor > max(0, -self.cash_minor):
            raise NotLevel("More money would be used on this account than was received.")
        return shifted

    def _own_shift(self, pot: Pot) -> int:
        """Return what one pot needs: between what must go (all below zero) and what may (all that was paid)."""
        key, paid_minor = (pot.item, pot.component), self.paid_minor[pot]
        if pot.head == "recovered":
            return paid_minor if paid_minor < 0 else max(0, paid_minor - max(0, self.written_off_minor[key]))
        open_minor = self.open_minor[key]
        if open_minor + paid_minor < 0:
            raise NotLevel("More was written off or credited on an item than it would be worth.")
        return min(paid_minor, max(0, -open_minor))


def _take_back(shifted: dict[Pot, int], source: Mapping[Pot, int], missing_minor: int) -> int:
    """Let pots give what is missing, each what it has of a source at most; return how much they gave."""
    given_minor = 0
    for pot, own_minor in list(shifted.items()):
        taken_minor = max(0, min(missing_minor - given_minor, source[pot] - own_minor))
        shifted[pot] += taken_minor
        given_minor += taken_minor
    return given_minor


def level(lines: Iterable[Posted]) -> list[Move]:
    """Return the moves that make all lines of one account level again, the earliest first; none if they are.

    Raises NotLevel where no moves can.
    """
    lines_by_day: dict[date, list[Posted]] = defaultdict(list)
    for line in lines:
        lines_by_day[line.effective_date].append(line)
    sums, moves = _Sums(), []
    before: dict[Pot, int] = defaultdict(int)
    for day in sorted(lines_by_day):
        for line in lines_by_day[day]:
            sums.add(line)
        for pot, shift_minor in sorted(sums.shifts().items()):
            if shift_minor != before[pot]:
                moves.append(Move(day, pot.item or None, pot.component, shift_minor - before[pot], pot.head))
                before[pot] = shift_minor
    return moves

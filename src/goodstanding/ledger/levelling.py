"""Levelling: what has to follow when a correction pulls away what other postings of the account stood on.

After an item was lowered below what was paid on it, or a receipt bounced whose rest had been applied elsewhere, three
things must still be true on every day: no component of an item is below zero, nothing is paid on an item by money that
is gone, and no more was applied than was received. This works out the moves that make them true again:
    * too much paid on an item goes to unapplied from the day on which it became too much, and back when it is not;
    * where unapplied money is gone, the latest applications of it are taken back, until what is left is enough.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from goodstanding.ledger.balance import by_day
from goodstanding.ledger.posting import Component, Posted
from goodstanding.refusal import Refusal

PAYING = ("receipt", "allocation")
"""The causes of lines by which money pays an item."""


class NotLevel(Refusal):
    """More was written off or credited on an item than it is worth, or money is missing that no move can bring back."""


class Move(NamedTuple):
    """From a day on, so much of an item's component goes to unapplied; below zero: comes back from there."""

    effective_date: date
    item_id: int | None
    component: Component
    amount_minor: int


class Levelling(NamedTuple):
    """Applications to take back, each with the day of taking it back, and moves to make; empty when all is level."""

    taken_back: dict[int, date]
    moves: list[Move]


def level(lines: Sequence[Posted], *, from_date: date) -> Levelling:
    """Return what makes all lines of one account level again after a correction effective on a day.

    Raises NotLevel where no such moves exist.
    """
    taken_back: dict[int, date] = {}
    candidates = _applications(lines)
    standing = list(lines)
    while True:
        moves = _moves(standing)
        if _is_backed(standing, moves=moves):
            return Levelling(taken_back, moves)
        if not candidates:
            raise NotLevel("More money would be applied on this account than was received.")
        transaction_id, its_date = candidates.pop()
        taken_back[transaction_id] = max(its_date, from_date)
        standing += _mirror(lines, transaction_id=transaction_id, day=taken_back[transaction_id])


def _applications(lines: Iterable[Posted]) -> list[tuple[int, date]]:
    """Return the transactions that let unapplied money pay, and that still stand, the latest last."""
    reversed_ids = {line.reverses_id for line in lines}
    found = {
        line.transaction_id: line.effective_date
        for line in lines
        if line.kind == "allocation" and line.head == "unapplied" and line.amount_minor > 0
    }
    return sorted((number, day) for number, day in found.items() if number not in reversed_ids)


def _mirror(lines: Iterable[Posted], *, transaction_id: int, day: date) -> list[Posted]:
    return [
        line._replace(amount_minor=-line.amount_minor, effective_date=day, kind="reversal")
        for line in lines
        if line.transaction_id == transaction_id
    ]


def _moves(lines: Iterable[Posted]) -> list[Move]:
    """Return the moves between items and unapplied that keep every component of every item level."""
    owed: dict[tuple[int | None, Component], list[Posted]] = defaultdict(list)
    for line in lines:
        if line.head == "receivable":
            owed[line.item_id, line.component].append(line)
    moves = [
        Move(day, item_id, component, amount_minor)
        for (item_id, component), its_lines in owed.items()
        for day, amount_minor in _shifts(its_lines)
    ]
    # One order for everybody: what is posted last is the first to be taken back later.
    return sorted(moves, key=lambda move: (move.effective_date, move.item_id or 0, move.component))


def _shifts(lines: Sequence[Posted]) -> Iterable[tuple[date, int]]:
    """Yield the days on which an item's component has to give to unapplied (above zero) or take back (below)."""
    open_by_day = dict(by_day(lines))
    paid_by_day = dict(by_day(line for line in lines if line.cause in PAYING))
    paid_minor = shifted_minor = 0
    for day, open_minor in open_by_day.items():
        paid_minor = -paid_by_day[day] if day in paid_by_day else paid_minor
        if open_minor + paid_minor < 0:
            raise NotLevel("More was written off or credited on an item than it would be worth.")
        # Between what must go (all below zero) and what may go (all that was paid), as little as possible.
        wanted_minor = min(max(0, -open_minor), paid_minor)
        if wanted_minor != shifted_minor:
            yield day, wanted_minor - shifted_minor
            shifted_minor = wanted_minor


def _is_backed(lines: Iterable[Posted], *, moves: Iterable[Move]) -> bool:
    """Say whether unapplied money never falls below zero on any day, once the moves are made."""
    changes: dict[date, int] = defaultdict(int)
    for line in lines:
        if line.head == "unapplied":
            changes[line.effective_date] -= line.amount_minor
    for move in moves:
        changes[move.effective_date] += move.amount_minor
    running = 0
    for day in sorted(changes):
        running += changes[day]
        if running < 0:
            return False
    return True

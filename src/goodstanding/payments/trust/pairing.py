"""Pairing: which line of the bank is which movement of the book.

First what a match says, then the same reference with the same amount, then the same reference alone, then the same
amount on the same day or a few days apart, where no reference says otherwise.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

DAYS_APART_MAX = 5
"""A transfer is booked some days after it was received; more than this apart are two things."""


class BankPart(NamedTuple):
    """A line of the bank, or so much of one as was found to be one receipt; what comes in is above zero."""

    line_id: int
    booked_date: date
    value_date: date
    amount_minor: int
    currency: str
    references: tuple[str, ...] = ()
    matched: str = ""
    """The name of the movement that a match names."""
    set_aside: str = ""
    is_passed_on: bool = False
    """A gateway took it first, and paid it out some days after it was received."""
    client_id: int | None = None


class Movement(NamedTuple):
    """Something in the book of an account: "Receipt 12", "Refund 3"; what comes in is above zero."""

    name: str
    client_id: int
    day: date
    amount_minor: int
    reference: str = ""
    undoes: str = ""
    """The name of the movement that this one takes back."""


class Pair(NamedTuple):
    """A bank line and what stands for it."""

    part: BankPart
    movement: Movement


@dataclass(frozen=True, slots=True)
class Pairing:
    """What was paired, and what is left on either side."""

    pairs: tuple[Pair, ...]
    lines: tuple[BankPart, ...]
    movements: tuple[Movement, ...]
    line_likes: frozenset[Hashable]
    movement_likes: frozenset[Hashable]

    def line_is_repeated(self, part: BankPart) -> bool:
        """Say whether a line that was paired looks exactly like this one."""
        return bool(_words(part)) and _line_look(part) in self.line_likes

    def movement_is_repeated(self, movement: Movement) -> bool:
        """Say whether a movement that was paired looks exactly like this one."""
        return bool(fold(movement.reference)) and _movement_look(movement) in self.movement_likes


def pair_up(parts: Sequence[BankPart], movements: Sequence[Movement]) -> Pairing:
    """Pair the lines of a bank with the movements of a book; the order of either does not matter."""
    left_parts, left_movements = sorted(parts, key=_line_rank), sorted(movements, key=_movement_rank)
    pairs: list[Pair] = []
    steps: list[_Step] = [
        _Step(lambda part: [part.matched] if part.matched else [], lambda one: [one.name]),
        _Step(
            lambda part: [(word, part.amount_minor) for word in _words(part)],
            lambda one: [(fold(one.reference), one.amount_minor)] if fold(one.reference) else [],
        ),
        _Step(_words, lambda one: [fold(one.reference)] if fold(one.reference) else []),
        _Step(lambda part: [part.amount_minor], lambda one: [one.amount_minor], by_likeness=True),
    ]
    for step in steps:
        made, left_parts, left_movements = step.take(left_parts, left_movements)
        pairs += made
    return Pairing(
        tuple(pairs),
        tuple(left_parts),
        tuple(_without_undone(left_movements)),
        frozenset(_line_look(pair.part) for pair in pairs),
        frozenset(_movement_look(pair.movement) for pair in pairs),
    )


def _without_undone(movements: Sequence[Movement]) -> list[Movement]:
    """Leave out what was entered in error and taken back, as the bank never knew of either."""
    names = {one.name for one in movements}
    undone = {name for one in movements if one.undoes in names for name in (one.name, one.undoes)}
    return [one for one in movements if one.name not in undone]


def fold(text: str) -> str:
    """Return a reference as banks mangle it: letters and digits only, all small.

    >>> fold("INV-2026/007 ")
    'inv2026007'
    """
    return "".join(letter for letter in text.casefold() if letter.isalnum())


class _Step(NamedTuple):
    """One way to pair: what a line and a movement must have in common."""

    keys_of_part: "Callable[[BankPart], Sequence[Hashable]]"
    keys_of_movement: "Callable[[Movement], Sequence[Hashable]]"
    by_likeness: bool = False

    def take(
        self, parts: Iterable[BankPart], movements: Sequence[Movement]
    ) -> tuple[list[Pair], list[BankPart], list[Movement]]:
        """Pair what can be, each movement once, the nearest day first; return the pairs and what is left."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for number, movement in enumerate(movements):
            for key in self.keys_of_movement(movement):
                waiting[key].append(number)
        taken: set[int] = set()
        pairs, left = [], []
        for part in parts:
            number_found = self._nearest(part, movements, waiting, taken)
            if number_found is None:
                left.append(part)
            else:
                taken.add(number_found)
                pairs.append(Pair(part, movements[number_found]))
        return pairs, left, [one for number, one in enumerate(movements) if number not in taken]

    def _nearest(
        self, part: BankPart, movements: Sequence[Movement], waiting: dict[Hashable, list[int]], taken: set[int]
    ) -> int | None:
        fitting = [
            number
            for key in self.keys_of_part(part)
            for number in waiting.get(key, ())
            if number not in taken and (not self.by_likeness or _may_be(part, movements[number]))
        ]
        return min(fitting, key=lambda number: (_days_apart(part, movements[number]), number), default=None)


def _may_be(part: BankPart, movement: Movement) -> bool:
    """Say whether a line may be a movement of the same amount: near in time, and no reference says otherwise."""
    contradicts = bool(_words(part)) and bool(fold(movement.reference))
    return not part.set_aside and not contradicts and _days_apart(part, movement) <= DAYS_APART_MAX


def _days_apart(part: BankPart, movement: Movement) -> int:
    return min(abs((part.booked_date - movement.day).days), abs((part.value_date - movement.day).days))


def _words(part: BankPart) -> list[str]:
    return list(dict.fromkeys(word for word in (fold(reference) for reference in part.references) if word))


def _line_rank(part: BankPart) -> tuple[object, ...]:
    return (part.booked_date, part.line_id, part.amount_minor, part.matched)


def _movement_rank(movement: Movement) -> tuple[object, ...]:
    return (movement.day, movement.name, movement.amount_minor)


def _line_look(part: BankPart) -> Hashable:
    return (part.amount_minor, part.booked_date, tuple(sorted(_words(part))))


def _movement_look(movement: Movement) -> Hashable:
    return (movement.amount_minor, movement.day, fold(movement.reference), movement.client_id)

"""Books as plain as can be, to hold the real ones against: every day of a short calendar is a number of its own.

Nothing here knows postings or sums of them. A deed adds an amount to every day from its own on; "as of a day" is one
look into a list. Allocation, levelling and closing are said again in these words.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

DAYS = 150
"""Days are numbered from 0 to DAYS; nothing happens after the last."""

COMPONENT_ORDER = ("interest", "fees", "costs", "principal")

Key = tuple[int, str]
"""An item and a component of it."""


class CannotBeLevel(Exception):
    """The plain books see no way to make the account level."""


@dataclass
class Record:
    """One thing that happened; every amount counts from `day` on."""

    kind: str
    day: int
    opened: dict[Key, int] = field(default_factory=dict)
    paid: dict[Key, int] = field(default_factory=dict)
    applied: dict[Key, int] = field(default_factory=dict)
    unapplied: int = 0
    cash: int = 0
    stands: bool = True
    number: int = 0
    """What the real books call it: the number of the transaction, or of the receipt."""


@dataclass
class PlainItem:
    due: int
    issued: int
    amount: int
    is_withdrawn: bool = False


def raise_from(numbers: list[int], day: int, amount: int) -> None:
    """Add an amount to every day from one on."""
    for at in range(day, DAYS + 1):
        numbers[at] += amount


@dataclass
class PlainAccount:
    """One debt: its items, what happened, and five kinds of numbers for every day."""

    items: dict[int, PlainItem] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    open: dict[Key, list[int]] = field(default_factory=dict)
    paid: dict[Key, list[int]] = field(default_factory=dict)
    applied: dict[Key, list[int]] = field(default_factory=dict)
    """What of `paid` was unapplied money before."""
    unapplied: list[int] = field(default_factory=lambda: [0] * (DAYS + 1))
    cash: list[int] = field(default_factory=lambda: [0] * (DAYS + 1))
    is_withdrawn: bool = False

    def add(self, record: Record) -> Record:
        self.records.append(record)
        self._count(record, day=record.day, sign=1)
        return record

    def take_back(self, record: Record, *, day: int) -> None:
        assert record.stands
        assert day >= record.day
        record.stands = False
        self._count(record, day=day, sign=-1)

    def _count(self, record: Record, *, day: int, sign: int) -> None:
        for key in (*record.opened, *record.paid, *record.applied):
            for numbers in (self.open, self.paid, self.applied):
                numbers.setdefault(key, [0] * (DAYS + 1))
        for key, amount in record.opened.items():
            raise_from(self.open[key], day, sign * amount)
        for key, amount in (*record.paid.items(), *record.applied.items()):
            raise_from(self.open[key], day, -sign * amount)
            raise_from(self.paid[key], day, sign * amount)
        for key, amount in record.applied.items():
            raise_from(self.applied[key], day, sign * amount)
        raise_from(self.unapplied, day, sign * record.unapplied)
        raise_from(self.cash, day, sign * record.cash)

    # What can be used.

    def free(self, key: Key, *, day: int) -> int:
        return max(0, min(self.open[key][day:]))

    def unapplied_free(self, *, day: int) -> int:
        return max(0, min(self.unapplied[day:]))

    def spread(self, amount: int, *, day: int, disputed: Iterable[int] = ()) -> dict[Key, int]:
        """Pay the oldest due first, within an item interest, fees, costs, principal."""
        paid: dict[Key, int] = {}
        shunned = set(disputed)
        for number, item in sorted(self.items.items(), key=lambda pair: (pair[1].due, pair[0])):
            for component in COMPONENT_ORDER:
                key = (number, component)
                if key in self.open and not item.is_withdrawn and number not in shunned:
                    part = min(amount - sum(paid.values()), self.free(key, day=day))
                    paid |= {key: part} if part else {}
        return paid

    # What follows a correction.

    def level(self) -> None:
        """Day by day: first every component by itself, then what is missing from the newest item on."""
        before: dict[Key, int] = {}
        moves = []
        for at in range(DAYS + 1):
            wanted = {key: self._wanted(key, at=at) for key in self.open}
            missing = -(self.unapplied[at] + sum(wanted.values()))
            for key in sorted(wanted, reverse=True):
                taken_back = max(0, min(missing, self.applied[key][at] - wanted[key]))
                wanted[key] += taken_back
                missing -= taken_back
            if missing > 0:
                raise CannotBeLevel
            for key, amount in wanted.items():
                if change := amount - before.get(key, 0):
                    moves.append(Record("allocation", at, applied={key: -change}, unapplied=change))
            before = wanted
        for move in moves:
            self.add(move)

    def _wanted(self, key: Key, *, at: int) -> int:
        owed, paid = self.open[key][at], self.paid[key][at]
        if owed + paid < 0:
            raise CannotBeLevel
        return paid if paid < 0 else min(paid, max(0, -owed))

    def close(self, *, day: int, chosen: Callable[[int], bool]) -> int:
        """Hand back what is open on chosen items, on each day as much as was not handed back yet; return all of it."""
        handed_back = 0
        for key in [key for key in self.open if chosen(key[0])]:
            free = [self.free(key, day=at) for at in range(day, DAYS + 1)]
            for at, amount in enumerate(free, start=day):
                self.open[key][at] -= amount
            handed_back += free[-1]
        return handed_back

    # What a report says.

    def open_on(self, day: int) -> dict[Key, int]:
        return {key: amounts[day] for key, amounts in self.open.items() if amounts[day]}

    def balance_on(self, day: int) -> int:
        return sum(amounts[day] for amounts in self.open.values()) - self.unapplied[day]

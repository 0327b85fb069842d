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
    lost: dict[Key, int] = field(default_factory=dict)
    """What was written off."""
    recovered: dict[Key, int] = field(default_factory=dict)
    recovered_by_use: dict[Key, int] = field(default_factory=dict)
    """What unapplied money recovered, or what left for it."""
    unapplied: int = 0
    cash: int = 0
    stands: bool = True
    of: "Record | None" = None
    """The receipt that a refund pays back."""
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
    lost: dict[Key, list[int]] = field(default_factory=dict)
    recovered: dict[Key, list[int]] = field(default_factory=dict)
    recovered_by_use: dict[Key, list[int]] = field(default_factory=dict)
    """What of `recovered` was unapplied money before."""
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
        raise_from(self.unapplied, day, sign * record.unapplied)
        raise_from(self.cash, day, sign * record.cash)
        for key, amount in record.opened.items():
            raise_from(self.open[key], day, sign * amount)
        for key, amount in (*record.paid.items(), *record.applied.items()):
            raise_from(self.open[key], day, -sign * amount)
            raise_from(self.paid[key], day, sign * amount)
        for key, amount in record.applied.items():
            raise_from(self.applied[key], day, sign * amount)
        self._count_lost(record, day=day, sign=sign)

    def _count_lost(self, record: Record, *, day: int, sign: int) -> None:
        for key in (*record.lost, *record.recovered, *record.recovered_by_use):
            for numbers in (self.lost, self.recovered, self.recovered_by_use):
                numbers.setdefault(key, [0] * (DAYS + 1))
        for key, amount in record.lost.items():
            raise_from(self.lost[key], day, sign * amount)
        for key, amount in (*record.recovered.items(), *record.recovered_by_use.items()):
            raise_from(self.recovered[key], day, sign * amount)
        for key, amount in record.recovered_by_use.items():
            raise_from(self.recovered_by_use[key], day, sign * amount)

    # What can be used.

    def free(self, key: Key, *, day: int) -> int:
        return max(0, min(self.open[key][day:]))

    def unapplied_free(self, *, day: int) -> int:
        return max(0, min(self.unapplied[day:]))

    def cash_free(self, *, day: int) -> int:
        return max(0, min(self.cash[day:]))

    def hole(self, *, day: int) -> int:
        """How much more was paid back than came in, at worst, from a day on."""
        return max(0, -min(self.unapplied[day:]))

    def lost_free(self, key: Key, *, day: int) -> int:
        both = zip(self.lost[key][day:], self.recovered[key][day:], strict=True)
        return max(0, min(lost - back for lost, back in both))

    def spread(self, amount: int, *, day: int, disputed: Iterable[int] = ()) -> dict[Key, int]:
        """Pay the oldest due first, within an item interest, fees, costs, principal."""
        return self._spread(amount, self.open, lambda key: self.free(key, day=day), disputed=disputed)

    def recover(self, amount: int, *, day: int, disputed: Iterable[int] = ()) -> dict[Key, int]:
        """Bring in what was written off, in the same order."""
        return self._spread(amount, self.lost, lambda key: self.lost_free(key, day=day), disputed=disputed)

    def _spread(
        self, amount: int, there: Iterable[Key], free: Callable[[Key], int], *, disputed: Iterable[int]
    ) -> dict[Key, int]:
        paid: dict[Key, int] = {}
        known, shunned = set(there), set(disputed)
        for number, item in sorted(self.items.items(), key=lambda pair: (pair[1].due, pair[0])):
            for component in COMPONENT_ORDER:
                key = (number, component)
                if key in known and not item.is_withdrawn and number not in shunned:
                    part = min(amount - sum(paid.values()), free(key))
                    paid |= {key: part} if part else {}
        return paid

    # What follows a correction.

    def level(self) -> None:
        """Day by day: first every component by itself, then what is missing.

        What unapplied money had done goes before what receipts did by themselves; recoveries before items, and of
        those the newest first. What was paid back beyond all that came in stays missing.
        """
        before: dict[Key, int] = {}
        recovered_before: dict[Key, int] = {}
        moves = []
        for at in range(DAYS + 1):
            wanted = {key: self._wanted(key, at=at) for key in self.open}
            back = {key: self._wanted_back(key, at=at) for key in self.lost}
            self._take_what_is_missing(wanted, back, at=at)
            for key, amount in wanted.items():
                if change := amount - before.get(key, 0):
                    moves.append(Record("allocation", at, applied={key: -change}, unapplied=change))
            for key, amount in back.items():
                if change := amount - recovered_before.get(key, 0):
                    moves.append(Record("allocation", at, recovered_by_use={key: -change}, unapplied=change))
            before, recovered_before = wanted, back
        for move in moves:
            self.add(move)

    def _wanted(self, key: Key, *, at: int) -> int:
        owed, paid = self.open[key][at], self.paid[key][at]
        if owed + paid < 0:
            raise CannotBeLevel
        return paid if paid < 0 else min(paid, max(0, -owed))

    def _take_what_is_missing(self, wanted: dict[Key, int], back: dict[Key, int], *, at: int) -> None:
        missing = -(self.unapplied[at] + sum(wanted.values()) + sum(back.values()))
        for recovered, paid in ((self.recovered_by_use, self.applied), (self.recovered, self.paid)):
            for moved, there, all_paid in ((back, recovered, self.recovered), (wanted, paid, self.paid)):
                for key in sorted(moved, reverse=True):
                    most = min(there[key][at], all_paid[key][at])
                    taken_back = max(0, min(missing, most - moved[key]))
                    moved[key] += taken_back
                    missing -= taken_back
        if missing > max(0, -self.cash[at]):
            raise CannotBeLevel

    def _wanted_back(self, key: Key, *, at: int) -> int:
        recovered = self.recovered[key][at]
        return recovered if recovered < 0 else max(0, recovered - max(0, self.lost[key][at]))

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

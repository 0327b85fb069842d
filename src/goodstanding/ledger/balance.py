"""Balances: sums of postings, as of a day, and what is free to be used from a day on.

A day's balance counts every line effective on that day or before. What is free from a day on is the lowest balance of
that day and all later ones, so that a back-dated payment never makes some later day negative.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from goodstanding.ledger.posting import Component, Head, Part, Posted


@dataclass(frozen=True, slots=True)
class Balance:
    """The sums of one account in minor units, by head and component."""

    minor_by_head: Mapping[tuple[Head, Component], int]

    def under(self, head: Head, component: Component | None = None) -> int:
        """Sum one head, or one component of it."""
        return sum(
            minor
            for (its_head, its_component), minor in self.minor_by_head.items()
            if its_head == head and component in {None, its_component}
        )

    @property
    def open_minor(self) -> int:
        """What is owed on items, unapplied money not taken off."""
        return self.under("receivable")

    @property
    def unapplied_minor(self) -> int:
        """What was received and pays nothing yet; above zero when there is some."""
        return -self.under("unapplied")

    @property
    def balance_minor(self) -> int:
        """What is owed in all: open less unapplied."""
        return self.open_minor - self.unapplied_minor

    @property
    def components(self) -> dict[Component, int]:
        """What is owed on items, by component, those at zero left out."""
        found: dict[Component, int] = defaultdict(int)
        for (head, component), minor in self.minor_by_head.items():
            if head == "receivable":
                found[component] += minor
        return {component: minor for component, minor in found.items() if minor}


def fold(lines: Iterable[Posted], *, as_of: date) -> Balance:
    """Sum lines effective on a day or before it."""
    sums: dict[tuple[Head, Component], int] = defaultdict(int)
    for line in lines:
        if line.effective_date <= as_of:
            sums[line.head, line.component] += line.amount_minor
    return Balance(dict(sums))


def by_day(lines: Iterable[Posted]) -> list[tuple[date, int]]:
    """Return the running sum at the end of every day on which something moved, oldest first."""
    moved: dict[date, int] = defaultdict(int)
    for line in lines:
        moved[line.effective_date] += line.amount_minor
    running, days = 0, []
    for day in sorted(moved):
        running += moved[day]
        days.append((day, running))
    return days


def free_from(days: Iterable[tuple[date, int]], *, day: date) -> int:
    """Return the lowest running sum of a day and all later ones, never below zero.

    >>> free_from([(date(2026, 1, 1), 100), (date(2026, 3, 1), 40)], day=date(2026, 2, 1))
    40
    >>> free_from([(date(2026, 1, 1), 100)], day=date(2025, 12, 31))
    0
    """
    at_start, lowest = 0, None
    for its_day, running in sorted(days):
        if its_day <= day:
            at_start = running
        else:
            lowest = running if lowest is None else min(lowest, running)
    return max(0, at_start if lowest is None else min(at_start, lowest))


def free_parts(lines: Iterable[Posted], *, from_date: date) -> list[Part]:
    """Return what can be paid on each component of each item from a day on without any later day going below zero."""
    return _free(lines, heads={"receivable"}, from_date=from_date)


def recoverable_parts(lines: Iterable[Posted], *, from_date: date) -> list[Part]:
    """Return what was written off and not recovered, on each component of each item, on a day and all later ones."""
    return _free(lines, heads={"written off", "recovered"}, from_date=from_date)


def _free(lines: Iterable[Posted], *, heads: set[Head], from_date: date) -> list[Part]:
    owed: dict[tuple[int | None, Component], list[Posted]] = {}
    for line in lines:
        if line.head in heads:
            owed.setdefault((line.item_id, line.component), []).append(line)
    free = [
        Part(item_id, component, free_from(by_day(its_lines), day=from_date))
        for (item_id, component), its_lines in owed.items()
    ]
    return [part for part in free if part.amount_minor]


def closings(lines: Iterable[Posted], *, from_date: date) -> list[tuple[date, Part]]:
    """Return what takes everything open off from a day on: on each day as much as is free then and was not before.

    Back-dated like this, a closing never makes a later day negative, and after the last day nothing is open.
    """
    owed = list(lines)
    days = sorted({from_date, *(line.effective_date for line in owed if line.effective_date > from_date)})
    taken: dict[tuple[int | None, Component], int] = defaultdict(int)
    found = []
    for day in days:
        for part in free_parts(owed, from_date=day):
            key = (part.item_id, part.component)
            if part.amount_minor > taken[key]:
                found.append((day, part._replace(amount_minor=part.amount_minor - taken[key])))
                taken[key] = part.amount_minor
    return found


def unapplied_free(lines: Iterable[Posted], *, from_date: date) -> int:
    """Return how much unapplied money can be used from a day on without any later day missing it."""
    mirrored = (line._replace(amount_minor=-line.amount_minor) for line in lines if line.head == "unapplied")
    return free_from(by_day(mirrored), day=from_date)


def cash_free(lines: Iterable[Posted], *, from_date: date) -> int:
    """Return how much of the money received can be paid back on a day without any later day missing it."""
    return free_from(by_day(line for line in lines if line.head == "cash"), day=from_date)


def lacking_from(lines: Iterable[Posted], *, from_date: date) -> int:
    """Return how much more was paid back than was received, at worst, on a day or a later one; zero but for bounces.

    A receipt that bounces after it was refunded leaves such a hole in unapplied money; the next receipt fills it first.
    """
    days = by_day(line for line in lines if line.head == "unapplied")
    before = [running for day, running in days if day <= from_date]
    later = [running for day, running in days if day > from_date]
    return max([0, *before[-1:], *later])

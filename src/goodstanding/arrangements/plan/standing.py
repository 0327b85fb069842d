"""Standing: how a schedule stands at the end of a day, as the money says.

For plans and for settlements in instalments. Money that came in from the day a plan began pays its instalments in the
order of their days; what bounced stops counting on the day it was taken back, and what was paid back counts against it.
Nothing is stored, so a back-dated payment mends a plan by itself and a bounced one breaks it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Literal, NamedTuple

from goodstanding.arrangements.plan.schedule import Instalment
from goodstanding.arrangements.promise import Payment

State = Literal["paid", "paid late", "missed", "partly paid", "due", "upcoming"]


class InstalmentStanding(NamedTuple):
    """An instalment, what of it is paid, since when it is paid in full, and how it stands."""

    instalment: Instalment
    paid_minor: int
    paid_date: date | None
    state: State

    @property
    def left_minor(self) -> int:
        """Return what of it is still to come."""
        return self.instalment.amount_minor - self.paid_minor


class Standing(NamedTuple):
    """How a schedule stands at the end of `day`. `paid_minor` is all that came in and stood, also beyond the plan."""

    day: date
    instalments: tuple[InstalmentStanding, ...]
    paid_minor: int

    @property
    def total_minor(self) -> int:
        """Return what the schedule sums to."""
        return sum(one.instalment.amount_minor for one in self.instalments)

    @property
    def left_minor(self) -> int:
        """Return what of it is still to come."""
        return sum(one.left_minor for one in self.instalments)

    @property
    def missed(self) -> tuple[InstalmentStanding, ...]:
        """Return the instalments whose day and grace are over and that are not paid in full."""
        return tuple(one for one in self.instalments if one.state == "missed")

    @property
    def arrears_minor(self) -> int:
        """Return what is missing of them."""
        return sum(one.left_minor for one in self.missed)

    @property
    def next_due(self) -> InstalmentStanding | None:
        """Return the first instalment that is not paid and not missed."""
        return next((one for one in self.instalments if one.left_minor and one.state != "missed"), None)

    @property
    def is_complete(self) -> bool:
        """Say whether everything is paid."""
        return self.left_minor == 0

    @property
    def is_kept(self) -> bool:
        """Say whether nothing is missed."""
        return not self.missed


def stand(
    instalments: Sequence[Instalment], payments: Iterable[Payment], *, begins_date: date, day: date, grace_days: int = 0
) -> Standing:
    """Return how a schedule stands at the end of a day, by money effective from `begins_date` on.

    >>> plan = [Instalment(1, date(2026, 5, 1), 100), Instalment(2, date(2026, 6, 1), 100)]
    >>> told = stand(plan, [Payment(date(2026, 5, 3), 130)], begins_date=date(2026, 4, 20), day=date(2026, 6, 2))
    >>> [(one.state, one.paid_minor) for one in told.instalments], told.arrears_minor
    ([('paid late', 100), ('missed', 30)], 70)
    """
    running = _running(payments, begins_date=begins_date, day=day)
    came_in = running[-1][1] if running else 0
    found, needed = [], 0
    for one in sorted(instalments, key=lambda each: (each.due_date, each.number)):
        paid = min(one.amount_minor, max(0, came_in - needed))
        needed += one.amount_minor
        paid_date = _reached(running, needed) if paid == one.amount_minor else None
        state = _state(one, paid=paid, paid_date=paid_date, day=day, grace_days=grace_days)
        found.append(InstalmentStanding(one, paid, paid_date, state))
    return Standing(day, tuple(found), came_in)


def in_a_row(missed: Sequence[InstalmentStanding], instalments: Sequence[InstalmentStanding]) -> int:
    """Return how many instalments one after the other are missed at most."""
    numbers = {one.instalment.number for one in missed}
    runs = list(accumulate(instalments, lambda run, one: run + 1 if one.instalment.number in numbers else 0, initial=0))
    return max(runs)


def _running(payments: Iterable[Payment], *, begins_date: date, day: date) -> list[tuple[date, int]]:
    """Return what had come in by the end of each day on which money moved, oldest first."""
    moved: dict[date, int] = {}
    for one in payments:
        stands = one.reversed_date is None or one.reversed_date > day
        if stands and begins_date <= one.effective_date <= day:
            moved[one.effective_date] = moved.get(one.effective_date, 0) + one.amount_minor
    days = sorted(moved)
    return list(zip(days, accumulate(moved[each] for each in days), strict=True))


def _reached(running: Sequence[tuple[date, int]], needed: int) -> date | None:
    """Return the day from which so much had come in and stayed."""
    since = None
    for day, minor in reversed(running):
        if minor < needed:
            break
        since = day
    return since


def _state(one: Instalment, *, paid: int, paid_date: date | None, day: date, grace_days: int) -> State:
    last = one.due_date + timedelta(days=grace_days)
    if paid == one.amount_minor:
        return "paid late" if paid_date is not None and paid_date > last else "paid"
    if day > last:
        return "missed"
    if paid:
        return "partly paid"
    return "due" if day >= one.due_date else "upcoming"

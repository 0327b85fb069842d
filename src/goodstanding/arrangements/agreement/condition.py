"""Whether a condition of an agreement holds at the end of a day, and on which days that can change.

A condition that holds once holds for "once"; one about each payment or instalment holds for each of them by itself,
and what it holds for is called an *occasion*.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from goodstanding.arrangements.agreement.document import Agreement, Condition
from goodstanding.arrangements.agreement.event import Event

ONCE = "once"
NEVER: frozenset[str] = frozenset()
ALWAYS: frozenset[str] = frozenset({ONCE})


class Payment(NamedTuple):
    """Money in, and the day it was taken back, if it was by the day asked about."""

    day: date
    transaction_id: int
    amount_minor: int
    reversed_day: date | None


class Standing:
    """What the ledger shows of an agreement at the end of a day; `balance_minor` is without what the agreement did."""

    def __init__(self, agreement: Agreement, events: Sequence[Event], day: date) -> None:
        """Look at the events until the day; they are in order."""
        seen = [event for event in events if event.day <= day]
        gone = {event.reverses: event.day for event in seen if event.reverses}
        self.agreement, self.day = agreement, day
        self.balance_minor = sum(event.balance_minor for event in seen)
        self.payments = [
            Payment(event.day, event.transaction_id, event.received_minor, gone.get(event.transaction_id))
            for event in seen
            if event.received_minor and not event.reverses and event.day >= agreement.begins_date
        ]

    def received_minor(self, *, until: date | None = None, stood_days: int = 0) -> int:
        """Return what came in until a day (or ever), still stands, and stood for so many days.

        Money that was paid back is gone at once, and whatever the day was.
        """
        last = self.day - timedelta(days=stood_days)
        last = last if until is None else min(last, until)
        standing = [one for one in self.payments if one.reversed_day is None]
        return sum(one.amount_minor for one in standing if one.day <= last or one.amount_minor < 0)


def occasions(condition: Condition, standing: Standing, *, owed_minor: int) -> frozenset[str]:
    """Return for what a condition holds; nothing where it does not. `owed_minor` counts what the agreement did."""
    if condition.kind in ("all", "any"):
        found = [occasions(part, standing, owed_minor=owed_minor) for part in condition.parts]
        return _all(found) if condition.kind == "all" else frozenset().union(*found)
    if condition.kind == "payment":
        return frozenset(str(one.transaction_id) for one in standing.payments if one.reversed_day is None)
    if condition.kind == "payment_reversed":
        return frozenset(str(one.transaction_id) for one in standing.payments if _is_gone(one))
    if condition.kind == "instalment_missed":
        return _missed(condition, standing)
    if condition.kind == "caught_up":
        return NEVER if _missed(condition, standing) else ALWAYS
    return ALWAYS if _holds(condition, standing, owed_minor=owed_minor) else NEVER


def _is_gone(one: Payment) -> bool:
    """Say whether a payment was taken back, or is money that was paid back."""
    return one.reversed_day is not None or one.amount_minor < 0


def _holds(condition: Condition, standing: Standing, *, owed_minor: int) -> bool:
    if condition.kind == "balance":
        return owed_minor <= 0
    if condition.kind == "day":
        assert condition.day is not None, "A day was read."
        return standing.day >= condition.day
    received = standing.received_minor(until=condition.day, stood_days=condition.days)
    if condition.kind == "received":
        return received >= condition.amount_minor
    assert condition.kind == "not_received" and condition.day is not None, f"{condition.kind} is no condition."
    return standing.day > condition.day and received < condition.amount_minor


def _all(found: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return for what all hold: each by itself where only one of them tells occasions apart, else what they share."""
    if not all(found):
        return NEVER
    telling = [one for one in found if one != ALWAYS]
    return frozenset.intersection(*telling) if telling else ALWAYS


def _missed(condition: Condition, standing: Standing) -> frozenset[str]:
    """Return the numbers of the instalments whose money was not there when so many days after they fell due were over.

    Money that comes on the day itself comes too late; it mends what was missed from the next day on.
    """
    received, instalments = standing.received_minor(stood_days=1), standing.agreement.instalments
    due = [one.due_date for one in instalments]
    late = bisect_right(due, standing.day - timedelta(days=condition.days + 1))
    sums = accumulate(one.amount_minor for one in instalments[:late])
    missed = [number for number, due_minor in enumerate(sums, start=1) if received < due_minor]
    if condition.number:
        return ALWAYS if condition.number in missed else NEVER
    if condition.count:
        return ALWAYS if len(missed) >= condition.count else NEVER
    return frozenset(str(number) for number in missed)


def turning_days(agreement: Agreement, events: Iterable[Event]) -> list[date]:
    """Return every day on which some condition may begin or cease to hold, in order, from the first one on."""
    days = {agreement.begins_date, *(event.day for event in events)}
    paid = [event.day for event in events if event.received_minor]
    for condition in _leaves(clause.when for clause in agreement.clauses):
        if condition.kind == "day" and condition.day is not None:
            days.add(condition.day)
        elif condition.kind == "not_received" and condition.day is not None:
            days.add(later(condition.day, 1))
        elif condition.kind == "received" and condition.days:
            days |= {later(day, condition.days) for day in paid}
        elif condition.kind in ("instalment_missed", "caught_up"):
            days |= {later(one.due_date, condition.days + 1) for one in agreement.instalments}
            days |= {later(day, 1) for day in paid}
    return sorted(day for day in days if day >= agreement.begins_date)


def later(day: date, days: int) -> date:
    """Return a day so many days on, or the last of the calendar where it has no more."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _leaves(conditions: Iterable[Condition]) -> Iterator[Condition]:
    for one in conditions:
        if one.parts:
            yield from _leaves(one.parts)
        else:
            yield one

"""Trying an agreement before it is signed: what would happen, day by day, if these payments came.

For whoever is about to sign. A payment is invented; nothing of it touches the books.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from goodstanding.arrangements.agreement.document import Agreement
from goodstanding.arrangements.agreement.event import Event
from goodstanding.arrangements.agreement.run import Act, run


class Invented(NamedTuple):
    """A payment nobody has made: its day, its minor units, and the day it would bounce, if it did."""

    day: date
    amount_minor: int
    bounces_day: date | None = None


class TrialDay(NamedTuple):
    """One day of a trial: what came in or was taken back, what followed, and what is owed at its end."""

    day: date
    received_minor: int
    acts: tuple[Act, ...]
    owed_minor: int


def simulate(agreement: Agreement, payments: Sequence[Invented], *, through: date) -> list[TrialDay]:
    """Return what would happen on every day on which anything does."""
    events = _events(agreement, payments)
    acts = run(agreement, events, through=through).acts
    days = sorted({event.day for event in events if event.day <= through} | {act.day for act in acts})
    return [_day(day, events, acts) for day in days]


def _events(agreement: Agreement, payments: Iterable[Invented]) -> list[Event]:
    owed = Event(agreement.begins_date, 0, 0, agreement.owed_minor)
    found = [owed]
    ordered = sorted(payments, key=lambda one: (one.day, one.amount_minor, one.bounces_day or date.max))
    for number, payment in enumerate(ordered, start=1):
        found.append(Event(payment.day, number, payment.amount_minor, -payment.amount_minor))
        if payment.bounces_day is not None:
            back = -payment.amount_minor
            found.append(Event(payment.bounces_day, len(ordered) + number, back, -back, number))
    return sorted(found)


def _day(day: date, events: Sequence[Event], acts: Sequence[Act]) -> TrialDay:
    owed = sum(event.balance_minor for event in events if event.day <= day)
    for act in acts:
        if act.day <= day and act.deed in ("waive", "discount"):
            owed += act.amount_minor if act.taken_back else -act.amount_minor
    received = sum(event.received_minor for event in events if event.day == day)
    return TrialDay(day, received, tuple(act for act in acts if act.day == day), owed)

"""Promise: somebody says that they will pay so much by a day, and whether they did.

For whoever takes a promise, and for every page and night that asks what became of one. A promise is judged by money
that came in from the day it was made through the day it falls due, and that still stands: a payment that bounced stops
counting on the day it was taken back. Nothing is stored, so a back-dated payment mends a promise by itself.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from goodstanding.ledger.posting import Posted
from goodstanding.money.amount import Amount
from goodstanding.outreach.contact import CHANNELS
from goodstanding.receivables.future import is_future

State = Literal["open", "kept", "broken"]


class Promise(NamedTuple):
    """So many minor units, from money that comes in on `made_date` through `due_date`, both inclusive."""

    amount_minor: int
    made_date: date
    due_date: date


class Payment(NamedTuple):
    """Money in (above zero) or paid back (below), and the day it was taken back, if it was."""

    effective_date: date
    amount_minor: int
    reversed_date: date | None = None


class Proposed(NamedTuple):
    """A promise as somebody wants it recorded."""

    amount: Amount
    made_date: date
    due_date: date
    channel: str
    evidence: str


def payments_in(lines: Iterable[Posted]) -> list[Payment]:
    """Return the payments among the postings of an account, each with the day it was taken back."""
    known = [line for line in lines if line.head == "cash"]
    taken_back = {line.reverses_id: line.effective_date for line in known if line.reverses_id is not None}
    return [
        Payment(line.effective_date, line.amount_minor, taken_back.get(line.transaction_id))
        for line in known
        if line.reverses_id is None
    ]


def paid_minor(promise: Promise, payments: Iterable[Payment], day: date) -> int:
    """Return what had come in towards a promise by the end of a day, and stood then."""
    last = min(day, promise.due_date)
    return sum(
        payment.amount_minor
        for payment in payments
        if promise.made_date <= payment.effective_date <= last
        and (payment.reversed_date is None or payment.reversed_date > day)
    )


def state(promise: Promise, payments: Iterable[Payment], day: date) -> State:
    """Say how a promise stands at the end of a day: kept as soon as the money is there, open until it falls due.

    >>> one = Promise(100, date(2026, 5, 1), date(2026, 5, 10))
    >>> [state(one, [], date(2026, 5, 10)), state(one, [], date(2026, 5, 11))]
    ['open', 'broken']
    """
    if paid_minor(promise, payments, day) >= promise.amount_minor:
        return "kept"
    return "broken" if day > promise.due_date else "open"


def broken_from(promise: Promise) -> date:
    """Return the first day on which a promise counts as broken if it was not kept."""
    return promise.due_date + timedelta(days=1)


def faults(proposed: Proposed, *, owed: Amount, at: datetime) -> list[str]:
    """Return everything that keeps a promise from being recorded, as sentences; `owed` is the debt's balance."""
    found = [*_date_faults(proposed, at=at)]
    if proposed.amount.minor <= 0:
        found.append("A promise is about money: its amount is above zero.")
    if proposed.amount.currency != owed.currency:
        found.append(f"The promise is in {proposed.amount.currency}, the debt in {owed.currency}.")
    elif proposed.amount > owed:
        found.append(f"{proposed.amount} is more than the {owed} that are owed.")
    if proposed.channel not in CHANNELS:
        found.append(f"{proposed.channel!r} is not a channel. It is one of {', '.join(CHANNELS)}.")
    if not proposed.evidence.strip():
        found.append("Say where the promise can be seen or heard, for instance: call note 12.")
    return found


def _date_faults(proposed: Proposed, *, at: datetime) -> Iterable[str]:
    if proposed.due_date < proposed.made_date:
        yield f"The promise was made on {proposed.made_date}; it cannot fall due on {proposed.due_date}, before that."
    if is_future(proposed.made_date, at=at):
        yield f"{proposed.made_date} is still to come; a promise is recorded once it was made."

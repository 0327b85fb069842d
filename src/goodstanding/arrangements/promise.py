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

State = Literal["open", "kept", "partly kept", "broken"]


class Promise(NamedTuple):
    """So many minor units, from money that comes in on `made_date` through `due_date`, both inclusive.

    So much less than promised, and so many days later, still keep it; as the house's policy said when it was made.
    """

    amount_minor: int
    made_date: date
    due_date: date
    tolerance_minor: int = 0
    grace_days: int = 0

    @property
    def last_date(self) -> date:
        """Return the last day on which a payment still keeps it."""
        return self.due_date + timedelta(days=self.grace_days)


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
    last = min(day, promise.last_date)
    return sum(
        payment.amount_minor
        for payment in payments
        if promise.made_date <= payment.effective_date <= last
        and (payment.reversed_date is None or payment.reversed_date > day)
    )


def state(promise: Promise, payments: Iterable[Payment], day: date) -> State:
    """Say how a promise stands at the end of a day: kept once the money is there, open until its last day is over.

    >>> one = Promise(100, date(2026, 5, 1), date(2026, 5, 10))
    >>> [state(one, [], date(2026, 5, 10)), state(one, [], date(2026, 5, 11))]
    ['open', 'broken']
    """
    paid = paid_minor(promise, payments, day)
    # Whatever the tolerance, a promise is not kept by nothing.
    if paid >= max(1, promise.amount_minor - promise.tolerance_minor):
        return "kept"
    if day <= promise.last_date:
        return "open"
    return "partly kept" if paid > 0 else "broken"


def broken_from(promise: Promise) -> date:
    """Return the first day on which a promise counts as broken if it was not kept."""
    return promise.last_date + timedelta(days=1)


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

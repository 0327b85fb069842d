"""What happened on an account: the money that came in, what bounced, and what was contested.

For files.py and fact.py. Nothing happens after `as_of`, and nothing is paid before it was billed.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from goodstanding.sample_book.chance import dice, happens
from goodstanding.sample_book.debt import Debt, Item
from goodstanding.sample_book.situation import Situation

METHODS = ("card", "bank transfer", "check", "direct debit")
BOUNCE_REASONS = ("insufficient funds", "account closed", "payment stopped")
DISPUTE_REASONS = ("amount is wrong", "goods never came", "paid already", "not my account", "service was poor")
DISPUTE_OUTCOMES = ("upheld in part", "not upheld", "explained", "withdrawn by the debtor")
PERCENT_SLOW, PERCENT_IN_PARTS = 22.0, 30.0


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that came in. `item` is empty where the payer did not say what it was for."""

    key: str
    received_date: date
    amount_minor: int
    method: str
    item: str
    bounced_date: date | None = None
    bounce_reason: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """Something was contested: one item, or the whole debt where `item` is empty."""

    beside: str
    """The item whose row tells of it."""
    item: str
    opened_date: date
    closed_date: date | None
    reason: str
    outcome: str


@dataclass(frozen=True, slots=True)
class History:
    """Everything that happened on one account, receipts in the order they came."""

    receipts: tuple[Receipt, ...]
    dispute: Dispute | None

    @property
    def last_payment_date(self) -> date | None:
        """The day of the last money that stayed; None where none did."""
        stayed = [receipt.received_date for receipt in self.receipts if receipt.bounced_date is None]
        return max(stayed, default=None)


def history(number: int, *, seed: int, situation: Situation, debt: Debt, as_of: date) -> History:
    """Return what happened on the debt of debtor `number`."""
    thrown = dice(seed, "history", number)
    amounts = [part for item in debt.items[: debt.paid_items] for part in _paid(thrown, item=item, as_of=as_of)]
    unpaid = debt.oldest_unpaid
    if "partly paid" in situation.twists and unpaid is not None:
        amounts.append((unpaid, _on(thrown, item=unpaid, as_of=as_of), unpaid.total_minor * thrown.randint(2, 7) // 10))
    if "overpaid" in situation.twists:
        last = debt.items[-1]
        amounts.append((last, as_of - timedelta(days=thrown.randint(0, 2)), max(1, last.total_minor // 3)))
    dispute = _dispute(dice(seed, "dispute", number), situation=situation, debt=debt, as_of=as_of)
    # Whoever contests a bill says which bill a payment is for; else it could not be told what they meant.
    is_named = debt.portfolio.names_item or dispute is not None
    receipts = [
        Receipt(
            f"{debt.reference}-P{place:02d}",
            day,
            minor,
            thrown.choice(METHODS),
            item.reference if is_named else "",
        )
        for place, (item, day, minor) in enumerate(amounts, start=1)
        if minor > 0
    ]
    if "bounced" in situation.twists and unpaid is not None:
        receipts.append(_bounced(thrown, debt=debt, item=unpaid, as_of=as_of))
    receipts.sort(key=lambda receipt: (receipt.received_date, receipt.key))
    return History(tuple(receipts), dispute)


def _paid(thrown: Random, *, item: Item, as_of: date) -> list[tuple[Item, date, int]]:
    """Pay a bill in full, most often around its due date, now and then late or in two parts."""
    slow = happens(thrown, percent=PERCENT_SLOW)
    day = item.due_date + timedelta(days=thrown.randint(4, 45) if slow else thrown.randint(-9, 3))
    day = min(max(day, item.issued_date), as_of)
    if not happens(thrown, percent=PERCENT_IN_PARTS) or item.total_minor < len(METHODS):
        return [(item, day, item.total_minor)]
    first = item.total_minor * thrown.randint(3, 7) // 10
    return [(item, item.issued_date, first), (item, day, item.total_minor - first)]


def _on(thrown: Random, *, item: Item, as_of: date) -> date:
    """Return some day since the bill was issued."""
    return item.issued_date + timedelta(days=thrown.randint(0, max(0, (as_of - item.issued_date).days)))


def _bounced(thrown: Random, *, debt: Debt, item: Item, as_of: date) -> Receipt:
    """Pay the oldest unpaid bill, and have the bank take it back some days later."""
    day = min(item.due_date, as_of - timedelta(days=1))
    back = min(day + timedelta(days=thrown.randint(2, 7)), as_of)
    reason = thrown.choice(BOUNCE_REASONS)
    return Receipt(f"{debt.reference}-P99", day, item.total_minor, "direct debit", item.reference, back, reason)


def _dispute(thrown: Random, *, situation: Situation, debt: Debt, as_of: date) -> Dispute | None:
    """Contest the oldest unpaid bill, or an old one for which it is over by now."""
    is_open = "disputed" in situation.twists
    if not is_open and "dispute closed" not in situation.twists:
        return None
    item = (debt.oldest_unpaid or debt.items[-1]) if is_open else debt.items[0]
    latest = (as_of - item.issued_date).days
    opened = item.issued_date + timedelta(days=thrown.randint(0, min(latest, 40)))
    closed = None if is_open else min(opened + timedelta(days=thrown.randint(4, 60)), as_of)
    outcome = "" if is_open else thrown.choice(DISPUTE_OUTCOMES)
    named = item.reference if debt.portfolio.items_most > 1 else ""
    return Dispute(item.reference, named, opened, closed, thrown.choice(DISPUTE_REASONS), outcome)

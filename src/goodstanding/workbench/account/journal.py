"""The ledger of an account as a page shows it: every transaction with its postings and the balance after it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from goodstanding.ledger.posting import COMPONENTS, HEADS, Posted
from goodstanding.money.amount import Amount
from goodstanding.receivables.statement import OWED_HEADS


@dataclass(frozen=True, slots=True)
class PostingLine:
    """One posting: under which head, which component, on which item, how much. Debits are above zero."""

    head: str
    component: str
    item: str
    amount: Amount

    @property
    def is_debit(self) -> bool:
        """Say on which side it stands."""
        return self.amount.minor > 0

    @property
    def size(self) -> Amount:
        """Return the amount as it stands in its column, without a sign."""
        return abs(self.amount)


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One transaction: what it did to what is owed, and what is owed after it."""

    transaction_id: int
    what: str
    effective_date: date
    recorded_at: datetime
    reference: str
    reason: str
    is_reversed: bool
    change: Amount
    balance: Amount
    postings: tuple[PostingLine, ...]
    entry_id: int

    @property
    def rows(self) -> int:
        """Count the rows that the transaction takes in a table."""
        return len(self.postings)


_RANK: dict[str, int] = {name: place for place, name in enumerate((*COMPONENTS, *HEADS))}


def journal(postings: Iterable[Posted], *, currency: str, items: Mapping[int, str]) -> list[JournalLine]:
    """Return the transactions of an account, the latest first; `items` tells references by number.

    `postings` come in the order of their effective dates and transactions; what is owed counts receivable and
    unapplied money.
    """
    lines: list[JournalLine] = []
    running = 0
    taken_back: set[int] = set()
    for _, group in groupby(postings, key=lambda posting: posting.transaction_id):
        its = list(group)
        change = sum(posting.amount_minor for posting in its if posting.head in OWED_HEADS)
        running += change
        if its[0].reverses_id is not None:
            taken_back.add(its[0].reverses_id)
        lines.append(_line(its, amounts=(Amount(change, currency), Amount(running, currency)), items=items))
    return [replace(line, is_reversed=line.transaction_id in taken_back) for line in reversed(lines)]


def _line(its: list[Posted], *, amounts: tuple[Amount, Amount], items: Mapping[int, str]) -> JournalLine:
    first = its[0]
    change, balance = amounts
    in_order = sorted(its, key=lambda posting: (posting.item_id or 0, _RANK[posting.component], _RANK[posting.head]))
    return JournalLine(
        transaction_id=first.transaction_id,
        what=f"{first.cause} taken back" if first.kind == "reversal" else first.kind,
        effective_date=first.effective_date,
        recorded_at=first.recorded_at,
        reference=first.reference,
        reason=first.reason,
        is_reversed=False,
        change=change,
        balance=balance,
        postings=tuple(_posting(posting, currency=change.currency, items=items) for posting in in_order),
        entry_id=first.entry_id,
    )


def _posting(posting: Posted, *, currency: str, items: Mapping[int, str]) -> PostingLine:
    item = items.get(posting.item_id, f"item {posting.item_id}") if posting.item_id is not None else ""
    return PostingLine(posting.head, posting.component, item, Amount(posting.amount_minor, currency))

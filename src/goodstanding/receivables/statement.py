"""Statement: the lines of one account as its debtor would read them, with a running balance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from goodstanding.ledger.posting import Component, Posted
from goodstanding.money.amount import Amount

OWED_HEADS = ("receivable", "unapplied")
"""What a debtor owes, and what of their money lies with us unapplied: together their balance."""


class StatementLine(NamedTuple):
    """One line: what happened, by how much the balance rose (or fell, below zero), and the balance after it."""

    effective_date: date
    transaction_id: int
    what: str
    component: Component
    item_id: int | None
    amount: Amount
    balance: Amount
    reason: str


@dataclass(frozen=True, slots=True)
class Statement:
    """An account over a time: the balance before the first day, the lines of the days, the balance at the end."""

    from_date: date
    as_of: date
    opening: Amount
    lines: tuple[StatementLine, ...]

    @property
    def closing(self) -> Amount:
        """The balance at the end of the last day."""
        return self.lines[-1].balance if self.lines else self.opening


def state(postings: Iterable[Posted], *, currency: str, from_date: date, as_of: date) -> Statement:
    """Make the statement of an account from its postings.

    Lines that only move money between the account's own items and unapplied show as two lines that sum to zero.
    """
    owed = [line for line in postings if line.head in OWED_HEADS and line.effective_date <= as_of]
    owed.sort(key=lambda line: (line.effective_date, line.transaction_id))
    running = opening = sum(line.amount_minor for line in owed if line.effective_date < from_date)
    lines = []
    for line in owed:
        if line.effective_date >= from_date:
            running += line.amount_minor
            lines.append(_line(line, currency=currency, running=running))
    return Statement(from_date, as_of, Amount(opening, currency), tuple(lines))


def _line(line: Posted, *, currency: str, running: int) -> StatementLine:
    what = f"{line.cause}, reversed" if line.kind == "reversal" else line.kind
    amount, balance = Amount(line.amount_minor, currency), Amount(running, currency)
    return StatementLine(
        line.effective_date, line.transaction_id, what, line.component, line.item_id, amount, balance, line.reason
    )

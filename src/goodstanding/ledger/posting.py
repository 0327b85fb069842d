"""Postings: one line of a transaction, as proposed and as found in the books, and the lines each deed is made of.

Debits are positive, credits negative, in minor units of the book's currency. What is owed stands under "receivable",
against what the client "placed"; money received stands under "cash", what of it pays nothing yet under "unapplied", and
what of it came in on something "written off" under "recovered". Every line about a debt names the debt's account. Money
that was received leaves for the client under "remitted", against "trust"; these two name no debt.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple, get_args

Head = Literal[
    "receivable",
    "placed",
    "cash",
    "unapplied",
    "written off",
    "waived",
    "discounted",
    "income",
    "adjusted",
    "recovered",
    "remitted",
    "trust",
]
Component = Literal["principal", "interest", "fees", "costs"]
Kind = Literal[
    "charge",
    "interest",
    "fee",
    "cost",
    "receipt",
    "allocation",
    "credit note",
    "adjustment",
    "write-off",
    "waiver",
    "discount",
    "refund",
    "remittance",
    "reversal",
]

HEADS: tuple[Head, ...] = get_args(Head)
COMPONENTS: tuple[Component, ...] = get_args(Component)
KINDS: tuple[Kind, ...] = get_args(Kind)


class Line(NamedTuple):
    """A posting as proposed; `item_id` is the item that the money concerns, where it concerns one."""

    head: Head
    amount_minor: int
    component: Component = "principal"
    item_id: int | None = None
    account_id: int | None = None

    @property
    def mirrored(self) -> "Line":
        """Return the line that takes this one back."""
        return self._replace(amount_minor=-self.amount_minor)


class Posted(NamedTuple):
    """A posting as found in the books, with what its transaction says.

    `cause` is the transaction's kind, and for a reversal the kind of what it reverses: both together leave nothing.
    """

    transaction_id: int
    kind: Kind
    cause: Kind
    effective_date: date
    recorded_at: datetime
    head: Head
    component: Component
    item_id: int | None
    amount_minor: int
    reverses_id: int | None = None
    reference: str = ""
    reason: str = ""
    entry_id: int = 0


class Part(NamedTuple):
    """So much of one component of one item, in minor units above zero."""

    item_id: int | None
    component: Component
    amount_minor: int


def charged(part: Part, *, account_id: int, against: Head = "placed") -> tuple[Line, ...]:
    """Return the lines that make a part owed: receivable against what was placed, or against income."""
    line = Line("receivable", part.amount_minor, part.component, part.item_id, account_id)
    return (line, line.mirrored._replace(head=against))


def received(
    amount_minor: int, *, parts: Sequence[Part], recovered: Sequence[Part] = (), account_id: int
) -> tuple[Line, ...]:
    """Return the lines of money received: cash against what it pays, what it recovers, and the rest unapplied."""
    rest = amount_minor - sum(part.amount_minor for part in (*parts, *recovered))
    assert rest >= 0, "A receipt never pays more than it brings."
    cash = Line("cash", amount_minor, account_id=account_id)
    unapplied = (Line("unapplied", -rest, account_id=account_id),) if rest else ()
    return (cash, *_paid(parts, account_id=account_id), *_recovered(recovered, account_id=account_id), *unapplied)


def applied(parts: Sequence[Part], *, recovered: Sequence[Part] = (), account_id: int) -> tuple[Line, ...]:
    """Return the lines that let unapplied money pay the parts, and recover what was written off."""
    total = sum(part.amount_minor for part in (*parts, *recovered))
    unapplied = Line("unapplied", total, account_id=account_id)
    return (unapplied, *_paid(parts, account_id=account_id), *_recovered(recovered, account_id=account_id))


def paid_back(
    amount_minor: int, *, parts: Sequence[Part], recovered: Sequence[Part] = (), account_id: int
) -> tuple[Line, ...]:
    """Return the lines of a refund: cash out, the parts open again, and the rest out of unapplied money."""
    came_in = received(amount_minor, parts=parts, recovered=recovered, account_id=account_id)
    return tuple(line.mirrored for line in came_in)


def given_up(parts: Sequence[Part], *, account_id: int, under: Head) -> tuple[Line, ...]:
    """Return the lines that give the parts up: written off, waived, discounted or credited."""
    lost = (Line(under, part.amount_minor, part.component, part.item_id, account_id) for part in parts)
    return (*lost, *_paid(parts, account_id=account_id))


def remitted(amount_minor: int) -> tuple[Line, ...]:
    """Return the lines of money that leaves the trust of a client; below zero it comes in there. It is of no debt."""
    return (Line("remitted", amount_minor), Line("trust", -amount_minor))


def closed(parts: Sequence[Part], *, account_id: int) -> tuple[Line, ...]:
    """Return the lines that hand the parts back to the client: no longer owed here, and no longer placed."""
    return given_up(parts, account_id=account_id, under="placed")


def _paid(parts: Iterable[Part], *, account_id: int) -> tuple[Line, ...]:
    return tuple(Line("receivable", -part.amount_minor, part.component, part.item_id, account_id) for part in parts)


def _recovered(parts: Iterable[Part], *, account_id: int) -> tuple[Line, ...]:
    return tuple(Line("recovered", -part.amount_minor, part.component, part.item_id, account_id) for part in parts)

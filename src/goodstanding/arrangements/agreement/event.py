"""What the ledger shows of the debts of an agreement: money that came in, money that went, and what is owed.

For whoever runs an agreement. What the agreement itself posted is left out: its deeds must not be their own ground.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from goodstanding.ledger.posting import Posted

OWN = "agreement:"
"""How the reference of a transaction begins that an agreement posted; its number follows."""


class Event(NamedTuple):
    """One transaction: how much came in (below zero: was paid back), and by how much what is owed changed.

    Minor units. `reverses` is the transaction that this one takes back. Sorted as tuples events are in order.
    """

    day: date
    transaction_id: int
    received_minor: int
    balance_minor: int
    reverses: int = 0


def own_reference(agreement_id: int) -> str:
    """Return the reference under which an agreement posts."""
    return f"{OWN}{agreement_id}"


def events_in(lines: Iterable[Posted], *, own: str = "", since_entry: int = -1) -> list[Event]:
    """Return the events that postings of the debts are, in order; those posted under the reference `own` are left out.

    What was received is what stands under cash or in trust, from entries of the log after `since_entry`: money that was
    in the books when an agreement was signed was part of what was owed. What is owed is receivable less unapplied.
    """
    sums: dict[tuple[date, int, int], list[int]] = {}
    for line in lines:
        if own and line.reference == own:
            continue
        moved = sums.setdefault((line.effective_date, line.transaction_id, line.reverses_id or 0), [0, 0])
        if line.head == "cash" and line.cause in ("receipt", "refund") and line.entry_id > since_entry:
            moved[0] += line.amount_minor
        if line.head in ("receivable", "unapplied"):
            moved[1] += line.amount_minor
    found = [
        Event(day, number, received, balance, reverses) for (day, number, reverses), (received, balance) in sums.items()
    ]
    return sorted(event for event in found if event.received_minor or event.balance_minor)

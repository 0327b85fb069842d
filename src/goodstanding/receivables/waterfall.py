"""Waterfall: who says in which order money pays what is owed, and whose word binds most.

A court's order for a debt comes before what the payer directs, that before what a contract says for a portfolio, and
that before the house's own habit, the oldest due first. Within one rank the latest that has begun binds.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from goodstanding.ledger.allocation import OLDEST_FIRST, Order

Source = Literal["contract", "court order"]
SOURCES: tuple[Source, ...] = ("contract", "court order")
Binder = Literal["court order", "direction", "contract", "house"]


class Ruling(NamedTuple):
    """An order that was set: its number, who set it, from when until before when, and where it stands."""

    ruling_id: int
    source: Source
    order: Order
    reference: str
    effective_date: date
    ends_date: date | None = None


@dataclass(frozen=True, slots=True)
class Binding:
    """What binds one payment: the order, the items to pay first, whose word it is, and why, as a sentence."""

    order: Order
    named: tuple[int, ...]
    binder: Binder
    why: str

    @property
    def told(self) -> dict[str, object]:
        """Return it as an evidence entry tells it."""
        return {
            "by": self.binder,
            "why": self.why,
            "components": list(self.order.components),
            "items_come_first": self.order.items_come_first,
            "named": list(self.named),
        }


def most_binding(
    rulings: Iterable[Ruling], *, day: date, named: Sequence[int] = (), directed: Order | None = None
) -> Binding:
    """Return what binds a payment received on a day; `named` and `directed` are what its payer said.

    >>> most_binding([], day=date(2026, 1, 1)).binder
    'house'
    """
    court, contract = (_in_force(rulings, source=source, day=day) for source in ("court order", "contract"))
    habit = contract.order if contract else OLDEST_FIRST
    if court:
        said = " The payer's direction could not be followed." if named or directed else ""
        return Binding(court.order, (), "court order", f"A court ordered it: {court.reference}.{said}")
    if named or directed:
        return Binding(directed or habit, tuple(named), "direction", "The payer directed it.")
    if contract:
        return Binding(contract.order, (), "contract", f"The contract says so: {contract.reference}.")
    return Binding(OLDEST_FIRST, (), "house", "Nobody said otherwise: the oldest due first.")


def _in_force(rulings: Iterable[Ruling], *, source: Source, day: date) -> Ruling | None:
    begun = [one for one in rulings if one.source == source and one.effective_date <= day]
    standing = [one for one in begun if one.ends_date is None or day < one.ends_date]
    return max(standing, key=lambda one: (one.effective_date, one.ruling_id), default=None)

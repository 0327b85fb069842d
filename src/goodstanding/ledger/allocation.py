"""Allocation: which open lines an amount of money pays, and how much of each.

For receipts, unapplied money and write-offs: the waterfall. Items that the payer named come first, then by default the
oldest due first, and within an item interest, fees, costs and principal in this order. To the last minor unit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from goodstanding.ledger.posting import COMPONENTS, Component, Part
from goodstanding.refusal import Refusal


class OrderRefused(Refusal, ValueError):
    """The order leaves a component out or names one twice."""


class OpenLine(NamedTuple):
    """What is open on one component of one item, in minor units."""

    item_id: int
    component: Component
    due_date: date
    open_minor: int


@dataclass(frozen=True, slots=True)
class Order:
    """In which order open lines are paid.

    components        from the first paid to the last; all of them, each once.
    items_come_first  True pays an item whole before the next one; False pays the first component of all items first.
    """

    components: tuple[Component, ...] = ("interest", "fees", "costs", "principal")
    items_come_first: bool = True

    def __post_init__(self) -> None:
        """Refuse an order that would leave money lying although something is open."""
        if sorted(self.components) != sorted(COMPONENTS):
            raise OrderRefused(f"An order of allocation names each of {', '.join(COMPONENTS)} once.")


OLDEST_FIRST = Order()


class Allocation(NamedTuple):
    """The parts that are paid, in the order of payment, and what is left over."""

    parts: tuple[Part, ...]
    unapplied_minor: int
    recovered: tuple[Part, ...] = ()
    """What it brings in of what was written off."""


def allocate(
    amount_minor: int,
    open_lines: Iterable[OpenLine],
    *,
    order: Order = OLDEST_FIRST,
    named: Sequence[int] = (),
) -> Allocation:
    """Let an amount pay open lines in order; `named` are items to pay first, in the order of their naming.

    Lines on which nothing is open are passed over. The order of the input does not matter.

    >>> lines = [OpenLine(1, "principal", date(2026, 1, 31), 70), OpenLine(2, "principal", date(2026, 2, 28), 50)]
    >>> allocate(100, lines).parts[1]
    Part(item_id=2, component='principal', amount_minor=30)
    """
    assert amount_minor >= 0, "Only money that came in is allocated."
    parts: list[Part] = []
    left_minor = amount_minor
    for line in sorted(open_lines, key=lambda line: _rank(line, order=order, named=named)):
        paid_minor = min(left_minor, line.open_minor)
        if paid_minor > 0:
            parts.append(Part(line.item_id, line.component, paid_minor))
            left_minor -= paid_minor
    assert sum(part.amount_minor for part in parts) + left_minor == amount_minor
    return Allocation(tuple(parts), left_minor)


def _rank(line: OpenLine, *, order: Order, named: Sequence[int]) -> tuple[object, ...]:
    choice = named.index(line.item_id) if line.item_id in named else len(named)
    component = order.components.index(line.component)
    if order.items_come_first:
        return (choice, line.due_date, line.item_id, component, line.open_minor)
    return (choice, component, line.due_date, line.item_id, line.open_minor)

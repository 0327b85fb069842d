"""What is asked of a port and what it answers: orders to deliver, and their receipts.

For the hand-over, which makes orders of acts, and for every port, which takes them. An order is whole in itself:
whoever takes it needs no second look at the night that planned it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from goodstanding.refusal import Refusal

ReceiptAnswer = Literal["taken", "refused"]


class PortRefused(Refusal):
    """A port cannot be used as it stands; the sentence says why. What was asked of it stays open."""


class DeliveryLine(NamedTuple):
    """A debt that a delivery tells of, and what is open of it (or of one item of it) in minor units.

    `step` is empty where the debt is only listed with the others.
    """

    debt_id: int
    item_id: int | None
    step: str
    currency: str
    balance_minor: int


@dataclass(frozen=True, slots=True)
class DeliveryOrder:
    """One act to be delivered, under a key that stays its own for ever.

    `kind` and `channel` are those of the act; `offers` is the document's JSON. It may be carried out from `not_before`
    to before `not_after`, best at `planned_at`; all three are UTC.
    """

    key: str
    kind: str
    channel: str
    person_id: int
    client_id: int
    contact_point_id: int | None
    lines: tuple[DeliveryLine, ...]
    template: str
    language: str
    tone: str
    offers: str
    planned_at: datetime
    not_before: datetime
    not_after: datetime
    strategy: str
    edition: int
    step: str

    def plain(self) -> dict[str, object]:
        """Return the order as plain words and numbers, fit for JSON; instants as ISO 8601."""
        told: dict[str, object] = {name: getattr(self, name) for name in self.__slots__}
        told |= {name: getattr(self, name).isoformat() for name in ("planned_at", "not_before", "not_after")}
        return told | {"lines": [line._asdict() for line in self.lines]}


class Receipt(NamedTuple):
    """What became of an order: taken, with the port's own reference, or refused, with a reason."""

    key: str
    answer: ReceiptAnswer
    reference: str = ""
    reason: str = ""


class OutreachPort(Protocol):
    """The one door through which acts leave the house."""

    def deliver(self, orders: Sequence[DeliveryOrder]) -> list[Receipt]:
        """Take orders and return a receipt for each, in their order.

        A key that was taken or refused before gets its first receipt again and nothing else happens. Raises
        PortRefused where nobody can tell; then `look_up` answers later.
        """
        ...

    def look_up(self, keys: Iterable[str]) -> Mapping[str, Receipt | None]:
        """Return the receipt of each key, or None where no order of that key ever arrived."""
        ...

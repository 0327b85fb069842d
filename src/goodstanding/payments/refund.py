"""Refund: what money that is paid back is taken from: unapplied money first, then a receipt's split from its end."""

from collections.abc import Mapping
from typing import NamedTuple, cast

from goodstanding.ledger.posting import Component, Part


class Split(NamedTuple):
    """What a refund takes: parts that come open again, recoveries that are no more, and unapplied money."""

    parts: tuple[Part, ...]
    recovered: tuple[Part, ...]
    unapplied_minor: int


def split_back(amount_minor: int, *, unapplied_minor: int, paid: Mapping[tuple[str, int | None, str], int]) -> Split:
    """Say what a refund takes back of what a receipt `paid`: by head, item and component, in the order of payment.

    What neither suffices for is taken from unapplied money too: levelling then finds what the receipt's money paid
    after it was moved.

    >>> paid = {("receivable", 1, "fees"): 30, ("receivable", 1, "principal"): 30}
    >>> split_back(90, unapplied_minor=40, paid=paid).parts
    (Part(item_id=1, component='principal', amount_minor=30), Part(item_id=1, component='fees', amount_minor=20))
    """
    left_minor = amount_minor - min(amount_minor, unapplied_minor)
    parts: dict[str, list[Part]] = {"receivable": [], "recovered": []}
    # Recoveries came last, after everything open was paid; so they go first.
    last_first = list(paid.items())[::-1]
    for (head, item_id, component), paid_minor in sorted(last_first, key=lambda entry: entry[0][0] == "receivable"):
        taken_minor = min(left_minor, paid_minor)
        if taken_minor > 0:
            parts[head].append(Part(item_id, cast(Component, component), taken_minor))
            left_minor -= taken_minor
    taken = sum(part.amount_minor for part in (*parts["receivable"], *parts["recovered"]))
    return Split(tuple(parts["receivable"]), tuple(parts["recovered"]), amount_minor - taken)

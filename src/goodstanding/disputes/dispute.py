"""Dispute: somebody says that a debt or one of its items is not right, from one day until another."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Dispute(NamedTuple):
    """A dispute of an item, or of the whole debt where `item_id` is absent.

    It counts from the day it was opened until the day before it was closed; without a closing day it still does.
    """

    opened_date: date
    closed_date: date | None = None
    item_id: int | None = None


def counts_on(dispute: Dispute, day: date) -> bool:
    """Say whether a dispute counts on a day.

    >>> counts_on(Dispute(date(2026, 5, 1), date(2026, 5, 9)), date(2026, 5, 9))
    False
    """
    return dispute.opened_date <= day and (dispute.closed_date is None or day < dispute.closed_date)


def overlap(one: Dispute, other: Dispute) -> bool:
    """Say whether two disputes of the same thing count on a common day; an item and its whole debt are two things."""
    if one.item_id != other.item_id:
        return False
    first, second = sorted((one, other), key=lambda dispute: dispute.opened_date)
    return counts_on(first, second.opened_date) and second.closed_date != second.opened_date


def disputed_items(disputes: Iterable[Dispute], day: date, *, items: Iterable[int]) -> frozenset[int]:
    """Return which of a debt's items are in dispute on a day, by themselves or with the whole debt."""
    counting = [dispute for dispute in disputes if counts_on(dispute, day)]
    if any(dispute.item_id is None for dispute in counting):
        return frozenset(items)
    return frozenset(items) & {dispute.item_id for dispute in counting if dispute.item_id is not None}

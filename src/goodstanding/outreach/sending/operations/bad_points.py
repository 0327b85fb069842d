"""Marking contact points at which nothing will ever arrive, as a provider said at once or told later.

A part of learning what became of messages, in the same transaction.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from goodstanding.access.permission import Actor
from goodstanding.parties.models import ContactPoint
from goodstanding.parties.operations.contact_point import mark_contact_point

BAD: Mapping[str, str] = {"email": "returned", "phone": "disconnected", "address": "returned"}
"""How a contact point of each kind is marked where nothing will ever arrive."""


def mark_bad(contact_point_ids: Collection[int], *, source: str, by: Actor, at: datetime) -> int:
    """Mark points that are not marked yet, and return how many there were."""
    rows = ContactPoint.objects.filter(
        id__in=set(contact_point_ids), withdrawn_at=None, status__in=("valid", "unverified")
    ).order_by("id")
    points = list(rows.values_list("id", "kind"))
    for number, kind in points:
        mark_contact_point(number, BAD[kind], source=f"provider {source}", by=by, at=at)
    return len(points)

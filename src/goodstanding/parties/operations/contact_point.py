"""Adding ways to reach a person, and marking what became of them."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.parties import models
from goodstanding.parties.contact_point import ContactPointRefused, Point, check_mark
from goodstanding.parties.operations import person
from goodstanding.parties.operations.person_lock import order_after_sending

_READ_ANEW = ["search_value", "zones", "country", "region", "postal_code", "locality", "label", "source", "status",
              "status_at", "withdrawn_at", "entry_id"]  # fmt: skip


class ContactPointUnknown(ContactPointRefused):
    """There is no such contact point, or it was withdrawn."""


@transaction.atomic
def add_contact_point(person_id: int, point: Point, *, source: str, label: str = "", by: Actor, at: datetime) -> int:
    """Add one contact point, read by `contact_point.read_email`, `read_phone` or `read_address`; return its number.

    One that was withdrawn comes back; one that is held already is refused.
    """
    owner = person.locked(person_id)
    require(by, "contact_points.add", client_id=owner.issuer_id)
    if not source.strip():
        raise ContactPointRefused("A contact point needs its source: the client's file, the person, a search.")
    held = models.ContactPoint.objects.filter(person=owner, kind=point.kind, value=point.value).first()
    if held is not None and held.withdrawn_at is None:
        raise ContactPointRefused(f"{owner} is reached this way already.")
    row = held or models.ContactPoint(person=owner, kind=point.kind, value=point.value)
    row.search_value, row.zones = point.search_value, list(point.zones)
    row.country, row.region = point.country, point.region
    row.postal_code, row.locality = point.postal_code, point.locality
    row.label, row.source = label.strip(), source.strip()
    row.status, row.status_at, row.withdrawn_at = "unverified", at, None
    row.entry_id = allot()
    if held is None:
        row.recorded_at = at
    row.save(force_insert=held is None, update_fields=None if held is None else _READ_ANEW)
    facts = {"contact_point": row.pk, "kind": row.kind, "value": row.value, "source": row.source}
    _append("parties.contact_point_added", row, by=by, at=at, facts=facts)
    return row.pk


@transaction.atomic
def mark_contact_point(contact_point_id: int, status: str, *, source: str, by: Actor, at: datetime) -> None:
    """Mark what became of a contact point: valid, returned, disconnected, the wrong person's."""
    order_after_sending(*models.ContactPoint.objects.filter(pk=contact_point_id).values_list("person_id", flat=True))
    row = (
        models.ContactPoint.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(pk=contact_point_id, withdrawn_at__isnull=True)
        .first()
    )
    if row is None:
        raise ContactPointUnknown(f"There is no contact point {contact_point_id}, or it was withdrawn.")
    require(by, "contact_points.mark", client_id=row.person.issuer_id)
    check_mark(status, kind=row.kind)
    if row.status == status:
        raise ContactPointRefused(f"This contact point is marked {status} already.")
    facts = {"contact_point": row.pk, "before": row.status, "after": status, "source": source.strip()}
    row.status, row.status_at, row.entry_id = status, at, allot()
    row.save(update_fields=["status", "status_at", "entry_id"])
    _append("parties.contact_point_marked", row, by=by, at=at, facts=facts)


def _append(kind: str, row: models.ContactPoint, *, by: Actor, at: datetime, facts: Mapping[str, object]) -> None:
    """Put on record what was done to a contact point."""
    append(kind, by=by.name, at=at, subjects=[f"person:{row.person_id}"], facts=facts, entry_id=row.entry_id)

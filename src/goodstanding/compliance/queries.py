"""What law and policy is in force, and what the house is to it."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q

from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.overlay import lawbook_of
from goodstanding.compliance.models import CollectorKind, PolicyAdopted

ASSUMED_KIND = "third_party"
"""Until somebody says otherwise the house is taken for a third party, whom most law binds."""


class Policy(NamedTuple):
    """A policy as it was adopted."""

    pack: str
    edition: str
    effective_date: date
    ended_date: date | None
    adopted_at: datetime


def policies(*, day: date, known_at: datetime) -> list[Policy]:
    """Return the policies in force on a day, as known at an instant."""
    return [
        Policy(row.pack, row.edition, row.effective_date, row.ended_date, row.adopted_at)
        for row in _standing(day, known_at)
    ]


def law_in_force(*, day: date, known_at: datetime) -> Lawbook:
    """Return the lawbook with the policies of the house that hold on a day, as known at an instant."""
    return lawbook_of(policy_files(day=day, known_at=known_at))


def _standing(day: date, known_at: datetime) -> list[PolicyAdopted]:
    """Return the last word on each policy that had begun by the day, where it has not ended it."""
    rows = (
        PolicyAdopted.objects.filter(adopted_at__lte=known_at)
        .filter(Q(effective_date__lte=day))
        .order_by("pack", "-id")
    )
    latest = {row.pack: row for row in reversed(rows)}
    return [row for row in latest.values() if row.ended_date is None or row.ended_date >= day]


def policy_files(*, day: date, known_at: datetime) -> tuple[dict[str, str], ...]:
    """Return the files of each policy in force on a day (path to text), for workers that cannot ask the books."""
    return tuple(dict(row.files) for row in _standing(day, known_at))


def collector_kind(client_id: int, *, known_at: datetime) -> str:
    """Return what the house is to the law for a client, as known at an instant."""
    said = CollectorKind.objects.filter(recorded_at__lte=known_at).order_by("-id")
    row = said.filter(client_id=client_id).first() or said.filter(client_id=None).first()
    return row.kind if row else ASSUMED_KIND


def collector_kinds(*, known_at: datetime) -> dict[int | None, str]:
    """Return what the house is to the law by client, as known at an instant; None is every client not named."""
    rows = CollectorKind.objects.filter(recorded_at__lte=known_at).order_by("id")
    return {None: ASSUMED_KIND} | dict(rows.values_list("client_id", "kind"))

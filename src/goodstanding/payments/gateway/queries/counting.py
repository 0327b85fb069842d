"""Which mandate counts: the newest of those that took each other's place, neither ended nor expired."""

from collections.abc import Iterable, Mapping
from datetime import date

from goodstanding.payments.models.gateway import Mandate


def mandates_that_count(mandate_ids: Iterable[int], *, day: date) -> Mapping[int, Mandate]:
    """Return by each number the mandate by which money may be taken on a day; those that count no more are left out.

    However many are asked for, the database is asked once, and once more for each time details were corrected.
    """
    return {number: row for number, row in _newest(mandate_ids).items() if _counts(row, day=day)}


def mandate_that_counts(mandate_id: int | None, *, day: date) -> Mandate | None:
    """Return the mandate by which money may be taken on a day where this one was given, or None."""
    return None if mandate_id is None else mandates_that_count([mandate_id], day=day).get(mandate_id)


def newest_mandate(mandate_id: int) -> Mandate:
    """Return a mandate, or the one that took its place when a bank corrected its details; it may have ended."""
    return _newest([mandate_id])[mandate_id]


def _newest(mandate_ids: Iterable[int]) -> dict[int, Mandate]:
    found = Mandate.objects.in_bulk(list(mandate_ids))
    while later := {
        row.bank.replaces_id: row
        for row in Mandate.objects.filter(bank__replaces__in={row.pk for row in found.values()}).select_related("bank")
    }:
        # The payer's word stays the same.
        found = {number: later.get(row.pk, row) for number, row in found.items()}
    return found


def _counts(row: Mandate, *, day: date) -> bool:
    return row.ended_at is None and (row.expires_date is None or row.expires_date >= day)

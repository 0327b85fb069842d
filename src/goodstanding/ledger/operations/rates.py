"""Bringing in the history of a base rate."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.interest.base_rate import Change
from goodstanding.ledger.interest.queries import histories
from goodstanding.ledger.models import BaseRate
from goodstanding.refusal import Refusal

_NAME = re.compile(r"[a-z][a-z0-9_]{1,59}")
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('ledger.base_rate/' || %s, 0))"


class RatesRefused(Refusal):
    """The name, the source or the changes are not what a base rate can be."""


class Entered(NamedTuple):
    """How many changes are new, how many correct what was known, and how many were known already."""

    new: int
    corrected: int
    known: int


@transaction.atomic
def enter_rates(name: str, changes: Sequence[Change], *, source: str, by: Actor, at: datetime) -> Entered:
    """Add changes to the history of a base rate; what is known already is passed over, another rate corrects it.

    Nothing is overwritten: reckoning as known at an earlier instant still finds what was known then. Raises
    RatesRefused, PermissionRefused.
    """
    require(by, "rates.import")
    if not _NAME.fullmatch(name):
        raise RatesRefused("A base rate is named in small letters, digits and underscores, as boe_base.")
    if not source.strip() or not changes:
        raise RatesRefused("A history names its source and holds a change.")
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [name])
    found = histories().get(name)
    known = {} if found is None else {change.effective_date: change.ppm for change in found.changes}
    fresh = [change for change in changes if known.get(change.effective_date) != change.ppm]
    corrected = sum(change.effective_date in known for change in fresh)
    if fresh:
        entry_id = allot()
        BaseRate.objects.bulk_create(
            BaseRate(name=name, effective_date=day, ppm=ppm, source=source, recorded_at=at, entry_id=entry_id)
            for day, ppm in fresh
        )
        append(
            "ledger.base_rate_entered",
            by=by.name,
            at=at,
            subjects=[],
            facts={"name": name, "source": source, "new": len(fresh) - corrected, "corrected": corrected},
            rows=[(f"rate:{name}/{day}", f"{ppm}".encode()) for day, ppm in fresh],
            entry_id=entry_id,
        )
    return Entered(len(fresh) - corrected, corrected, len(changes) - len(fresh))

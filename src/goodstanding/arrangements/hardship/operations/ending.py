"""Ending what was granted before its day: the hold is released, the freeze thaws, and a row says so."""

from datetime import datetime, timedelta

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.arrangements.models import GrantEnd, HardshipCase, HardshipGrant
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.operations.freezing import unfreeze_interest
from goodstanding.receivables.models import Hold
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.receivables.operations.holds import release_hold
from goodstanding.refusal import Refusal


class GrantEndRefused(Refusal):
    """The grant is over, is not there, or is nothing that can be ended; the sentence says which."""


@transaction.atomic
def end_grant(grant_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """End what was granted on a debt for a while: today is its last day without demand, or its last without interest.

    Raises GrantEndRefused, NoSuchDebt, PermissionRefused. Locks the debt's account.
    """
    row = HardshipGrant.objects.select_related("debt").filter(pk=grant_id).first()
    if row is None:
        raise GrantEndRefused(f"There is no grant {grant_id}.")
    if not reason.strip():
        raise GrantEndRefused("Say why it ends.")
    if row.deed not in ("pause", "freeze"):
        raise GrantEndRefused("What was given for good is not ended; post anew what should stand.")
    held_debt(row.debt_id, permission="hardship.close", by=by, even_withdrawn=True)
    if GrantEnd.objects.filter(grant=row).exists() or (row.ends_date is not None and row.ends_date < at.date()):
        raise GrantEndRefused("This grant is over already.")
    _end(row, reason=reason, by=by, at=at)


def end_all(case: HardshipCase, *, reason: str, by: Actor, at: datetime) -> None:
    """Part of closing a case: end everything that was granted in it for a while and is not over."""
    running = HardshipGrant.objects.filter(case=case, deed__in=("pause", "freeze"), end=None).order_by("debt_id", "id")
    for row in running.select_related("debt"):
        if row.ends_date is None or row.ends_date >= at.date():
            held_debt(row.debt_id, permission="hardship.close", by=by, even_withdrawn=True)
            _end(row, reason=reason, by=by, at=at)


def lift(hold_id: int | None, *, reason: str, by: Actor, at: datetime) -> None:
    """Part of a deed: release a hold, unless somebody did already."""
    if hold_id is not None and Hold.objects.filter(pk=hold_id, released_at=None).exists():
        release_hold(hold_id, reason=reason, by=by, at=at)


def _end(row: HardshipGrant, *, reason: str, by: Actor, at: datetime) -> None:
    lift(row.hold_id, reason=reason, by=by, at=at)
    if row.freeze_id is not None and row.ends_date != at.date():
        unfreeze_interest(
            row.freeze_id, ends_date=at.date(), reason=reason, by=by, at=at, portfolio_id=row.debt.portfolio_id
        )
    entry_id = allot()
    first_free = at.date() + timedelta(days=1)
    GrantEnd.objects.create(
        grant=row, ended_date=first_free, reason=reason.strip(), recorded_by=by.name, recorded_at=at, entry_id=entry_id
    )
    append(
        "arrangements.grant_ended", by=by.name, at=at, subjects=about(row.debt),
        facts={"grant": row.pk, "programme": row.programme, "reason": reason.strip()}, entry_id=entry_id,
    )  # fmt: skip

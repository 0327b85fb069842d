"""Placing and releasing a hold."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.receivables.models import HOLD_REASONS, Hold
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.refusal import Refusal


class HoldRefused(Refusal):
    """The hold has no known reason, ends before it starts, or is over already."""


@transaction.atomic
def place_hold(
    debt_id: int,
    *,
    reason: str,
    starts_date: date,
    ends_date: date | None = None,
    note: str = "",
    by: Actor,
    at: datetime,
) -> int:
    """Place a hold on a debt, both days inclusive, and return its number.

    Raises NoSuchDebt, DebtWithdrawn, HoldRefused. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="holds.place", by=by)
    if debt.debtor_id is not None:
        order_after_sending(debt.debtor_id)
    if reason not in HOLD_REASONS:
        raise HoldRefused(f"{reason!r} is not a reason for a hold. It is one of {', '.join(HOLD_REASONS)}.")
    if ends_date is not None and ends_date < starts_date:
        raise HoldRefused("A hold cannot end before it starts.")
    entry_id = allot()
    hold = Hold.objects.create(
        debt=debt, reason=reason, note=note, starts_date=starts_date, ends_date=ends_date, entry_id=entry_id
    )
    append(
        "receivables.hold_placed",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={
            "hold": hold.id,
            "reason": reason,
            "note": note,
            "starts_date": starts_date.isoformat(),
            "ends_date": ends_date.isoformat() if ends_date else None,
        },
        entry_id=entry_id,
    )
    return hold.id


@transaction.atomic
def release_hold(hold_id: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Release a hold; from the day of `at` on it no longer holds.

    Raises HoldRefused without a reason or where it was released already. Locks the debt's account.
    """
    found = Hold.objects.filter(id=hold_id).values_list("debt_id", flat=True).first()
    if found is None:
        raise HoldRefused(f"There is no hold {hold_id}.")
    debt = held_debt(found, permission="holds.release", by=by, even_withdrawn=True)
    hold = Hold.objects.get(id=hold_id)
    if hold.released_at is not None:
        raise HoldRefused(f"This hold was released on {hold.released_at.date()} already.")
    if not reason.strip():
        raise HoldRefused("Say why the hold is released.")
    hold.released_at = at
    hold.save(update_fields=["released_at"])
    append(
        "receivables.hold_released",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={"hold": hold_id, "reason": reason},
    )

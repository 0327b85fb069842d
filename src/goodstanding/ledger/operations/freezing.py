"""Freezing the interest of an account for a while, and letting it run again."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.interest.queries import freezes_of
from goodstanding.ledger.models import InterestFreeze, InterestFreezeEnd
from goodstanding.ledger.operations.books import hold_account
from goodstanding.refusal import Refusal


class FreezeRefused(Refusal):
    """The freeze cannot be like this, is not there, or ends as told already."""


@transaction.atomic
def freeze_interest(
    account_id: int,
    *,
    starts_date: date,
    ends_date: date | None,
    reason: str,
    reference: str = "",
    by: Actor,
    at: datetime,
    portfolio_id: int | None = None,
) -> int:
    """Freeze the interest of an account from a day to another, both inclusive, and return the freeze's number.

    `ends_date` is absent while nobody knows. Interest charged for these days already is taken back by the next charge.
    Raises FreezeRefused, NoSuchAccount, PermissionRefused. Locks the account.
    """
    account = hold_account(account_id)
    require(by, "interest.freeze", client_id=account.book.client_id, portfolio_id=portfolio_id)
    if not reason.strip():
        raise FreezeRefused("Say why interest is frozen.")
    if ends_date is not None and ends_date < starts_date:
        raise FreezeRefused(f"A freeze that starts on {starts_date} cannot end before that, on {ends_date}.")
    entry_id = allot()
    row = InterestFreeze.objects.create(
        account=account,
        starts_date=starts_date,
        ends_date=ends_date,
        reason=reason,
        reference=reference,
        recorded_at=at,
        entry_id=entry_id,
    )
    append(
        "ledger.interest_frozen",
        by=by.name,
        at=at,
        subjects=[f"debt:{account_id}", f"client:{account.book.client_id}"],
        facts={
            "freeze": row.pk,
            "starts_date": starts_date.isoformat(),
            "ends_date": ends_date.isoformat() if ends_date else None,
            "reason": reason,
            "reference": reference,
        },
        entry_id=entry_id,
    )
    return row.pk


@transaction.atomic
def unfreeze_interest(
    freeze_id: int, *, ends_date: date, reason: str, by: Actor, at: datetime, portfolio_id: int | None = None
) -> None:
    """Say that a freeze ends on a day, inclusive; the day before its start says that it never held.

    Raises FreezeRefused, PermissionRefused. Locks the account.
    """
    row = InterestFreeze.objects.filter(id=freeze_id).first()
    if row is None:
        raise FreezeRefused(f"There is no freeze {freeze_id}.")
    account = hold_account(row.account_id)
    require(by, "interest.freeze", client_id=account.book.client_id, portfolio_id=portfolio_id)
    standing = next(one for one in freezes_of([row.account_id]) if one.freeze_id == freeze_id)
    if not reason.strip():
        raise FreezeRefused("Say why the freeze ends.")
    if standing.ends_date == ends_date:
        raise FreezeRefused(f"Freeze {freeze_id} ends on {ends_date} already.")
    entry_id = allot()
    InterestFreezeEnd.objects.create(freeze=row, ends_date=ends_date, reason=reason, recorded_at=at, entry_id=entry_id)
    append(
        "ledger.interest_unfrozen",
        by=by.name,
        at=at,
        subjects=[f"debt:{row.account_id}", f"client:{account.book.client_id}"],
        facts={"freeze": freeze_id, "ends_date": ends_date.isoformat(), "reason": reason},
        entry_id=entry_id,
    )

"""Letting a debtor off a part of what is owed: waived because we choose to, discounted because it was agreed.

Unlike a write-off it is not lost but forgiven: money that comes in later is never a recovery of it.
`ledger.operations.reversal.reverse` takes it back.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.operations.books import hold_account
from goodstanding.ledger.operations.entries import enter, told
from goodstanding.ledger.operations.write_off import refuse_more_than_open
from goodstanding.ledger.posting import Head, Part, given_up
from goodstanding.money.amount import Amount

Forgiving = Literal["waiver", "discount"]
UNDER: dict[Forgiving, Head] = {"waiver": "waived", "discount": "discounted"}


@transaction.atomic
def waive(
    account_id: int,
    parts: Sequence[Part],
    *,
    kind: Forgiving,
    reason: str,
    reference: str = "",
    effective_date: date,
    by: Actor,
    at: datetime,
    portfolio_id: int | None = None,
) -> int:
    """Waive or discount parts of a debt and return the transaction's number; `reference` names the agreement.

    Each part is at most what is open on it from the day on. Raises WriteOffRefused, NoSuchAccount, and
    PermissionRefused above the actor's limit. Locks the account.
    """
    account = hold_account(account_id)
    amount = Amount(sum(part.amount_minor for part in parts), account.book.currency)
    require(by, "waivers.post", client_id=account.book.client_id, portfolio_id=portfolio_id, amount=amount)
    refuse_more_than_open(account_id, parts, reason=reason, effective_date=effective_date, what=UNDER[kind])
    lines = given_up(parts, account_id=account_id, under=UNDER[kind])
    entry = Entry(kind, effective_date, lines, reference=reference, reason=reason)
    entry_id = allot()
    number = enter(entry, book=account.book, at=at, entry_id=entry_id)
    append(
        f"ledger.{UNDER[kind]}",
        by=by.name,
        at=at,
        subjects=[f"debt:{account_id}", f"client:{account.book.client_id}"],
        facts=told(entry) | {"transaction": number, "currency": account.book.currency},
        entry_id=entry_id,
    )
    return number

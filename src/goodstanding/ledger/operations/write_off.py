"""Giving up what is owed, as lost: written off. What comes in on it later is recovered."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.balance import free_parts
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.operations.books import hold_account
from goodstanding.ledger.operations.entries import enter, told
from goodstanding.ledger.posting import Part, given_up
from goodstanding.ledger.queries import lines_of
from goodstanding.money.amount import Amount
from goodstanding.refusal import Refusal


class WriteOffRefused(Refusal):
    """More would be given up than is open, or nothing, or without a reason."""


@transaction.atomic
def write_off(
    account_id: int,
    parts: Sequence[Part],
    *,
    reason: str,
    effective_date: date,
    by: Actor,
    at: datetime,
    portfolio_id: int | None = None,
) -> int:
    """Write parts of a debt off and return the transaction's number.

    Each part is at most what is open on it from the day on. Raises WriteOffRefused, NoSuchAccount, and
    PermissionRefused above the actor's limit. Locks the account. `reversal.reverse` undoes it.
    """
    account = hold_account(account_id)
    amount = Amount(sum(part.amount_minor for part in parts), account.book.currency)
    require(by, "write_offs.post", client_id=account.book.client_id, portfolio_id=portfolio_id, amount=amount)
    refuse_more_than_open(account_id, parts, reason=reason, effective_date=effective_date, what="written off")
    lines = given_up(parts, account_id=account_id, under="written off")
    entry = Entry("write-off", effective_date, lines, reason=reason)
    entry_id = allot()
    number = enter(entry, book=account.book, at=at, entry_id=entry_id)
    append(
        "ledger.written_off",
        by=by.name,
        at=at,
        subjects=[f"debt:{account_id}", f"client:{account.book.client_id}"],
        facts=told(entry) | {"transaction": number, "currency": account.book.currency},
        entry_id=entry_id,
    )
    return number


def refuse_more_than_open(
    account_id: int, parts: Sequence[Part], *, reason: str, effective_date: date, what: str
) -> None:
    """Part of a deed: raise WriteOffRefused where parts cannot be given up on a day; `what` is "written off" and such.

    The account is held by the deed.
    """
    if not reason.strip():
        raise WriteOffRefused(f"Say why this is {what}.")
    if not parts or any(part.amount_minor <= 0 for part in parts):
        raise WriteOffRefused(f"Every part that is {what} is above zero.")
    if len({(part.item_id, part.component) for part in parts}) < len(parts):
        raise WriteOffRefused("A part is named twice.")
    free = {
        (part.item_id, part.component): part.amount_minor
        for part in free_parts(lines_of(account_id), from_date=effective_date)
    }
    for part in parts:
        if part.amount_minor > free.get((part.item_id, part.component), 0):
            raise WriteOffRefused(f"More {part.component} would be {what} than is open from {effective_date} on.")

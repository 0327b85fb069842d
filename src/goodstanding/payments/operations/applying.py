"""Applying money that lies unapplied to what is open."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.allocation import OLDEST_FIRST, Order
from goodstanding.ledger.balance import unapplied_free
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.operations.entries import enter
from goodstanding.ledger.posting import applied
from goodstanding.ledger.queries import lines_of
from goodstanding.payments.operations.recording import told
from goodstanding.payments.receipt import split
from goodstanding.receivables.future import is_future
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.receivables.queries.items import open_lines
from goodstanding.refusal import Refusal


class NothingToApply(Refusal):
    """No money lies unapplied on that day, or nothing is open that it could pay."""


@transaction.atomic
def apply_unapplied(
    debt_id: int,
    *,
    effective_date: date,
    disputed_items: Collection[int] = (),
    named: Sequence[int] = (),
    order: Order = OLDEST_FIRST,
    by: Actor,
    at: datetime,
) -> int:
    """Let the unapplied money of a debt pay what is open from a day on; return the minor units applied.

    Raises NoSuchDebt, DebtWithdrawn, NothingToApply. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="receipts.apply", by=by)
    if is_future(effective_date, at=at):
        raise NothingToApply(f"{effective_date} is still to come.")
    lines = lines_of(debt_id)
    free_minor = unapplied_free(lines, from_date=effective_date)
    if not free_minor:
        raise NothingToApply(f"No money lies unapplied from {effective_date} on.")
    payable = open_lines(debt_id, lines, from_date=effective_date)
    paid = split(free_minor, payable, disputed_items=disputed_items, named=named, order=order)
    if not paid.parts:
        raise NothingToApply(f"Nothing is open from {effective_date} on that the money could pay.")
    entry_id = allot()
    entry = Entry("allocation", effective_date, applied(paid.parts, account_id=debt_id), reason="Unapplied money.")
    number = enter(entry, book=debt.account.book, at=at, entry_id=entry_id)
    applied_minor = free_minor - paid.unapplied_minor
    append(
        "payments.unapplied_applied",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={
            "transaction": number,
            "effective_date": effective_date.isoformat(),
            "applied_minor": applied_minor,
            "parts": told(paid.parts),
        },
        entry_id=entry_id,
    )
    return applied_minor

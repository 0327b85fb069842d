"""Applying money that lies unapplied to what is open."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.allocation import Order
from goodstanding.ledger.balance import unapplied_free
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.operations.entries import enter
from goodstanding.ledger.posting import applied
from goodstanding.ledger.queries import lines_of
from goodstanding.payments.operations.recording import told
from goodstanding.payments.receipt import split
from goodstanding.receivables.future import is_future
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.receivables.queries.items import payable
from goodstanding.receivables.queries.waterfall import binding_of
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
    order: Order | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Let the unapplied money of a debt pay what is open from a day on; return the minor units applied.

    `named` and `order` are what the payer directed; see `recording.record` for what binds, and what comes after.
    Raises NoSuchDebt, DebtWithdrawn, NothingToApply. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="receipts.apply", by=by)
    if is_future(effective_date, at=at):
        raise NothingToApply(f"{effective_date} is still to come.")
    lines = lines_of(debt_id)
    free_minor = unapplied_free(lines, from_date=effective_date)
    if not free_minor:
        raise NothingToApply(f"No money lies unapplied from {effective_date} on.")
    binding = binding_of(debt, day=effective_date, named=named, directed=order)
    paid = split(
        free_minor,
        **payable(debt_id, lines, from_date=effective_date)._asdict(),
        disputed_items=disputed_items,
        named=binding.named,
        order=binding.order,
    )
    if not (paid.parts or paid.recovered):
        raise NothingToApply(f"Nothing is open from {effective_date} on that the money could pay.")
    entry_id = allot()
    lines_made = applied(paid.parts, recovered=paid.recovered, account_id=debt_id)
    entry = Entry("allocation", effective_date, lines_made, reason="Unapplied money.")
    number = enter(entry, book=debt.account.book, at=at, entry_id=entry_id)
    applied_minor = free_minor - paid.unapplied_minor
    append(
        "payments.unapplied_applied",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={
            "transaction": number, "effective_date": effective_date.isoformat(), "applied_minor": applied_minor,
            "parts": told(paid.parts), "recovered": told(paid.recovered), "order": binding.told,
        },
        entry_id=entry_id,
    )  # fmt: skip
    return applied_minor

"""Recording a receipt, split over what is open on its debt, and over what was written off on it."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.allocation import Allocation, Order
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.operations.entries import enter
from goodstanding.ledger.posting import Part, received
from goodstanding.ledger.queries import lines_of
from goodstanding.payments.models import Receipt as ReceiptRow
from goodstanding.payments.receipt import Receipt, faults, split
from goodstanding.payments.trust.queries.balances import faults_of_account
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.receivables.queries.items import payable
from goodstanding.receivables.queries.waterfall import binding_of
from goodstanding.refusal import Refusal


class ReceiptRefused(Refusal):
    """The receipt cannot be one of this debt; the sentences say why."""


class ReceiptKnown(Refusal):
    """The source has named this receipt before."""


@transaction.atomic
def record(
    debt_id: int,
    receipt: Receipt,
    *,
    disputed_items: Collection[int] = (),
    named: Sequence[int] = (),
    order: Order | None = None,
    bank_account_id: int | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Record a receipt for a debt and return its number; `named` and `order` are what its payer directed.

    It pays what is open from its day on in the order that binds it most (receivables.waterfall), items in dispute only
    where named; then it recovers what was written off; the rest lies unapplied, and all of it does on a withdrawn
    debt. A receipt that looks exactly like an earlier one is taken, and flagged. Raises NoSuchDebt, ReceiptRefused,
    ReceiptKnown. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="receipts.record", by=by, even_withdrawn=True)
    _refuse(debt, receipt, bank_account_id=bank_account_id, at=at)
    binding = binding_of(debt, day=receipt.received_date, named=named, directed=order)
    paid = split(
        receipt.amount.minor,
        **payable(debt_id, lines_of(debt_id), from_date=receipt.received_date)._asdict(),
        disputed_items=disputed_items,
        named=binding.named,
        order=binding.order,
    )
    entry_id = allot()
    row = _enter(debt, receipt, paid=paid, bank_account_id=bank_account_id, at=at, entry_id=entry_id)
    append(
        "payments.receipt_recorded",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={
            "receipt": row.id, "amount": receipt.amount.decimal_string(), "currency": debt.currency,
            "received_date": receipt.received_date.isoformat(), "method": receipt.method,
            "reference": receipt.reference, "parts": told(paid.parts), "recovered": told(paid.recovered),
            "unapplied_minor": paid.unapplied_minor, "order": binding.told, "repeats": row.repeats_id,
        },
        entry_id=entry_id,
    )  # fmt: skip
    return row.id


def told(parts: Sequence[Part]) -> list[list[object]]:
    """Return parts as an evidence entry tells them."""
    return [[part.item_id, part.component, part.amount_minor] for part in parts]


def _refuse(debt: Debt, receipt: Receipt, *, bank_account_id: int | None, at: datetime) -> None:
    found = faults(receipt, currency=debt.currency, at=at)
    found += faults_of_account(bank_account_id, client_id=debt.client_id, currency=debt.currency)
    if found:
        raise ReceiptRefused(" ".join(found))
    known = ReceiptRow.objects.filter(client_id=debt.client_id, source_key=receipt.source_key)
    if receipt.source_key and known.exists():
        raise ReceiptKnown(f"Receipt {receipt.source_key} is in the books already.")


def _enter(
    debt: Debt, receipt: Receipt, *, paid: Allocation, bank_account_id: int | None, at: datetime, entry_id: int
) -> ReceiptRow:
    lines = received(receipt.amount.minor, parts=paid.parts, recovered=paid.recovered, account_id=debt.account_id)
    entry = Entry("receipt", receipt.received_date, lines, reference=receipt.reference)
    number = enter(entry, book=debt.account.book, at=at, entry_id=entry_id)
    return ReceiptRow.objects.create(
        client_id=debt.client_id,
        debt=debt,
        amount_minor=receipt.amount.minor,
        currency=debt.currency,
        received_date=receipt.received_date,
        method=receipt.method,
        reference=receipt.reference,
        # A receipt typed in by hand has no source; its own evidence entry makes it the only one of its kind.
        source_key=receipt.source_key or f"entry:{entry_id}",
        repeats=_alike(debt, receipt),
        bank_account_id=bank_account_id,
        transaction_id=number,
        recorded_at=at,
        entry_id=entry_id,
    )


def _alike(debt: Debt, receipt: Receipt) -> ReceiptRow | None:
    """Return the first receipt that stands and cannot be told from this one, if any."""
    alike = ReceiptRow.objects.filter(
        debt=debt,
        amount_minor=receipt.amount.minor,
        received_date=receipt.received_date,
        method=receipt.method,
        reference=receipt.reference,
        reversal=None,
    )
    return alike.order_by("id").first()

"""Taking a receipt back: it bounced, or was entered in error."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.operations.reversal import level_account, mirror
from goodstanding.payments.models import Receipt, ReceiptReversal
from goodstanding.receivables.future import is_future
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.receivables.operations.withdrawing import close_open
from goodstanding.refusal import Refusal


class ReceiptReversalRefused(Refusal):
    """The receipt is not there, is reversed already, or cannot be reversed on that day."""


@transaction.atomic
def reverse(receipt_id: int, *, reason: str, reversed_date: date, by: Actor, at: datetime) -> int:
    """Take a receipt back by exactly its split and return the reversal's number.

    What money that it left unapplied has paid since is taken back with it, from the newest item first.
    What comes open again on a withdrawn debt or item goes back to the client. Raises ReceiptReversalRefused, also
    without a reason; locks the debt's account.
    """
    found = Receipt.objects.filter(id=receipt_id).values_list("debt_id", flat=True).first()
    if found is None:
        raise ReceiptReversalRefused(f"There is no receipt {receipt_id}.")
    debt = held_debt(found, permission="receipts.reverse", by=by, even_withdrawn=True)
    receipt = Receipt.objects.select_related("transaction").get(id=receipt_id)
    _refuse(receipt, reason=reason, reversed_date=reversed_date, at=at)
    entry_id = allot()
    mirrored = mirror(receipt.transaction, reason=reason, effective_date=reversed_date, at=at, entry_id=entry_id)
    followed = level_account(debt.account, reason=reason, at=at, entry_id=entry_id)
    withdrawn = debt.items.exclude(withdrawn_at=None).values_list("id", flat=True)
    handed_back = close_open(
        debt.account, item_ids=set(withdrawn), reason=reason, from_date=reversed_date, at=at, entry_id=entry_id
    )
    row = ReceiptReversal.objects.create(
        receipt=receipt,
        reason=reason,
        reversed_date=reversed_date,
        transaction_id=mirrored,
        recorded_at=at,
        entry_id=entry_id,
    )
    append(
        "payments.receipt_reversed",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={
            "receipt": receipt_id,
            "reversal": row.id,
            "reversed_date": reversed_date.isoformat(),
            "reason": reason,
            "transactions_that_followed": followed,
            "handed_back_minor": handed_back,
        },
        entry_id=entry_id,
    )
    return row.id


def _refuse(receipt: Receipt, *, reason: str, reversed_date: date, at: datetime) -> None:
    if not reason.strip():
        raise ReceiptReversalRefused("Say why the receipt is reversed.")
    if ReceiptReversal.objects.filter(receipt=receipt).exists():
        raise ReceiptReversalRefused(f"Receipt {receipt.id} is reversed already.")
    if reversed_date < receipt.received_date:
        raise ReceiptReversalRefused(f"It was received on {receipt.received_date}; it cannot be reversed before.")
    if is_future(reversed_date, at=at):
        raise ReceiptReversalRefused(f"{reversed_date} is still to come.")

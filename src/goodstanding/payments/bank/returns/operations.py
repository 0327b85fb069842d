"""Charging a contract's fee for a payment that came back, once for each, and giving it up where it came in again."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from goodstanding.access.permission import Actor, PermissionRefused
from goodstanding.ledger.fees.catalogue import FeeRefused
from goodstanding.ledger.models import DeedKey, FeeAllowed, Posting
from goodstanding.ledger.operations.repeating import Asked, keep_key
from goodstanding.payments.bank.returns.codes import Code
from goodstanding.payments.bank.returns.fee import RETURNED_PAYMENT, code_in, objection
from goodstanding.payments.models import Receipt, ReceiptReversal
from goodstanding.payments.models.bank import LineMatch
from goodstanding.payments.models.gateway import Payment
from goodstanding.receivables.charging.operations.fees import FeeCharged, charge_fee, waive_fee
from goodstanding.receivables.models import Item
from goodstanding.receivables.operations.held_debt import DebtWithdrawn, NoSuchItem, held_debt
from goodstanding.refusal import Refusal

WITHIN = timedelta(days=7)
"""How long after a reversal was entered its fee is still charged by itself."""
WATCHED = timedelta(days=90)
"""How long it is looked whether a payment came in after all."""


class ReturnFeeRefused(Refusal):
    """The payment did not come back, nobody knows why, not for want of money, or it was charged; the sentence says."""


@transaction.atomic
def charge_return_fee(receipt_id: int, *, code: str = "", by: Actor, at: datetime) -> FeeCharged:
    """Charge the contract's fee for a payment that came back, as of the day it did, and return what was charged.

    `code` is the bank's, where neither the gateway, nor the bank's line, nor the reason of the reversal tells it. A
    debit that is presented again costs no second fee. Raises ReturnFeeRefused, and what `charge_fee` raises: FeeRefused
    with the rule where nothing allows it. Locks the debt's account.
    """
    reversal = ReceiptReversal.objects.select_related("receipt").filter(receipt_id=receipt_id).first()
    if reversal is None:
        raise ReturnFeeRefused(f"There is no receipt {receipt_id} that came back.")
    receipt = reversal.receipt
    debt = held_debt(receipt.debt_id, permission="fees.charge", by=by)
    payment = _payment(receipt)
    if payment is not None and _stands(payment):
        raise ReturnFeeRefused(f"Payment {payment.pk} came in after all; there is nothing to charge a fee for.")
    known = _code(reversal, payment, said=code)
    against = objection(known)
    if against:
        raise ReturnFeeRefused(against)
    key = _key(receipt, payment)
    before = DeedKey.objects.filter(book=debt.account.book, source_key=key).first()
    if before is not None:
        raise ReturnFeeRefused(f"A fee was charged for this payment already, as transaction {before.transaction_id}.")
    made = charge_fee(
        debt.pk, RETURNED_PAYMENT, item_id=_item_id(receipt), effective_date=reversal.reversed_date, by=by, at=at
    )
    keep_key(Asked(key), debt.account, transaction_id=made.transaction_id)
    return made


def charge_return_fees(*, by: Actor, at: datetime) -> int:
    """Charge the fee for every payment that came back lately and whose contract knows one; return how many.

    Each is a transaction of its own. Safe to do twice and at once: what is refused stays as it is.
    """
    clients = FeeAllowed.objects.filter(name=RETURNED_PAYMENT).values("client_id")
    recent = ReceiptReversal.objects.filter(recorded_at__gt=at - WITHIN, receipt__client_id__in=clients)
    charged = 0
    for receipt_id in recent.order_by("id").values_list("receipt_id", flat=True):
        with suppress(ReturnFeeRefused, FeeRefused, DebtWithdrawn, NoSuchItem, PermissionRefused):
            charge_return_fee(receipt_id, by=by, at=at)
            charged += 1
    return charged


def give_up_return_fees(*, by: Actor, at: datetime) -> int:
    """Take back the fees of payments that stand again: their return was undone; return how many. Safe to do twice."""
    keys = DeedKey.objects.filter(
        source_key__startswith=f"{RETURNED_PAYMENT}:payment:", transaction__recorded_at__gt=at - WATCHED,
        transaction__reversed_by=None,
    )  # fmt: skip
    by_number = {int(key.source_key.rpartition(":")[2]): key.transaction_id for key in keys}
    standing = Payment.objects.filter(pk__in=by_number, receipt__isnull=False, receipt__reversal=None)
    given_up = 0
    for number in standing.order_by("pk").values_list("pk", flat=True):
        with suppress(Refusal):
            waive_fee(
                by_number[number], reason="The payment came in after all.", effective_date=at.date(), by=by, at=at
            )
            given_up += 1
    return given_up


def _code(reversal: ReceiptReversal, payment: Payment | None, *, said: str) -> Code:
    """Return why a payment came back: as it is said now, else by gateway, bank line or reason."""
    lines = LineMatch.objects.filter(kind="returned", receipt_id=reversal.receipt_id, undone_at=None)
    texts = [payment.returned_code if payment else "", *lines.values_list("line__return_code", flat=True)]
    for text in [said] if said.strip() else [*texts, reversal.reason]:
        found = code_in(text)
        if found is not None:
            return found
    if said.strip():
        raise ReturnFeeRefused(f"{said[:40]!r} is no code of a bank that we know.")
    raise ReturnFeeRefused(f"Nothing says why receipt {reversal.receipt_id} came back; name the bank's code.")


def _payment(receipt: Receipt) -> Payment | None:
    """Return the payment through a gateway that made a receipt, also one it took the place of; see `following`."""
    name, _, _ = receipt.source_key.rpartition(":")
    word, _, rest = name.partition(":")
    provider, _, key = rest.partition(":")
    return Payment.objects.filter(provider=provider, provider_key=key).first() if word == "gateway" else None


def _stands(payment: Payment) -> bool:
    return Payment.objects.filter(pk=payment.pk, receipt__isnull=False, receipt__reversal=None).exists()


def _key(receipt: Receipt, payment: Payment | None) -> str:
    """Return what makes the fee the same one: the first of the payments that tried the same, or the receipt."""
    if payment is None:
        return f"{RETURNED_PAYMENT}:receipt:{receipt.pk}"
    while payment.retry_of is not None:
        payment = payment.retry_of
    return f"{RETURNED_PAYMENT}:payment:{payment.pk}"


def _item_id(receipt: Receipt) -> int | None:
    """Return the first item that the payment had paid and that is still there; none where it lay unapplied."""
    paid = Posting.objects.filter(transaction_id=receipt.transaction_id, head="receivable").order_by("id")
    still = set(Item.objects.filter(debt_id=receipt.debt_id, withdrawn_at=None).values_list("id", flat=True))
    return next((number for number in paid.values_list("item_id", flat=True) if number in still), None)

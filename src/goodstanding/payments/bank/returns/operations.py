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
from goodstanding.receivables.models import Debt, Item
from goodstanding.receivables.operations.held_debt import DebtWithdrawn, NoSuchItem, held_debt
from goodstanding.refusal import Refusal

WITHIN = timedelta(days=7)
"""How long after a reversal was entered its fee is still charged by itself."""
WATCHED = timedelta(days=90)
"""How long it is looked whether a payment came in after all."""


class ReturnFeeRefused(Refusal):
    """The payment did not come back, nobody knows why, not for want of money, or it was charged; the sentence says."""


@transaction.atomic
def charge_return_fee(
    receipt_id: int, *, code: str = "", reads_reason: bool = True, by: Actor, at: datetime
) -> FeeCharged:
    """Charge the contract's fee for a payment that came back, as of the day it did, and return what was charged.

    `code` is the bank's, where neither the gateway, nor the bank's line, nor the reason of the reversal tells it; what
    a person typed as the reason counts only if it `reads_reason`. A debit that is presented again costs no second fee.
    Raises ReturnFeeRefused, and what `charge_fee` raises: FeeRefused with the rule where nothing allows it. Locks the
    debt's account.
    """
    reversal = ReceiptReversal.objects.select_related("receipt").filter(receipt_id=receipt_id).first()
    if reversal is None:
        raise ReturnFeeRefused(f"There is no receipt {receipt_id} that came back.")
    receipt = reversal.receipt
    debt = held_debt(receipt.debt_id, permission="fees.charge", by=by)
    payment = _payment(receipt)
    if payment is not None:
        _refuse_undone(payment, receipt)
    known = _code(reversal, payment, said=code, reads_reason=reads_reason)
    against = objection(known)
    if against:
        raise ReturnFeeRefused(against)
    name = _name(receipt, payment)
    before = _charged_before(debt, name)
    if before is not None:
        raise ReturnFeeRefused(f"A fee was charged for this payment already, as transaction {before}.")
    made = charge_fee(
        debt.pk, RETURNED_PAYMENT, item_id=_item_id(receipt), effective_date=reversal.reversed_date,
        cause={"receipt": receipt_id, "code": known.code}, by=by, at=at,
    )  # fmt: skip
    keep_key(Asked(f"{name}:{receipt_id}"), debt.account, kind="fee", transaction_id=made.transaction_id)
    return made


def charge_return_fees(*, by: Actor, at: datetime) -> int:
    """Charge the fee for every payment that came back lately and whose contract knows one; return how many.

    Only a code of the gateway or of the bank's line counts here: a reason is what a person typed, and a person has to
    read it. Each is a transaction of its own. Safe to do twice and at once: what is refused stays as it is.
    """
    clients = FeeAllowed.objects.filter(name=RETURNED_PAYMENT).values("client_id")
    recent = ReceiptReversal.objects.filter(recorded_at__gt=at - WITHIN, receipt__client_id__in=clients)
    charged = 0
    for receipt_id in recent.order_by("id").values_list("receipt_id", flat=True):
        with suppress(ReturnFeeRefused, FeeRefused, DebtWithdrawn, NoSuchItem, PermissionRefused):
            charge_return_fee(receipt_id, reads_reason=False, by=by, at=at)
            charged += 1
    return charged


def give_up_return_fees(*, by: Actor, at: datetime) -> int:
    """Take back the fees of payments that stand again: their return was undone; return how many. Safe to do twice.

    The payment that is asked is the one whose return caused the fee, whichever of several attempts it was.
    """
    keys = DeedKey.objects.filter(
        kind="fee", source_key__startswith=f"{RETURNED_PAYMENT}:payment:", transaction__recorded_at__gt=at - WATCHED,
        transaction__reversed_by=None,
    ).order_by("id")  # fmt: skip
    by_receipt = {int(number): key for key in keys if (number := key.source_key.rpartition(":")[2]).isdecimal()}
    named = {_provider_key(receipt): receipt.pk for receipt in Receipt.objects.filter(pk__in=by_receipt)}
    standing = Payment.objects.filter(provider_key__in=named, receipt__isnull=False, receipt__reversal=None)
    given_up = 0
    for provider_key in standing.order_by("pk").values_list("provider_key", flat=True):
        with suppress(Refusal):
            _give_up(by_receipt[named[provider_key]], by=by, at=at)
            given_up += 1
    return given_up


@transaction.atomic
def _give_up(key: DeedKey, *, by: Actor, at: datetime) -> None:
    """Take a fee back, and keep that it was for this reason: a fee that a person gave up is not charged again."""
    number = waive_fee(
        key.transaction_id, reason="The payment came in after all.", effective_date=at.date(), by=by, at=at
    )
    DeedKey.objects.create(book=key.book, kind="reversal", source_key=key.source_key, transaction_id=number)


def _charged_before(debt: Debt, name: str) -> int | None:
    """Return the transaction of a fee for the same payment that was not given up because the payment stood again."""
    undone = DeedKey.objects.filter(kind="reversal", source_key__startswith=f"{name}:").values("transaction_id")
    fees = DeedKey.objects.filter(book=debt.account.book, kind="fee", source_key__startswith=f"{name}:")
    counting = fees.exclude(transaction__reversed_by__in=undone).order_by("-id")
    return counting.values_list("transaction_id", flat=True).first()


def _refuse_undone(payment: Payment, receipt: Receipt) -> None:
    """Refuse where the return was undone: the payment stands, or a later receipt of it came back in turn."""
    if _stands(payment):
        raise ReturnFeeRefused(f"Payment {payment.pk} came in after all; there is nothing to charge a fee for.")
    if payment.receipt_id is not None and payment.receipt_id > receipt.pk:
        raise ReturnFeeRefused(
            f"Payment {payment.pk} came in again after this return; it is receipt {payment.receipt_id} that came back."
        )


def _code(reversal: ReceiptReversal, payment: Payment | None, *, said: str, reads_reason: bool) -> Code:
    """Return why a payment came back: as it is said now, else by gateway, bank line or, where it is read, reason."""
    lines = LineMatch.objects.filter(kind="returned", receipt_id=reversal.receipt_id, undone_at=None)
    texts = [payment.returned_code if payment else "", *lines.values_list("line__return_code", flat=True)]
    if reads_reason:
        texts.append(reversal.reason)
    for text in [said] if said.strip() else texts:
        found = code_in(text)
        if found is not None:
            return found
    if said.strip():
        raise ReturnFeeRefused(f"{said[:40]!r} is no code of a bank that we know.")
    raise ReturnFeeRefused(f"Nothing says why receipt {reversal.receipt_id} came back; name the bank's code.")


def _payment(receipt: Receipt) -> Payment | None:
    """Return the payment through a gateway that made a receipt, also one it took the place of; see `following`."""
    return Payment.objects.filter(provider_key=_provider_key(receipt)).first() if _provider_key(receipt) else None


def _provider_key(receipt: Receipt) -> str:
    """Return what a provider knows the payment by that made a receipt; empty where none did."""
    name, _, _ = receipt.source_key.rpartition(":")
    word, _, rest = name.partition(":")
    return rest.partition(":")[2] if word == "gateway" else ""


def _stands(payment: Payment) -> bool:
    return Payment.objects.filter(pk=payment.pk, receipt__isnull=False, receipt__reversal=None).exists()


def _name(receipt: Receipt, payment: Payment | None) -> str:
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

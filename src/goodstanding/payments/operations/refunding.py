"""Paying money back: of a receipt, or what lies unapplied on a debt. Never more than was received and stands."""

from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Sum

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.balance import cash_free, unapplied_free
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.models import Posting
from goodstanding.ledger.operations.entries import enter
from goodstanding.ledger.operations.repeating import FRESH, IS_ANOTHER, LooksRepeated
from goodstanding.ledger.operations.reversal import level_account, mirror
from goodstanding.ledger.posting import Posted, paid_back
from goodstanding.ledger.queries import lines_of
from goodstanding.money.amount import Amount
from goodstanding.payments.models import PaidBack, Receipt, ReceiptReversal
from goodstanding.payments.operations.recording import told
from goodstanding.payments.refund import Split, split_back
from goodstanding.payments.trust.queries.balances import faults_of_account, refuse_short
from goodstanding.receivables.future import is_future
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.receivables.operations.withdrawing import close_open
from goodstanding.refusal import Refusal


class RefundRefused(Refusal):
    """There is not so much to pay back, or nothing says why; the sentences say what is wrong."""


class RefundKnown(Refusal):
    """The source has named this refund before."""


class _Wanted(NamedTuple):
    """A refund as it is asked for."""

    amount: Amount
    refunded_date: date
    reason: str
    method: str
    reference: str
    source_key: str
    bank_account_id: int | None
    is_another: bool


@transaction.atomic
def refund(
    *,
    amount: Amount,
    refunded_date: date,
    reason: str,
    receipt_id: int | None = None,
    debt_id: int | None = None,
    method: str = "",
    reference: str = "",
    source_key: str = "",
    bank_account_id: int | None = None,
    is_another: bool = False,
    by: Actor,
    at: datetime,
) -> int:
    """Pay money back and return the refund's number; name a receipt, or the debt whose unapplied money goes back.

    A receipt's refund takes what lies unapplied first, then takes its split back from the last part to the first, and
    what it paid is open again. A debt's takes unapplied money only. Raises RefundRefused, RefundKnown, LooksRepeated
    where it has no key, the same was paid back within a day and nobody says that it `is_another`; NoSuchDebt,
    PermissionRefused above the actor's limit, and TrustShort where the client's trust money would not be enough.
    """
    receipt = _receipt(receipt_id)
    debt = held_debt(_debt_id(receipt, debt_id), permission="accounts.read", by=by, even_withdrawn=True)
    require(by, "refunds.post", client_id=debt.client_id, portfolio_id=debt.portfolio_id, amount=amount)
    wanted = _Wanted(amount, refunded_date, reason, method, reference, source_key, bank_account_id, is_another)
    _refuse(debt, receipt, wanted, at=at)
    lines = lines_of(debt.pk)
    taken = _taken(receipt, lines, wanted) if receipt else Split((), (), amount.minor)
    entry_id = allot()
    row = _enter(debt, receipt, wanted, taken=taken, at=at, entry_id=entry_id)
    followed = level_account(debt.account, reason=reason, at=at, entry_id=entry_id)
    refuse_short(debt.account.book, from_date=refunded_date)
    append(
        "payments.refunded",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={
            "refund": row.id, "receipt": receipt_id, "amount": amount.decimal_string(), "currency": debt.currency,
            "refunded_date": refunded_date.isoformat(), "reason": reason,
            "from_unapplied_minor": taken.unapplied_minor, "parts_taken_back": told(taken.parts),
            "recovered_taken_back": told(taken.recovered), "transactions_that_followed": followed,
            "handed_back_minor": _hand_back(debt, wanted, at=at, entry_id=entry_id),
        },
        entry_id=entry_id,
    )  # fmt: skip
    return row.id


@transaction.atomic
def take_refund_back(refund_id: int, *, reason: str, effective_date: date, by: Actor, at: datetime) -> int:
    """A refund came back, or was entered in error: undo exactly its split; return the reversal's transaction.

    Raises RefundRefused, and ReversalRefused where it is undone already, without a reason, or before it was paid.
    """
    row = PaidBack.objects.select_related("transaction").filter(id=refund_id).first()
    if row is None:
        raise RefundRefused(f"There is no refund {refund_id}.")
    debt = held_debt(row.debt_id, permission="receipts.reverse", by=by, even_withdrawn=True)
    if is_future(effective_date, at=at):
        raise RefundRefused(f"{effective_date} is still to come.")
    entry_id = allot()
    number = mirror(row.transaction, reason=reason, effective_date=effective_date, at=at, entry_id=entry_id)
    followed = level_account(debt.account, reason=reason, at=at, entry_id=entry_id)
    append(
        "payments.refund_taken_back",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={
            "refund": refund_id,
            "effective_date": effective_date.isoformat(),
            "reason": reason,
            "transaction": number,
            "transactions_that_followed": followed,
        },
        entry_id=entry_id,
    )
    return number


def _receipt(receipt_id: int | None) -> Receipt | None:
    if receipt_id is None:
        return None
    receipt = Receipt.objects.filter(id=receipt_id).first()
    if receipt is None:
        raise RefundRefused(f"There is no receipt {receipt_id}.")
    return receipt


def _debt_id(receipt: Receipt | None, debt_id: int | None) -> int:
    if receipt is None and debt_id is None:
        raise RefundRefused("Say which receipt, or the unapplied money of which debt, is paid back.")
    if receipt is not None and debt_id not in {None, receipt.debt_id}:
        raise RefundRefused(f"Receipt {receipt.id} is none of debt {debt_id}.")
    return receipt.debt_id if receipt is not None else debt_id or 0


def _refuse(debt: Debt, receipt: Receipt | None, wanted: _Wanted, *, at: datetime) -> None:
    _refuse_repeat(debt, receipt, wanted, at=at)
    found = faults_of_account(wanted.bank_account_id, client_id=debt.client_id, currency=debt.currency)
    if wanted.amount.minor <= 0:
        found.append("A refund pays money back: its amount is above zero.")
    if wanted.amount.currency != debt.currency:
        found.append(f"The refund is in {wanted.amount.currency}, the debt in {debt.currency}.")
    if not wanted.reason.strip():
        found.append("Say why the money is paid back.")
    if is_future(wanted.refunded_date, at=at):
        found.append(f"{wanted.refunded_date} is still to come.")
    if not found:
        found = _too_much(debt, receipt, wanted)
    if found:
        raise RefundRefused(" ".join(found))


def _refuse_repeat(debt: Debt, receipt: Receipt | None, wanted: _Wanted, *, at: datetime) -> None:
    if wanted.source_key:
        known = PaidBack.objects.filter(client_id=debt.client_id, source_key=wanted.source_key).first()
        if known is not None:
            raise RefundKnown(f"Refund {wanted.source_key} is in the books already, as refund {known.pk}.")
    elif not wanted.is_another:
        alike = PaidBack.objects.filter(
            debt=debt, receipt=receipt, amount_minor=wanted.amount.minor, refunded_date=wanted.refunded_date,
            recorded_at__gt=at - FRESH, transaction__reversed_by=None,
        ).order_by("-id").first()  # fmt: skip
        if alike is not None:
            raise LooksRepeated(
                f"A refund of {wanted.amount} on {wanted.refunded_date} was recorded here less than a day ago, as "
                f"refund {alike.pk}. {IS_ANOTHER}"
            )


def _too_much(debt: Debt, receipt: Receipt | None, wanted: _Wanted) -> list[str]:
    lines, day = lines_of(debt.pk), wanted.refunded_date
    if receipt is None:
        there_minor = min(unapplied_free(lines, from_date=day), cash_free(lines, from_date=day))
        what = f"lies unapplied on this debt from {day} on"
    elif day < receipt.received_date:
        return [f"It was received on {receipt.received_date}; it cannot be paid back before."]
    elif ReceiptReversal.objects.filter(receipt=receipt).exists():
        return [f"Receipt {receipt.id} was reversed; there is nothing to pay back."]
    else:
        there_minor = min(receipt.amount_minor - refunded_minor(receipt.id), cash_free(lines, from_date=day))
        what = f"of receipt {receipt.id} stands from {day} on and was not paid back yet"
    if wanted.amount.minor > there_minor:
        return [f"Only {Amount(there_minor, debt.currency)} {what}."]
    return []


def refunded_minor(receipt_id: int) -> int:
    """Return how much of a receipt was paid back by refunds that stand, in minor units."""
    standing = PaidBack.objects.filter(receipt_id=receipt_id, transaction__reversed_by__isnull=True)
    return int(standing.aggregate(minor=Sum("amount_minor"))["minor"] or 0)


def _taken(receipt: Receipt, lines: list[Posted], wanted: _Wanted) -> Split:
    """Return what a refund of a receipt takes: unapplied money, then the receipt's own split from its end."""
    refunds = PaidBack.objects.filter(receipt=receipt, transaction__reversed_by__isnull=True)
    numbers = {receipt.transaction_id, *refunds.values_list("transaction_id", flat=True)}
    left: dict[tuple[str, int | None, str], int] = {}
    for line in Posting.objects.filter(transaction_id__in=numbers, head__in=["receivable", "recovered"]).order_by("id"):
        key = (line.head, line.item_id, line.component)
        left[key] = left.get(key, 0) - line.amount_minor
    free_minor = unapplied_free(lines, from_date=wanted.refunded_date)
    return split_back(wanted.amount.minor, unapplied_minor=free_minor, paid=left)


def _enter(
    debt: Debt, receipt: Receipt | None, wanted: _Wanted, *, taken: Split, at: datetime, entry_id: int
) -> PaidBack:
    lines = paid_back(wanted.amount.minor, parts=taken.parts, recovered=taken.recovered, account_id=debt.pk)
    entry = Entry("refund", wanted.refunded_date, lines, reference=wanted.reference, reason=wanted.reason)
    return PaidBack.objects.create(
        client_id=debt.client_id,
        debt=debt,
        receipt=receipt,
        amount_minor=wanted.amount.minor,
        currency=debt.currency,
        refunded_date=wanted.refunded_date,
        method=wanted.method,
        reference=wanted.reference,
        reason=wanted.reason,
        source_key=wanted.source_key or f"entry:{entry_id}",
        bank_account_id=wanted.bank_account_id or (receipt.bank_account_id if receipt else None),
        transaction_id=enter(entry, book=debt.account.book, at=at, entry_id=entry_id),
        recorded_at=at,
        entry_id=entry_id,
    )


def _hand_back(debt: Debt, wanted: _Wanted, *, at: datetime, entry_id: int) -> int:
    """What comes open again on a withdrawn debt or item goes back to the client."""
    withdrawn = set(debt.items.exclude(withdrawn_at=None).values_list("id", flat=True))
    return close_open(
        debt.account, item_ids=withdrawn, reason=wanted.reason, from_date=wanted.refunded_date, at=at, entry_id=entry_id
    )

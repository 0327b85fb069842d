"""What the payouts on a bank account are made of, each part by the name of what stands for it in the book.

A payment comes in, is taken back by a return or a chargeback, and comes in again where that was won; each part of a
payout is the next of these moves that come to its amount. A chargeback of a part is two: the whole receipt taken back,
and what was left of it recorded again.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db.models import Q

from goodstanding.payments.models import PaidBack, Receipt
from goodstanding.payments.models.bank import BankAccount
from goodstanding.payments.models.gateway import Chargeback, Payment, PayoutLine, Refund


class Move(NamedTuple):
    """A move of the book by its name; what came in is above zero. Without a name, nothing in the book stands for it."""

    name: str
    amount_minor: int


class PassedOn(NamedTuple):
    """One part of a payout, and what stands for it; nothing for a fee."""

    kind: str
    reference: str
    amount_minor: int
    moves: tuple[Move, ...]
    client_id: int | None


def passed_on(account: BankAccount) -> dict[int, list[PassedOn]]:
    """Return the parts of the payouts on an account, by the bank's line."""
    found: dict[int, list[PassedOn]] = defaultdict(list)
    left: dict[tuple[int, bool], list[Move]] = {}
    rows = PayoutLine.objects.filter(payout__bank_line__account=account)
    for row in rows.select_related("payout", "payment__debt").order_by("payout__arrival_date", "payout_id", "position"):
        payment = _payment(row) if row.kind != "fee" else None
        moves = _moves(row, payment, left) if payment is not None else ()
        client_id = payment.debt.client_id if payment else None
        found[row.payout.bank_line_id or 0].append(
            PassedOn(row.kind, row.reference, row.amount_minor, moves, client_id)
        )
    return found


def _moves(row: PayoutLine, payment: Payment, left: dict[tuple[int, bool], list[Move]]) -> tuple[Move, ...]:
    """Return what stands for a part, and take it from what is left of its payment's moves."""
    if row.kind == "payment" and row.amount_minor > 0 and payment.receipts_made <= 1 and payment.receipt_id is not None:
        # Almost all are like this, and need no further question.
        return (Move(f"Receipt {payment.receipt_id}", row.amount_minor),)
    which = (payment.pk, row.kind == "refund")
    if which not in left:
        left[which] = list(_paid_back(payment) if row.kind == "refund" else _received(payment))
    return _take(left[which], row.amount_minor)


def _payment(row: PayoutLine) -> Payment | None:
    """Return the payment that a part is of; some providers name the refund or the chargeback instead."""
    if row.payment is not None:
        return row.payment
    for table in (Refund, Chargeback):
        known = table.objects.filter(reference=row.reference, payment__provider=row.payout.provider)
        one = known.select_related("payment__debt").first() if row.reference else None
        if one is not None:
            return one.payment
    return None


def _received(payment: Payment) -> Iterator[Move]:
    """Yield the receipts of a payment and what took them back, as they came."""
    name = f"gateway:{payment.provider}:{payment.provider_key}:"
    its = Q(source_key__startswith=name) | Q(pk=payment.receipt_id or 0)
    rows = Receipt.objects.filter(its, debt_id=payment.debt_id)
    for row in rows.select_related("reversal").order_by("id"):
        yield Move(f"Receipt {row.pk}", row.amount_minor)
        if getattr(row, "reversal", None) is not None:
            yield Move(f"Receipt {row.pk}, taken back", -row.amount_minor)


def _paid_back(payment: Payment) -> Iterator[Move]:
    """Yield the refunds of a payment and what took them back."""
    name = f"gateway:{payment.provider}:{payment.provider_key}:refund:"
    rows = PaidBack.objects.filter(debt_id=payment.debt_id, source_key__startswith=name)
    for row in rows.select_related("transaction__reversed_by").order_by("id"):
        yield Move(f"Refund {row.pk}", -row.amount_minor)
        if getattr(row.transaction, "reversed_by", None) is not None:
            yield Move(f"Refund {row.pk}, taken back", row.amount_minor)


def _take(left: list[Move], minor: int) -> tuple[Move, ...]:
    """Take the first moves in a row that come to an amount; else the next in its direction, for so much of it."""
    for first, last in _runs(left):
        if sum(move.amount_minor for move in left[first:last]) == minor:
            taken = tuple(left[first:last])
            del left[first:last]
            return taken
    for number, move in enumerate(left):
        if (move.amount_minor > 0) == (minor > 0):
            return (Move(left.pop(number).name, minor),)
    return ()


def _runs(left: Sequence[Move]) -> Iterator[tuple[int, int]]:
    return ((first, last) for first in range(len(left)) for last in range(first + 1, len(left) + 1))

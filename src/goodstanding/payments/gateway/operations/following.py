"""Making the books follow what a provider says of a payment: idempotent, and the same in whatever order it is told."""

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.payments.gateway import books
from goodstanding.payments.gateway.backing_off import next_look
from goodstanding.payments.gateway.life import OVER, state_of
from goodstanding.payments.gateway.life import Standing as Place
from goodstanding.payments.gateway.operations.events import move, put_down, say
from goodstanding.payments.gateway.operations.followed.chargebacks import follow_disputes, known_disputes
from goodstanding.payments.gateway.operations.followed.refunds import follow_refunds, take_refunds_back
from goodstanding.payments.gateway.operations.mandates import keep_mandate
from goodstanding.payments.gateway.port import Standing
from goodstanding.payments.models import ReceiptReversal
from goodstanding.payments.models.gateway import Payment
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.operations.held_debt import about, held_debt

Disputed = Callable[[int, date], Collection[int]]
"""Returns the items of a debt that are in dispute on a day; disputes lie on a floor this chapter does not know."""
WATCHED_DAYS = 200
"""So long a payment is looked at now and then: by then a bank debit cannot come back and a chargeback is over."""
SAVED = [
    "state", "state_at", "attempt", "next_at", "code", "reason", "payment_reference", "paid_minor", "paid_currency",
    "paid_date", "fee_minor", "returned_code", "returned_date", "receipt", "receipts_made", "looked_at",
]  # fmt: skip


@transaction.atomic
def follow(payment_id: int, standing: Standing, *, disputed: Disputed, by: Actor, at: datetime) -> bool:
    """Make a payment and the books follow what its provider says; return whether anything changed.

    Paid money becomes a receipt of the amount the provider says; what came back, or was disputed, is taken back by
    exactly its split; a chargeback that was won is recorded again. What cannot be believed, such as another currency,
    becomes a task. Locks the debt's account. Raises PermissionRefused.
    """
    debt_id = Payment.objects.values_list("debt_id", flat=True).get(pk=payment_id)
    debt = held_debt(debt_id, permission="payments.follow", by=by, even_withdrawn=True)
    row = Payment.objects.select_for_update(of=("self",)).select_related("debt", "receipt").get(pk=payment_id)
    row.looked_at = at
    if standing.state in {"absent", "cannot tell"}:
        row.save(update_fields=["looked_at"])
        return False
    entry_id = allot()
    told = [*_learn(row, standing, by=by, at=at, entry_id=entry_id)]
    if standing.mandate is not None and keep_mandate(row, standing.mandate, by=by, at=at):
        told.append("mandate kept")
    told += follow_disputes(row, standing.disputes, by=by, at=at, entry_id=entry_id)
    told += _move_money(row, disputed=disputed, by=by, at=at, entry_id=entry_id)
    told += follow_refunds(row, standing.refunds, by=by, at=at, entry_id=entry_id)
    row.next_at = _next(row, at=at)
    row.save(update_fields=SAVED)
    if told:
        append(
            "payments.payment_followed",
            by=by.name,
            at=at,
            subjects=[*about(debt), f"payment:{row.pk}"],
            facts={
                "payment": row.pk,
                "state": row.state,
                "reference": row.payment_reference,
                "paid_minor": row.paid_minor,
                "currency": row.paid_currency,
                "receipt": row.receipt_id,
                "changes": told,
            },
            entry_id=entry_id,
        )
    return bool(told)


def _learn(row: Payment, standing: Standing, *, by: Actor, at: datetime, entry_id: int) -> list[str]:
    """Take in state, amount and references; return what is new, in words."""
    found = []
    state = state_of(standing)
    assert state is not None, "What cannot be told is not followed."
    if move(row, Place(state, row.attempt), at=at, next_at=None):
        row.code, row.reason = standing.code[:200], standing.reason[:1000]
        put_down(row, state, source=row.provider, event_key=f"told:{state}", at=at, entry_id=entry_id,
                 attempt=row.attempt, code=standing.returned_code or standing.code, reason=standing.reason)  # fmt: skip
        found.append(state)
    row.payment_reference = standing.reference[:300] or row.payment_reference
    row.fee_minor = standing.fee_minor if standing.fee_minor is not None else row.fee_minor
    if standing.state == "paid" and not books.is_returned(standing):
        found += _learn_paid(row, standing, by=by, at=at, entry_id=entry_id)
    if row.state == "returned" and not row.returned_date:
        found += _learn_returned(row, standing, by=by, at=at)
    return found


def _learn_paid(row: Payment, standing: Standing, *, by: Actor, at: datetime, entry_id: int) -> list[str]:
    paid = standing.amount or Amount(row.amount_minor, row.currency)
    if (row.paid_minor, row.paid_currency) == (paid.minor, paid.currency):
        return []
    row.paid_minor, row.paid_currency = paid.minor, paid.currency
    row.paid_date = standing.paid_date or row.paid_date
    asked = Amount(row.amount_minor, row.currency)
    if paid != asked:
        put_down(row, "differs", source=row.provider, event_key=f"differs:{paid.minor}:{paid.currency}", at=at,
                 entry_id=entry_id, facts={"paid_minor": paid.minor, "currency": paid.currency})  # fmt: skip
        say(row, "differs", f"Payment {row.pk}: {asked} was asked for, and {row.provider} says that {paid} was paid.",
            by=by, at=at)  # fmt: skip
    return [f"paid {paid}"]


def _learn_returned(row: Payment, standing: Standing, *, by: Actor, at: datetime) -> list[str]:
    row.returned_code = standing.returned_code
    row.returned_date = standing.returned_date or at.astimezone(UTC).date()
    if row.paid_minor is None and standing.amount is not None:
        row.paid_minor, row.paid_currency, row.paid_date = (
            standing.amount.minor, standing.amount.currency, standing.paid_date,
        )  # fmt: skip
    why = standing.reason or "the bank gave no words"
    say(row, "returned", f"Payment {row.pk} came back with {row.returned_code or 'no code'}: {why}.", by=by, at=at,
        kind="warning")  # fmt: skip
    return [f"returned {row.returned_code}"]


def _move_money(row: Payment, *, disputed: Disputed, by: Actor, at: datetime, entry_id: int) -> list[str]:
    """Take back and record receipts until the books hold what they should; return what was done, in words."""
    today = at.astimezone(UTC).date()
    if row.paid_currency and row.paid_currency != row.currency:
        # It is nobody's loss: the task stands until somebody has exchanged it and recorded a receipt.
        return []
    held, was_by_hand = _held(row)
    told = books.change(_merged(row), paid_minor=row.paid_minor or 0, held=held, today=today)
    if told == books.NOTHING:
        return []
    if was_by_hand:
        say(row, "by-hand", f"The receipt of payment {row.pk} was reversed by hand, and {row.provider} says the money "
            "is here; it is not recorded again by itself.", by=by, at=at)  # fmt: skip
        return []
    found = []
    if told.takes_back:
        assert row.receipt_id is not None and told.reversed_date is not None, "What is taken back stands."
        take_refunds_back(row, reason=told.reason, day=told.reversed_date, by=by, at=at)
        reverse(row.receipt_id, reason=told.reason, reversed_date=told.reversed_date, by=by, at=at)
        put_down(row, "taken_back", source=row.provider, event_key=f"taken_back:{row.receipts_made}", at=at,
                 entry_id=entry_id, reason=told.reason, facts={"receipt": row.receipt_id})  # fmt: skip
        found.append(f"receipt {row.receipt_id} taken back")
    if told.records_minor:
        assert told.received_date is not None, "Money counts from a day."
        found.append(_record(row, told.records_minor, told.received_date, disputed=disputed, by=by, at=at))
    return found


def _record(row: Payment, minor: int, day: date, *, disputed: Disputed, by: Actor, at: datetime) -> str:
    row.receipts_made += 1
    receipt = Receipt(
        Amount(minor, row.currency), day, method=row.provider, reference=row.payment_reference or row.reference,
        source_key=f"gateway:{row.provider}:{row.provider_key}:{row.receipts_made}",
    )  # fmt: skip
    items = disputed(row.debt_id, day)
    row.receipt_id = record(row.debt_id, receipt, disputed_items=items, by=by, at=at)
    if row.debt.withdrawn_at is not None:
        say(row, "withdrawn", f"Payment {row.pk} came in for a debt that was withdrawn; it lies unapplied.", by=by,
            at=at)  # fmt: skip
    elif items:
        say(row, "disputed", f"Payment {row.pk} came in for a debt in dispute; what is disputed was not paid by it.",
            by=by, at=at, kind="warning")  # fmt: skip
    return f"receipt {row.receipt_id} recorded"


def _held(row: Payment) -> tuple[books.Held, bool]:
    """Return what stands in the books, and whether somebody took it back by hand."""
    if row.receipt is None:
        return books.Held(), False
    if not ReceiptReversal.objects.filter(receipt=row.receipt).exists():
        return books.Held(row.receipt.amount_minor, row.receipt.received_date), False
    is_ours = row.events.filter(event_key=f"taken_back:{row.receipts_made}").exists()
    return books.Held(0, row.receipt.received_date), not is_ours


def _merged(row: Payment) -> Standing:
    """Return all that was ever told of a payment as one standing: an old telling takes nothing back."""
    state = "paid" if row.state in {"paid", "returned"} else "declined" if row.state in OVER else "pending"
    return Standing(
        "paid" if state == "paid" else "declined" if state == "declined" else "pending",
        paid_date=row.paid_date,
        returned_code=row.returned_code,
        returned_date=row.returned_date,
        reason=row.reason,
        disputes=known_disputes(row),
    )


def _next(row: Payment, *, at: datetime) -> datetime | None:
    """Return when to look again; the daily sweep looks at what is paid."""
    return None if row.state in {*OVER, "paid"} else next_look(row.state, since=row.state_at, at=at)

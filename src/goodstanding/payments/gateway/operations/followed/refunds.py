"""Part of following: refunds as the provider tells of them, and the books' own refunds that answer to them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from goodstanding.access.permission import Actor
from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.operations.events import put_down, say
from goodstanding.payments.gateway.port import RefundStanding
from goodstanding.payments.models import Receipt, ReceiptReversal
from goodstanding.payments.models.gateway import Payment, Refund
from goodstanding.payments.operations.refunding import RefundRefused, refund, take_refund_back

TOLD = ("pending", "arrived", "failed")
OUTSIDE = "It was given back at the provider."


def follow_refunds(
    row: Payment, refunds: Sequence[RefundStanding], *, by: Actor, at: datetime, entry_id: int
) -> list[str]:
    """Take in how refunds of a payment stand, also those made at the provider itself; return what is new, in words."""
    found = []
    for one in refunds:
        found += _learn(row, one, at=at, entry_id=entry_id)
    for known in Refund.objects.select_for_update().filter(payment=row, state__in=TOLD).order_by("id"):
        if known.state == "failed" and known.booked_id is not None:
            _take_back(known, reason="The money did not arrive at the payer.", day=at.astimezone(UTC).date(), by=by,
                       at=at)  # fmt: skip
            say(row, f"refund:{known.pk}", f"Refund {known.pk} of payment {row.pk} failed; the money is still here.",
                by=by, at=at)  # fmt: skip
            found.append(f"refund {known.pk} taken back")
        elif known.state != "failed" and known.booked_id is None:
            found += _book(row, known, by=by, at=at)
    return found


def take_refunds_back(row: Payment, *, reason: str, day: date, by: Actor, at: datetime) -> None:
    """Take the books' refunds of a payment back, before its receipt is; they are booked again on what is left of it."""
    today = at.astimezone(UTC).date()
    for known in Refund.objects.filter(payment=row).exclude(booked_id=None).order_by("-id"):
        _take_back(known, reason=reason, day=min(max(day, known.refunded_date or day), today), by=by, at=at)


def _learn(row: Payment, one: RefundStanding, *, at: datetime, entry_id: int) -> list[str]:
    known = Refund.objects.filter(payment=row, key=one.key).first() if one.key else None
    known = known or Refund.objects.filter(payment=row, reference=one.reference).first()
    if known is None:
        known = Refund.objects.create(
            payment=row, key=f"outside:{row.pk}:{one.reference}", amount_minor=one.amount_minor, reason=OUTSIDE,
            state="planned", state_at=at, made_at=at, by=row.provider, entry_id=entry_id,
        )  # fmt: skip
    if known.state in TOLD and TOLD.index(known.state) >= TOLD.index(one.state):
        return []
    known.reference, known.state, known.state_at, known.next_at = one.reference, one.state, at, None
    known.refunded_date, known.amount_minor = one.refunded_date, one.amount_minor
    known.save(update_fields=["reference", "state", "state_at", "next_at", "refunded_date", "amount_minor"])
    put_down(row, f"refund_{one.state}", source=row.provider, event_key=f"refund:{known.pk}:{one.state}", at=at,
             entry_id=entry_id, facts={"refund": known.pk, "amount_minor": one.amount_minor})  # fmt: skip
    return [f"refund {known.pk} {one.state}"]


def _book(row: Payment, known: Refund, *, by: Actor, at: datetime) -> list[str]:
    """Let the books give the money back, out of the receipt that stands; where none does, somebody has to look."""
    today = at.astimezone(UTC).date()
    is_standing = row.receipt_id is not None and not ReceiptReversal.objects.filter(receipt_id=row.receipt_id).exists()
    if not is_standing:
        say(row, f"refund:{known.pk}", f"Refund {known.pk} of payment {row.pk} went out, and the payment itself came "
            "back as well: the payer has the money twice.", by=by, at=at)  # fmt: skip
        return []
    try:
        known.booked_id = refund(
            receipt_id=row.receipt_id,
            amount=Amount(known.amount_minor, row.currency),
            refunded_date=min(max(known.refunded_date or today, _received(row)), today),
            reason=known.reason or OUTSIDE,
            method=row.provider,
            reference=known.reference,
            source_key=f"gateway:{row.provider}:{row.provider_key}:refund:{known.pk}:{row.receipts_made}",
            by=by,
            at=at,
        )
    except RefundRefused as refusal:
        say(row, f"refund:{known.pk}", f"Refund {known.pk} of payment {row.pk} is not in the books: {refusal}", by=by,
            at=at)  # fmt: skip
        return []
    known.save(update_fields=["booked_id"])
    return [f"refund {known.pk} booked"]


def _take_back(known: Refund, *, reason: str, day: date, by: Actor, at: datetime) -> None:
    assert known.booked_id is not None, "What is taken back is in the books."
    take_refund_back(known.booked_id, reason=reason, effective_date=day, by=by, at=at)
    known.booked_id = None
    known.save(update_fields=["booked_id"])


def _received(row: Payment) -> date:
    """Return the day of the receipt that stands."""
    assert row.receipt_id is not None, "Only what stands is given back."
    return Receipt.objects.values_list("received_date", flat=True).get(pk=row.receipt_id)

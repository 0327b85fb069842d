"""What a payment has come to at Square, read from the payment, its refunds and its disputes.

Source: Square's descriptions of the Payments, Orders, Refunds, Disputes and Cards APIs. Everything raises CannotTell
where it says something that is not understood.
"""

import calendar
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from goodstanding.payments.gateway.adapters.card import last_four
from goodstanding.payments.gateway.adapters.exchange import Row, day_of, sentence
from goodstanding.payments.gateway.adapters.square.money import amount_in
from goodstanding.payments.gateway.port import (
    CannotTell,
    Dispute,
    DisputeState,
    MandateStanding,
    RefundStanding,
    Standing,
    State,
)
from goodstanding.wire.answer import inner, instant, rows, signed, text

PAYMENTS: Mapping[str, State] = {
    "COMPLETED": "paid", "APPROVED": "pending", "PENDING": "pending", "CANCELED": "cancelled", "FAILED": "declined"
}  # fmt: skip
REFUNDS: Mapping[str, Literal["pending", "arrived", "failed"]] = {
    "PENDING": "pending", "COMPLETED": "arrived", "REJECTED": "failed", "FAILED": "failed"
}  # fmt: skip
DISPUTES: Mapping[str, DisputeState] = {
    "INQUIRY_EVIDENCE_REQUIRED": "open", "INQUIRY_PROCESSING": "open", "INQUIRY_CLOSED": "won",
    "EVIDENCE_REQUIRED": "open", "PROCESSING": "open", "WON": "won", "LOST": "lost", "ACCEPTED": "lost",
}  # fmt: skip
MONTHS = 12


def of_payment(payment: Row, *, refunds: Sequence[Row], disputes: Sequence[Row], zone: ZoneInfo) -> Standing:
    """Return how a payment stands; refunds and disputes are all there are of it."""
    status, amount, reference = text(payment, "status"), amount_in(payment, "amount_money"), text(payment, "id")
    state = PAYMENTS.get(status)
    if state is None or amount is None or not reference:
        raise CannotTell(f"Square says {status[:40]!r} of a payment, which is not understood.")
    code, says = error_of(payment)
    return Standing(
        state,
        reference,
        amount=amount,
        paid_date=_day(payment, "created_at", zone) if state == "paid" else None,
        reason=sentence(says) if state == "declined" else "",
        code=code if state == "declined" else "",
        fee_minor=_fee(payment, currency=amount.currency),
        refunds=tuple(refund_of(one, zone=zone) for one in refunds),
        disputes=tuple(dispute_of(one, zone=zone) for one in disputes),
        mandate=None,
    )


def error_of(payment: Row) -> tuple[str, str]:
    """Return the code and the words of a payment that failed, as far as it has any."""
    detail = inner(payment, "card_details") or inner(payment, "bank_account_details")
    errors = rows(detail, "errors") or rows(payment, "errors") or ()
    return (text(errors[0], "code", most=60), text(errors[0], "detail")) if errors else ("", "")


def refund_of(refund: Row, *, zone: ZoneInfo) -> RefundStanding:
    """Return how a refund stands; its key is what stands in brackets at the end of its reason."""
    state, amount = REFUNDS.get(text(refund, "status")), amount_in(refund, "amount_money")
    if state is None or amount is None or not text(refund, "id"):
        raise CannotTell("Square says something of a refund that is not understood.")
    _, bracket, key = text(refund, "reason").rpartition("[")
    key = key.removesuffix("]") if bracket and key.endswith("]") else ""
    return RefundStanding(text(refund, "id"), state, amount.minor, _day(refund, "created_at", zone), key)


def dispute_of(dispute: Row, *, zone: ZoneInfo) -> Dispute:
    """Return how a dispute stands. From when it is more than an inquiry Square holds the money back."""
    status, amount = text(dispute, "state"), amount_in(dispute, "amount_money")
    state, reference = DISPUTES.get(status), text(dispute, "dispute_id") or text(dispute, "id")
    if state is None or amount is None or not reference:
        raise CannotTell("Square says something of a dispute that is not understood.")
    is_held = state == "open" and not status.startswith("INQUIRY")
    return Dispute(
        reference,
        state,
        amount.minor,
        _day(dispute, "created_at", zone),
        is_money_withdrawn=is_held or state == "lost",
        reason=text(dispute, "reason", most=100),
        answer_until=instant(text(dispute, "due_at")),
    )


def mandate_of(card: Row) -> MandateStanding | None:
    """Return a card on file as a mandate, or nothing where it is none."""
    reference = text(card, "id")
    if not reference:
        return None
    brand, shown = text(card, "card_brand", most=40).replace("_", " ").capitalize(), last_four(text(card, "last_4"))
    return MandateStanding(
        reference, "card", f"{brand or 'Card'} ending {shown}" if shown else brand or "Card",
        is_active=card.get("enabled") is True, customer_reference=text(card, "customer_id"),
        expires_date=_last_day(card),
    )  # fmt: skip


def _fee(payment: Row, *, currency: str) -> int | None:
    """Return what Square keeps, where it says so already and in the currency of the payment."""
    fees = rows(payment, "processing_fee")
    kept = [amount_in(one, "amount_money") for one in fees or ()]
    if not kept or any(one is None or one.currency != currency for one in kept):
        return None
    return sum(one.minor for one in kept if one is not None)


def _day(row: Row, name: str, zone: ZoneInfo) -> date:
    return day_of(instant(text(row, name)), zone)


def _last_day(card: Row) -> date | None:
    """Return the last day of the month in which a card ends."""
    year, month = signed(card.get("exp_year")), signed(card.get("exp_month"))
    if year is None or month is None or not (1 <= month <= MONTHS and 2000 <= year <= 2100):  # noqa: PLR2004  A year of our time.
        return None
    return date(year, month, calendar.monthrange(year, month)[1])

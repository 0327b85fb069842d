"""What a payment has come to at PayPal, read from its order, its capture, its refunds and its disputes.

Source: PayPal's descriptions of Orders v2, Payments v2, Disputes v1 and Payment Method Tokens v3. Everything raises
CannotTell where it says something that is not understood.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from goodstanding.payments.gateway.adapters.card import last_four
from goodstanding.payments.gateway.adapters.exchange import Row, day_of, sentence
from goodstanding.payments.gateway.adapters.paypal.amounts import amount_of
from goodstanding.payments.gateway.port import (
    CannotTell,
    Dispute,
    DisputeState,
    MandateStanding,
    RefundStanding,
    Standing,
    State,
)
from goodstanding.wire.answer import inner, instant, rows, text

CAPTURES: Mapping[str, State] = {
    "COMPLETED": "paid", "PARTIALLY_REFUNDED": "paid", "REFUNDED": "paid", "PENDING": "pending", "DECLINED": "declined",
    "FAILED": "declined",
}  # fmt: skip
ORDERS: Mapping[str, State] = {
    "CREATED": "open", "SAVED": "open", "PAYER_ACTION_REQUIRED": "open", "APPROVED": "open", "VOIDED": "cancelled"
}  # fmt: skip
REFUNDS: Mapping[str, Literal["pending", "arrived", "failed"]] = {
    "COMPLETED": "arrived", "PENDING": "pending", "CANCELLED": "failed", "FAILED": "failed"
}  # fmt: skip
ENDED: Mapping[str, DisputeState] = {
    "RESOLVED_BUYER_FAVOUR": "lost", "RESOLVED_BUYER_FAVOR": "lost", "ACCEPTED": "lost",
    "RESOLVED_SELLER_FAVOUR": "won", "RESOLVED_SELLER_FAVOR": "won", "CANCELED_BY_BUYER": "won", "DENIED": "won",
    "RESOLVED_WITH_PAYOUT": "won", "NONE": "won",
}  # fmt: skip
"""How a dispute ended for us; with a payout it is PayPal that pays the payer."""
OPEN = frozenset(["OPEN", "OPEN_INQUIRIES", "WAITING_FOR_BUYER_RESPONSE", "WAITING_FOR_SELLER_RESPONSE",
                  "UNDER_REVIEW", "REQUIRED_ACTION", "REQUIRED_OTHER_PARTY_ACTION", "APPEALABLE", "OTHER"])  # fmt: skip


class Facts(NamedTuple):
    """What hangs on a payment: its capture, all its refunds and disputes, and the mandate that was left."""

    capture: Row
    refunds: Sequence[Row] = ()
    disputes: Sequence[Row] = ()
    mandate: MandateStanding | None = None


def of_capture(facts: Facts, *, zone: ZoneInfo) -> Standing:
    """Return how a payment stands that was captured, or tried to be."""
    capture = facts.capture
    status, amount = text(capture, "status"), amount_of(inner(capture, "amount"))
    reference, state = text(capture, "id"), CAPTURES.get(status)
    if state is None or amount is None or not reference:
        raise CannotTell(f"PayPal says {status[:40]!r} of a payment, which is not understood.")
    code = text(inner(capture, "status_details"), "reason", most=60)
    kept = amount_of(inner(capture, "seller_receivable_breakdown", "paypal_fee"))
    return Standing(
        state,
        reference,
        amount=amount,
        paid_date=_day(capture, "create_time", zone) if state == "paid" else None,
        reason=sentence(code.replace("_", " ").lower().capitalize()) if code and state != "paid" else "",
        code=code if state != "paid" else "",
        fee_minor=kept.minor if kept is not None and kept.currency == amount.currency else None,
        refunds=tuple(refund_of(one, zone=zone) for one in facts.refunds),
        disputes=tuple(dispute_of(one, zone=zone) for one in facts.disputes),
        mandate=facts.mandate,
    )


def of_order(order: Row) -> Standing:
    """Return how an order stands of which nothing was captured."""
    state = ORDERS.get(text(order, "status"))
    if state is None:
        raise CannotTell(f"PayPal says {text(order, 'status')[:40]!r} of an order, which is not understood.")
    return Standing(state, text(order, "id"))


def captures_of(order: Row) -> Sequence[Row]:
    """Return what was captured of an order; raises CannotTell where there is more than one part to it."""
    units = rows(order, "purchase_units")
    if units is None or len(units) > 1:
        raise CannotTell("PayPal shows an order that is not made of one part.")
    return [one for unit in units for one in rows(unit, "payments", "captures") or ()]


def refund_of(refund: Row, *, zone: ZoneInfo) -> RefundStanding:
    """Return how a refund stands."""
    state, amount = REFUNDS.get(text(refund, "status")), amount_of(inner(refund, "amount"))
    if state is None or amount is None or not text(refund, "id"):
        raise CannotTell("PayPal says something of a refund that is not understood.")
    day = _day(refund, "create_time", zone)
    return RefundStanding(text(refund, "id"), state, amount.minor, day, text(refund, "custom_id"))


def dispute_of(dispute: Row, *, zone: ZoneInfo) -> Dispute:
    """Return how a dispute stands. PayPal holds the money back from when it is more than an inquiry."""
    status, amount = text(dispute, "status"), amount_of(inner(dispute, "dispute_amount"))
    outcome = text(inner(dispute, "dispute_outcome"), "outcome_code")
    state = "open" if status in OPEN else ENDED.get(outcome) if status == "RESOLVED" else None
    reference = text(dispute, "dispute_id")
    if state is None or amount is None or not reference:
        raise CannotTell("PayPal says something of a dispute that is not understood.")
    is_held = state == "open" and text(dispute, "dispute_life_cycle_stage") != "INQUIRY"
    return Dispute(
        reference,
        state,
        amount.minor,
        _day(dispute, "create_time", zone),
        is_money_withdrawn=is_held or state == "lost",
        reason=text(dispute, "reason", most=100),
        answer_until=instant(text(dispute, "seller_response_due_date")),
    )


def mandate_of(order: Row) -> MandateStanding | None:
    """Return the wallet that was put into the vault with an order, or none."""
    source = inner(order, "payment_source")
    for kind in ("paypal", "card"):
        vault = inner(source, kind, "attributes", "vault")
        if text(vault, "status") == "VAULTED" and text(vault, "id"):
            customer = text(inner(vault, "customer"), "id")
            is_card = kind == "card"
            shown = last_four(text(inner(source, kind), "last_digits"))
            label = f"Card ending {shown}" if is_card and shown else masked(text(inner(source, kind), "email_address"))
            return MandateStanding(
                text(vault, "id"), "card" if is_card else "wallet", label, is_active=True, customer_reference=customer
            )
    return None


def masked(email: str) -> str:
    """Return a wallet as it may be shown.

    >>> masked("jane.sample@example.com"), masked("")
    ('PayPal j…@example.com', 'PayPal')
    """
    name, at, domain = email.partition("@")
    return f"PayPal {name[:1]}…@{domain[:60]}" if at and name and domain else "PayPal"


def _day(row: Row, name: str, zone: ZoneInfo) -> date:
    return day_of(instant(text(row, name)), zone)

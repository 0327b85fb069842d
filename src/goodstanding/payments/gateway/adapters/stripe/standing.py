"""What a payment has come to at Stripe, read from its PaymentIntent or its page.

Source: Stripe's descriptions of PaymentIntents, Checkout Sessions, Charges, Refunds and Disputes, version 2024-06-20.
Everything raises CannotTell where it says something that is not understood.
"""

import calendar
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal
from zoneinfo import ZoneInfo

from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.adapters.card import last_four
from goodstanding.payments.gateway.adapters.exchange import Row, day_of, sentence
from goodstanding.payments.gateway.adapters.stripe import amounts
from goodstanding.payments.gateway.port import (
    CannotTell,
    Dispute,
    DisputeState,
    MandateStanding,
    RefundStanding,
    Standing,
    State,
)
from goodstanding.wire.answer import inner, instant_of_seconds, rows, signed, text

STATES: Mapping[str, State] = {
    "succeeded": "paid", "processing": "pending", "requires_capture": "pending", "canceled": "cancelled",
    "requires_action": "open", "requires_confirmation": "open", "requires_payment_method": "open",
}  # fmt: skip
DISPUTES: Mapping[str, DisputeState] = {
    "warning_needs_response": "open", "warning_under_review": "open", "warning_closed": "won", "prevented": "won",
    "needs_response": "open", "under_review": "open", "won": "won", "lost": "lost",
}  # fmt: skip
REFUNDS: Mapping[str, Literal["pending", "arrived", "failed"]] = {
    "pending": "pending", "requires_action": "pending", "succeeded": "arrived", "failed": "failed", "canceled": "failed"
}  # fmt: skip
KINDS: Mapping[str, Literal["card", "ach", "sepa", "bacs", "wallet", "other"]] = {
    "card": "card", "us_bank_account": "ach", "sepa_debit": "sepa", "bacs_debit": "bacs", "link": "wallet"
}  # fmt: skip
RETURNS: Mapping[str, str] = {
    "insufficient_funds": "R01", "account_closed": "R02", "no_account": "R03", "invalid_account_number": "R04",
    "debit_not_authorized": "R10", "bank_account_restricted": "R16", "bank_ownership_changed": "R02",
}  # fmt: skip
"""Codes of American returns for what Stripe says in words of its own."""
MONTHS = 12


def of_intent(intent: Row, *, refunds: Sequence[Row], disputes: Sequence[Row], zone: ZoneInfo) -> Standing:
    """Return how a payment stands; refunds and disputes are all there are of it."""
    state, charge = state_of(intent), inner(intent, "latest_charge")
    error = inner(intent, "last_payment_error")
    back = inner(charge, "failure_balance_transaction")
    is_back = bool(back) and text(charge, "status") == "failed"
    given = intent.get("amount_received") if state == "paid" else intent.get("amount")
    amount = amounts.amount_of(given, intent.get("currency"))
    if amount is None or (state == "paid" and amount.minor <= 0):
        raise CannotTell("Stripe names no amount that can be read.")
    is_paid = state == "paid" or is_back
    failure = text(charge, "failure_code") or code_of(error)
    return Standing(
        "paid" if is_paid else state,
        text(intent, "id"),
        amount=amount,
        paid_date=_day(charge or intent, zone) if is_paid else None,
        reason=sentence(_said(charge, error)) if is_back or state == "declined" else "",
        code=failure if is_back or state == "declined" else "",
        returned_code=RETURNS.get(failure, failure) if is_back else "",
        returned_date=_day(back, zone) if is_back else None,
        fee_minor=_fee(charge, amount),
        refunds=tuple(refund_of(one, zone=zone) for one in refunds),
        disputes=tuple(dispute_of(one, zone=zone) for one in disputes),
        mandate=mandate_of(inner(intent, "payment_method")),
    )


def of_page(session: Row) -> Standing:
    """Return how a page stands on which nobody has paid yet."""
    status, reference = text(session, "status"), text(session, "id")
    if status == "expired":
        return Standing("expired", reference, reason="The page was open too long.")
    if status not in {"open", "complete"}:
        raise CannotTell("Stripe says something of the page that is not understood.")
    return Standing("open" if status == "open" else "pending", reference)


def state_of(intent: Row) -> State:
    """Return the state of a PaymentIntent; a method that was tried and refused makes it declined."""
    status = text(intent, "status")
    if status == "requires_payment_method" and inner(intent, "last_payment_error"):
        return "declined"
    if status not in STATES:
        raise CannotTell(f"Stripe says {status[:40]!r} of a payment, which is not understood.")
    return STATES[status]


def refund_of(refund: Row, *, zone: ZoneInfo) -> RefundStanding:
    """Return how a refund stands."""
    state = REFUNDS.get(text(refund, "status"))
    minor = amounts.minor(refund.get("amount"), refund.get("currency"))
    if state is None or minor is None or not text(refund, "id"):
        raise CannotTell("Stripe says something of a refund that is not understood.")
    key = text(inner(refund, "metadata"), "key")
    return RefundStanding(text(refund, "id"), state, minor, _day(refund, zone), key)


def dispute_of(dispute: Row, *, zone: ZoneInfo) -> Dispute:
    """Return how a dispute stands. What Stripe withheld and gave back are entries of its balance."""
    state = DISPUTES.get(text(dispute, "status"))
    minor = amounts.minor(dispute.get("amount"), dispute.get("currency"))
    if state is None or minor is None or not text(dispute, "id"):
        raise CannotTell("Stripe says something of a dispute that is not understood.")
    entries = rows(dispute, "balance_transactions") or ()
    return Dispute(
        text(dispute, "id"),
        state,
        minor,
        _day(dispute, zone),
        is_money_withdrawn=sum(signed(one.get("amount")) or 0 for one in entries) < 0,
        reason=text(dispute, "reason", most=100),
        answer_until=instant_of_seconds(inner(dispute, "evidence_details").get("due_by")),
    )


def mandate_of(method: Row) -> MandateStanding | None:
    """Return a method as a mandate; one that belongs to no customer cannot be used again and is none."""
    kind, customer = text(method, "type"), _reference(method.get("customer"))
    if not customer or not text(method, "id"):
        return None
    detail = inner(method, kind)
    shown = last_four(text(detail, "last4"))
    names = {"card": text(detail, "brand", most=40).capitalize(), "us_bank_account": text(detail, "bank_name", most=40)}
    name = names.get(kind) or {"sepa_debit": "Bank account", "bacs_debit": "Bank account"}.get(kind, "Saved method")
    return MandateStanding(
        text(method, "id"), KINDS.get(kind, "other"), f"{name} ending {shown}" if shown else name, is_active=True,
        customer_reference=customer, expires_date=_last_day(detail) if kind == "card" else None,
    )  # fmt: skip


def code_of(error: Row) -> str:
    """Return the code of a refusal, the bank's own where there is one."""
    return text(error, "decline_code", most=60) or text(error, "code", most=60)


def _said(charge: Row, error: Row) -> str:
    return text(error, "message") or text(charge, "failure_message")


def _fee(charge: Row, amount: Amount) -> int | None:
    """Return what Stripe keeps, where it keeps it in the currency of the payment."""
    entry = inner(charge, "balance_transaction")
    same = amounts.code_of(entry.get("currency")) == amount.currency
    return amounts.minor(entry.get("fee"), entry.get("currency")) if same else None


def _day(row: Row, zone: ZoneInfo) -> date:
    return day_of(instant_of_seconds(row.get("created")), zone)


def _reference(value: Any) -> str:
    """Return the number of something that is given as such or in full."""
    return text(value, "id") if isinstance(value, dict) else text({"id": value}, "id")


def _last_day(card: Row) -> date | None:
    """Return the last day of the month in which a card ends."""
    year, month = signed(card.get("exp_year")), signed(card.get("exp_month"))
    if year is None or month is None or not (1 <= month <= MONTHS and 2000 <= year <= 2100):  # noqa: PLR2004  A year of our time.
        return None
    return date(year, month, calendar.monthrange(year, month)[1])

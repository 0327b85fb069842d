"""What a bank debit has come to, read from the payment and its events.

Source: GoCardless's descriptions of payments, events, refunds, mandates and billing requests (2015-07-06). Everything
raises CannotTell where it says something that is not understood.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from goodstanding.money.amount import Amount
from goodstanding.money.currency import EXPONENTS
from goodstanding.payments.gateway.adapters.card import last_four
from goodstanding.payments.gateway.adapters.exchange import Row, day_of, sentence
from goodstanding.payments.gateway.port import CannotTell, Dispute, MandateStanding, RefundStanding, Standing, State
from goodstanding.wire.answer import inner, instant, text, whole

PAYMENTS: Mapping[str, State] = {
    "pending_customer_approval": "pending", "pending_submission": "pending", "submitted": "pending",
    "confirmed": "paid", "paid_out": "paid", "charged_back": "paid", "failed": "declined", "cancelled": "cancelled",
    "customer_approval_denied": "declined",
}  # fmt: skip
REQUESTS: Mapping[str, State] = {
    "pending": "open", "ready_to_fulfil": "open", "fulfilling": "pending", "fulfilled": "pending",
    "cancelled": "cancelled",
}  # fmt: skip
REFUNDS: Mapping[str, Literal["pending", "arrived", "failed"]] = {
    "created": "pending", "pending_submission": "pending", "submitted": "pending", "paid": "arrived",
    "cancelled": "failed", "bounced": "failed", "funds_returned": "failed",
}  # fmt: skip
ACTIVE = frozenset({"pending_customer_approval", "pending_submission", "submitted", "active"})
SCHEMES: Mapping[str, Literal["ach", "sepa", "bacs", "other"]] = {
    "ach": "ach", "sepa_core": "sepa", "sepa_cor1": "sepa", "bacs": "bacs"
}  # fmt: skip
COUNTED = frozenset({"confirmed", "paid_out"})
NO_CODE = "late failure"


def of_payment(
    payment: Row, events: Sequence[Row], *, refunds: Sequence[Row], zone: ZoneInfo, mandate: MandateStanding | None
) -> Standing:
    """Return how a debit stands. One that failed after it had counted was paid and came back."""
    status, amount, reference = text(payment, "status"), amount_of(payment), text(payment, "id")
    state = PAYMENTS.get(status)
    if state is None or amount is None or not reference:
        raise CannotTell(f"The provider says {status[:40]!r} of a payment, which is not understood.")
    counted = _first(events, COUNTED)
    failed = _last(events, "failed")
    detail = inner(failed, "details")
    code, says = text(detail, "reason_code", most=20), text(detail, "description") or text(detail, "cause")
    is_back = status == "failed" and counted is not None
    is_paid = state == "paid" or is_back
    return Standing(
        "paid" if is_paid else state,
        reference,
        amount=amount,
        paid_date=_paid_date(payment, counted, zone) if is_paid else None,
        reason=sentence(says) if status == "failed" else "",
        code=(code or text(detail, "cause", most=60)) if status == "failed" else "",
        returned_code=(code or NO_CODE) if is_back else "",
        returned_date=_day(failed or {}, zone) if is_back else None,
        refunds=tuple(refund_of(one, zone=zone) for one in refunds),
        disputes=_disputes(status, events, amount=amount, zone=zone),
        mandate=mandate,
    )


def of_request(request: Row) -> Standing:
    """Return how a page stands by which nothing was paid yet."""
    state = REQUESTS.get(text(request, "status"))
    if state is None:
        raise CannotTell("The provider says something of a page that is not understood.")
    return Standing(state, text(request, "id"))


def refund_of(refund: Row, *, zone: ZoneInfo) -> RefundStanding:
    """Return how a refund stands."""
    state, amount = REFUNDS.get(text(refund, "status")), amount_of(refund)
    if state is None or amount is None or not text(refund, "id"):
        raise CannotTell("The provider says something of a refund that is not understood.")
    key = text(inner(refund, "metadata"), "key")
    return RefundStanding(text(refund, "id"), state, amount.minor, _day(refund, zone), key)


def mandate_of(mandate: Row, account: Row) -> MandateStanding | None:
    """Return a mandate with the bank account behind it, of which the end is shown."""
    reference, status = text(mandate, "id"), text(mandate, "status")
    if not reference:
        return None
    bank, shown = (
        text(account, "bank_name", most=60) or "Bank account",
        last_four(text(account, "account_number_ending")),
    )
    return MandateStanding(
        reference, SCHEMES.get(text(mandate, "scheme"), "other"), f"{bank} ending {shown}" if shown else bank,
        is_active=status in ACTIVE, customer_reference=text(inner(mandate, "links"), "customer"),
        reason="" if status in ACTIVE else status.replace("_", " ")[:60],
    )  # fmt: skip


def amount_of(row: Row) -> Amount | None:
    """Return an amount in minor units beside its currency, or nothing where there is none."""
    minor, currency = whole(row.get("amount")), text(row, "currency", most=10)
    return Amount(minor, currency) if minor is not None and currency in EXPONENTS else None


def _disputes(status: str, events: Sequence[Row], *, amount: Amount, zone: ZoneInfo) -> tuple[Dispute, ...]:
    """Return a chargeback, which a bank decides at once; one that was taken back is won."""
    raised = _last(events, "charged_back")
    if raised is None:
        if status == "charged_back":
            raise CannotTell("The provider does not say when the payment was charged back.")
        return ()
    is_lost = status == "charged_back"
    reason = text(inner(raised, "details"), "reason_code", most=20) or text(inner(raised, "details"), "cause", most=60)
    return (
        Dispute(
            text(raised, "id"), "lost" if is_lost else "won", amount.minor, _day(raised, zone),
            is_money_withdrawn=is_lost, reason=reason,
        ),
    )  # fmt: skip


def _paid_date(payment: Row, counted: Row | None, zone: ZoneInfo) -> date:
    """Return the day the payer's account was charged, which the provider states; else the day it was confirmed."""
    try:
        return date.fromisoformat(text(payment, "charge_date"))
    except ValueError:
        return _day(counted or payment, zone)


def _first(events: Sequence[Row], actions: frozenset[str]) -> Row | None:
    return min((one for one in events if text(one, "action") in actions), key=_at, default=None)


def _last(events: Sequence[Row], action: str) -> Row | None:
    return max((one for one in events if text(one, "action") == action), key=_at, default=None)


def _at(row: Row) -> datetime:
    at = instant(text(row, "created_at"))
    if at is None:
        raise CannotTell("The provider does not say when something happened.")
    return at


def _day(row: Row, zone: ZoneInfo) -> date:
    return day_of(_at(row), zone)

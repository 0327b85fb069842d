"""What a bank debit provider passed on to our bank account, and what each payout is made of.

Source: GoCardless's descriptions of payouts and payout items. The amounts of items may have parts of a cent; each is
rounded half up, and what the rounding leaves is a line of its own.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

from goodstanding.payments.gateway.adapters.bank_debit.standing import amount_of
from goodstanding.payments.gateway.adapters.exchange import Row
from goodstanding.payments.gateway.port import CannotTell, Payout, PayoutLine
from goodstanding.wire.answer import inner, text

KINDS: Mapping[str, Literal["payment", "refund", "fee", "dispute", "other"]] = {
    "payment_paid_out": "payment", "payment_failed": "payment", "payment_charged_back": "dispute",
    "payment_refunded": "refund", "refund": "refund", "refund_funds_returned": "refund", "gocardless_fee": "fee",
    "app_fee": "fee", "revenue_share": "fee", "surcharge_fee": "fee",
}  # fmt: skip
STATES: Mapping[str, Literal["pending", "paid", "failed"]] = {"pending": "pending", "paid": "paid", "bounced": "failed"}
AMOUNT_MAX = 10**15


def payout_of(payout: Row, items: Sequence[Row]) -> Payout:
    """Return one payout with its lines, which come to its amount; raises CannotTell."""
    amount, state, reference = amount_of(payout), STATES.get(text(payout, "status")), text(payout, "id")
    if amount is None or state is None or not reference:
        raise CannotTell("The provider says something of a payout that is not understood.")
    lines = [line_of(one) for one in items]
    left = amount.minor - sum(line.amount_minor for line in lines)
    if abs(left) > len(lines):
        raise CannotTell(f"The parts of payout {reference} do not come to its amount.")
    if left:
        lines.append(PayoutLine("other", "rounding", left))
    try:
        arrives = date.fromisoformat(text(payout, "arrival_date"))
    except ValueError as fault:
        raise CannotTell(f"The provider does not say when payout {reference} arrives.") from fault
    return Payout(reference, amount, arrives, state, tuple(lines))


def line_of(item: Row) -> PayoutLine:
    """Return one item as a line."""
    try:
        minor = Decimal(text(item, "amount", most=30))
    except InvalidOperation as fault:
        raise CannotTell("The provider shows a part of a payout without an amount.") from fault
    if not minor.is_finite() or abs(minor) > AMOUNT_MAX:
        raise CannotTell("The provider shows a part of a payout without an amount.")
    links = inner(item, "links")
    kind = KINDS.get(text(item, "type"), "other")
    reference = (text(links, "refund") if kind == "refund" else "") or text(links, "payment")
    return PayoutLine(kind, reference, int(minor.quantize(Decimal(1), ROUND_HALF_UP)))

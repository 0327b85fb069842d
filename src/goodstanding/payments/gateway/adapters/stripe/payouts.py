"""What Stripe passed on to our bank account, and what each payout is made of.

Source: Stripe's descriptions of payouts and balance transactions. Only payouts that Stripe makes by itself are known to
be made of certain payments; one that somebody made by hand comes without its parts.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Literal

from goodstanding.payments.gateway.adapters.exchange import Exchange, Row
from goodstanding.payments.gateway.adapters.stripe import amounts
from goodstanding.payments.gateway.port import CannotTell, Payout, PayoutLine
from goodstanding.wire.answer import inner, instant_of_seconds, text

STATES: Mapping[str, Literal["pending", "paid", "failed"]] = {
    "paid": "paid", "pending": "pending", "in_transit": "pending", "failed": "failed", "canceled": "failed"
}  # fmt: skip
KINDS: Mapping[str, Literal["payment", "refund", "fee", "dispute", "other"]] = {
    "charge": "payment", "payment": "payment", "refund": "refund", "payment_refund": "refund",
    "refund_failure": "refund", "payment_failure_refund": "payment", "stripe_fee": "fee", "application_fee": "fee",
    "tax_fee": "fee",
}  # fmt: skip
DISPUTED = ("dispute", "dispute_reversal")


def since(
    day: date, *, exchange: Exchange, listed: Callable[[str, Mapping[str, object]], list[Row]]
) -> Sequence[Payout]:
    """Return the payouts that arrive from a day on; raises CannotTell."""
    start = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    found = []
    for one in listed("/v1/payouts", {"arrival_date[gte]": start}):
        is_automatic = one.get("automatic") is not False
        asked = {"payout": text(one, "id"), "expand[]": "data.source"}
        entries = listed("/v1/balance_transactions", asked) if is_automatic else []
        found.append(payout_of(one, entries, label=exchange.label))
    return found


def payout_of(payout: Row, entries: Sequence[Row], *, label: str) -> Payout:
    """Return one payout with its lines, which come to its amount where it has any; raises CannotTell."""
    amount = amounts.amount_of(payout.get("amount"), payout.get("currency"))
    arrives = instant_of_seconds(payout.get("arrival_date"))
    state, reference = STATES.get(text(payout, "status")), text(payout, "id")
    if amount is None or arrives is None or state is None or not reference:
        raise CannotTell(f"{label} says something of a payout that is not understood.")
    # The day of arrival is stated as midnight in UTC, whatever zone we are in.
    lines = tuple(line for one in entries if text(one, "type") != "payout" for line in lines_of(one))
    if lines and sum(line.amount_minor for line in lines) != amount.minor:
        raise CannotTell(f"The parts of payout {reference} do not come to its amount.")
    return Payout(reference, amount, arrives.date(), state, lines)


def lines_of(entry: Row) -> list[PayoutLine]:
    """Return an entry of the balance as lines: what it is of, and the fee that was kept of it."""
    gross = amounts.minor(entry.get("amount"), entry.get("currency"))
    fee = amounts.minor(entry.get("fee"), entry.get("currency"))
    if gross is None or fee is None:
        raise CannotTell("Stripe shows an entry of its balance without an amount.")
    kind = KINDS.get(text(entry, "type"), "other")
    if text(entry, "reporting_category") in DISPUTED:
        kind = "dispute"
    source = inner(entry, "source")
    named = entry.get("source")
    reference = text(source, "payment_intent") or text(source, "id") or (named if isinstance(named, str) else "")
    if kind in {"refund", "dispute"}:
        reference = text(source, "id") or reference
    found = [PayoutLine(kind, reference, gross)] if gross else []
    return [*found, PayoutLine("fee", reference, -fee)] if fee else found

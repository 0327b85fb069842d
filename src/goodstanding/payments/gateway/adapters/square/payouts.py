"""What Square passed on to our bank account, and what each payout is made of.

Source: Square's descriptions of the Payouts API and the types of its entries.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from goodstanding.payments.gateway.adapters.exchange import Row
from goodstanding.payments.gateway.adapters.square.money import amount_in
from goodstanding.payments.gateway.port import CannotTell, Payout, PayoutLine
from goodstanding.wire.answer import inner, text

STATES: Mapping[str, Literal["pending", "paid", "failed"]] = {"SENT": "pending", "PAID": "paid", "FAILED": "failed"}
KINDS: Mapping[str, Literal["payment", "refund", "fee", "dispute", "other"]] = {
    "CHARGE": "payment", "REFUND": "refund", "DISPUTE": "dispute", "FEE": "fee", "TAX_ON_FEE": "fee",
    "APP_FEE_REVENUE": "fee",
}  # fmt: skip
NUMBERS = ("payment_id", "refund_id", "dispute_id")


def payout_of(payout: Row, entries: Sequence[Row]) -> Payout:
    """Return one payout with its lines, which come to its amount; raises CannotTell."""
    amount, state = amount_in(payout, "amount_money"), STATES.get(text(payout, "status"))
    reference = text(payout, "id")
    if amount is None or state is None or not reference:
        raise CannotTell("Square says something of a payout that is not understood.")
    lines = tuple(line for one in entries for line in lines_of(one, currency=amount.currency))
    if sum(line.amount_minor for line in lines) != amount.minor:
        raise CannotTell(f"The parts of payout {reference} do not come to its amount.")
    try:
        arrives = date.fromisoformat(text(payout, "arrival_date"))
    except ValueError as fault:
        raise CannotTell(f"Square does not say when payout {reference} arrives.") from fault
    return Payout(reference, amount, arrives, state, lines)


def lines_of(entry: Row, *, currency: str) -> list[PayoutLine]:
    """Return an entry as lines: what it is of, and the fee that was kept of it."""
    gross, fee, net = (amount_in(entry, f"{one}_amount_money") for one in ("gross", "fee", "net"))
    known = [one for one in (gross, fee, net) if one is not None]
    if gross is None or net is None or any(one.currency != currency for one in known):
        raise CannotTell("Square shows an entry of a payout without an amount.")
    kind = text(entry, "type")
    detail = inner(entry, f"type_{kind.lower()}_details")
    reference = next((text(detail, name) for name in NUMBERS if text(detail, name)), "")
    found = [PayoutLine(KINDS.get(kind, "other"), reference, gross.minor)] if gross.minor else []
    kept = net.minor - gross.minor
    return [*found, PayoutLine("fee", reference, kept)] if kept else found

"""What does not fit of a payout: between its parts and its amount, our receipts, and the bank's line. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from goodstanding.money.amount import Amount

PATIENCE = timedelta(days=5)
"""How long after its day the bank may take to show a payout."""


class Part(NamedTuple):
    """One part of a payout; `paid_minor` is what our payment says was paid, absent where we know no such payment."""

    kind: str
    reference: str
    amount_minor: int
    paid_minor: int | None = None


class Seen(NamedTuple):
    """A payout as it is known here; `booked_minor` is what the bank's line says, absent where there is none."""

    reference: str
    amount: Amount
    arrival_date: date
    state: str
    parts: Sequence[Part]
    booked_minor: int | None = None


def differences(payout: Seen, *, today: date) -> list[str]:
    """Return what does not fit, as sentences.

    >>> paid = Part("payment", "pay_1", 500, 500)
    >>> seen = Seen("po_1", Amount(500, "USD"), date(2026, 6, 1), "paid", [paid], 500)
    >>> differences(seen, today=date(2026, 6, 20))
    []
    """
    found = []
    total = sum(part.amount_minor for part in payout.parts)
    if payout.parts and total != payout.amount.minor:
        off = Amount(payout.amount.minor - total, payout.amount.currency)
        found.append(f"Its parts come to {Amount(total, payout.amount.currency)}; it is off by {off}.")
    for part in payout.parts:
        if part.kind == "payment" and part.amount_minor > 0:
            found += _of_payment(part, payout.amount.currency)
    if payout.state == "failed":
        found.append("It failed; the provider still has the money.")
    elif payout.booked_minor is None and today > payout.arrival_date + PATIENCE:
        found.append(f"It was to arrive on {payout.arrival_date}, and no line of the bank shows it.")
    elif payout.booked_minor is not None and payout.booked_minor != payout.amount.minor:
        booked = Amount(payout.booked_minor, payout.amount.currency)
        found.append(f"The bank shows {booked} instead of {payout.amount}.")
    return found


FEES = "the provider's fees"
KINDS = {"payment": "payments", "refund": "refunds", "fee": FEES, "dispute": "chargebacks", "other": "other things"}


def made_of(payout: Seen) -> list[str]:
    """Return what a payout is made of, as sentences that stand by the bank's line: what it passes on, and what not.

    >>> parts = [Part("payment", "pay_1", 500, 500), Part("fee", "pay_1", -30)]
    >>> made_of(Seen("po_1", Amount(470, "USD"), date(2026, 6, 1), "paid", parts, 470))[1]
    "It passes on USD 5.00 of payments, and keeps USD 0.30 of the provider's fees."
    """
    sums: dict[str, int] = {}
    for part in payout.parts:
        name = KINDS.get(part.kind, KINDS["other"])
        sums[name] = sums.get(name, 0) + part.amount_minor
    currency = payout.amount.currency
    passed = [f"{Amount(minor, currency)} of {name}" for name, minor in sums.items() if minor > 0]
    kept = [f"{Amount(-minor, currency)} of {name}" for name, minor in sums.items() if minor < 0]
    found = [f"Payout {payout.reference} of {payout.amount}, which was to arrive on {payout.arrival_date}."]
    if passed or kept:
        less = f", and keeps {', '.join(kept)}" if kept else ""
        found.append(f"It passes on {', '.join(passed) or 'nothing'}{less}.")
    if payout.booked_minor is not None and payout.booked_minor != payout.amount.minor:
        off = Amount(payout.booked_minor - payout.amount.minor, currency)
        found.append(f"The bank shows {Amount(payout.booked_minor, currency)}: {off} is between the two.")
    return found


def _of_payment(part: Part, currency: str) -> list[str]:
    if part.paid_minor is None:
        return [f"It holds {Amount(part.amount_minor, currency)} of {part.reference}, which is no payment of ours."]
    if part.paid_minor != part.amount_minor:
        ours = Amount(part.paid_minor, currency)
        return [f"It holds {Amount(part.amount_minor, currency)} of {part.reference}; our receipt says {ours}."]
    return []

"""Questions about payouts: which there are, and what does not fit of each."""

from datetime import date
from typing import NamedTuple

from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.payout.difference import Part, Seen, differences
from goodstanding.payments.models.gateway import Payout


class PayoutStanding(NamedTuple):
    """A payout, and the sentences of what does not fit."""

    payout_id: int
    provider: str
    reference: str
    amount: Amount
    arrival_date: date
    state: str
    bank_line_id: int | None
    differences: tuple[str, ...]


def payouts(*, today: date, limit: int = 100) -> list[PayoutStanding]:
    """Return the latest payouts."""
    rows = Payout.objects.select_related("bank_line").prefetch_related("lines__payment")
    return [_standing(row, today=today) for row in rows.order_by("-arrival_date", "-id")[:limit]]


def seen(row: Payout) -> Seen:
    """Return a payout as it is known here, with its parts and what the bank shows of it."""
    amount = Amount(row.amount_minor, row.currency)
    parts = [
        Part(line.kind, line.reference, line.amount_minor, line.payment.paid_minor if line.payment else None)
        for line in sorted(row.lines.all(), key=lambda line: line.position)
    ]
    booked = row.bank_line.amount_minor if row.bank_line else None
    return Seen(row.reference, amount, row.arrival_date, row.state, parts, booked)


def _standing(row: Payout, *, today: date) -> PayoutStanding:
    one = seen(row)
    return PayoutStanding(row.pk, row.provider, row.reference, one.amount, row.arrival_date, row.state,
                          row.bank_line_id, tuple(differences(one, today=today)))  # fmt: skip

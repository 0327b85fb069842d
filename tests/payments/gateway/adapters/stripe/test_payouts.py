"""What Stripe passed on, line by line."""

from typing import Any

import pytest

from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.adapters.stripe.payouts import lines_of, payout_of
from goodstanding.payments.gateway.port import CannotTell, PayoutLine

PAYOUT = {"id": "po_1", "amount": 7500, "currency": "usd", "arrival_date": 1_772_409_600, "status": "in_transit"}


def entry(kind: str, amount: int, fee: int = 0, **more: Any) -> dict[str, Any]:
    return {"type": kind, "amount": amount, "fee": fee, "currency": "usd", "source": "x_1"} | more


ENTRIES = [
    entry("charge", 10_000, 320, source={"id": "ch_1", "payment_intent": "pi_1"}),
    entry("adjustment", -1000, 1500, reporting_category="dispute", source={"id": "dp_1", "payment_intent": "pi_1"}),
    entry("refund", -180, source={"id": "re_1", "payment_intent": "pi_1"}),
    entry("stripe_fee", 0, -500),
    entry("payout", -7500),
]


def test_lines_come_to_the_amount_and_name_what_they_are_of() -> None:
    payout = payout_of(PAYOUT, ENTRIES, label="Stripe")
    assert payout.amount == Amount(7500, "USD")
    assert (payout.state, payout.arrival_date.isoformat()) == ("pending", "2026-03-02")
    assert payout.lines[:4] == (
        PayoutLine("payment", "pi_1", 10_000), PayoutLine("fee", "pi_1", -320), PayoutLine("dispute", "dp_1", -1000),
        PayoutLine("fee", "dp_1", -1500),
    )  # fmt: skip
    assert sum(one.amount_minor for one in payout.lines) == 7500


def test_lines_that_do_not_come_to_the_amount_are_not_believed() -> None:
    with pytest.raises(CannotTell, match="do not come to its amount"):
        payout_of(PAYOUT | {"amount": 7501}, ENTRIES, label="Stripe")


@pytest.mark.parametrize("wrong", [{"amount": "75.00"}, {"status": "lost"}, {"id": None}, {"arrival_date": "soon"}])
def test_a_payout_that_cannot_be_read_is_not(wrong: dict[str, Any]) -> None:
    with pytest.raises(CannotTell):
        payout_of(PAYOUT | wrong, [], label="Stripe")


def test_an_entry_without_an_amount_is_not_read() -> None:
    with pytest.raises(CannotTell):
        lines_of(entry("charge", 1) | {"fee": None})

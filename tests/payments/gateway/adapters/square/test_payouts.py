"""What Square passed on, line by line."""

from typing import Any

import pytest

from goodstanding.payments.gateway.adapters.square.payouts import lines_of, payout_of
from goodstanding.payments.gateway.port import CannotTell, PayoutLine


def usd(minor: int) -> dict[str, object]:
    return {"amount": minor, "currency": "USD"}


PAYOUT = {"id": "PO1", "status": "SENT", "amount_money": usd(8380), "arrival_date": "2026-03-03"}
ENTRIES: list[dict[str, Any]] = [
    {"type": "CHARGE", "type_charge_details": {"payment_id": "P1"}, "gross_amount_money": usd(10_000),
     "fee_amount_money": usd(320), "net_amount_money": usd(9680)},
    {"type": "REFUND", "type_refund_details": {"payment_id": "P1", "refund_id": "R1"}, "gross_amount_money": usd(-300),
     "net_amount_money": usd(-300)},
    {"type": "DISPUTE", "type_dispute_details": {"dispute_id": "D1"}, "gross_amount_money": usd(-1000),
     "net_amount_money": usd(-1000)},
    {"type": "HOLD_ADJUSTMENT", "gross_amount_money": usd(0), "net_amount_money": usd(0)},
]  # fmt: skip


def test_lines_come_to_the_amount() -> None:
    payout = payout_of(PAYOUT, ENTRIES)
    assert payout.state == "pending"
    assert payout.lines == (
        PayoutLine("payment", "P1", 10_000), PayoutLine("fee", "P1", -320), PayoutLine("refund", "P1", -300),
        PayoutLine("dispute", "D1", -1000),
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong", [{"amount_money": usd(8381)}, {"status": "NEW"}, {"arrival_date": ""}, {"id": 5}, {"amount_money": None}]
)
def test_a_payout_that_does_not_fit_is_not_believed(wrong: dict[str, Any]) -> None:
    with pytest.raises(CannotTell):
        payout_of(PAYOUT | wrong, ENTRIES)


def test_another_currency_is_not_added() -> None:
    with pytest.raises(CannotTell):
        lines_of(ENTRIES[0], currency="CAD")

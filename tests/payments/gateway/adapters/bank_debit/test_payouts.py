"""What a bank debit provider passed on; its fees have parts of a cent."""

from typing import Any

import pytest

from goodstanding.payments.gateway.adapters.bank_debit.payouts import line_of, payout_of
from goodstanding.payments.gateway.port import CannotTell, PayoutLine

PAYOUT = {"id": "PO1", "status": "paid", "amount": 9959, "currency": "USD", "arrival_date": "2026-03-09"}


def item(kind: str, amount: str, **links: str) -> dict[str, Any]:
    return {"type": kind, "amount": amount, "links": links}


ITEMS = [item("payment_paid_out", "10000.0", payment="PM1"), *[item("gocardless_fee", "-20.4", payment="PM1")] * 2]


def test_what_rounding_leaves_is_a_line_of_its_own() -> None:
    payout = payout_of(PAYOUT, ITEMS)
    assert payout.lines == (
        PayoutLine("payment", "PM1", 10_000), PayoutLine("fee", "PM1", -20), PayoutLine("fee", "PM1", -20),
        PayoutLine("other", "rounding", -1),
    )  # fmt: skip
    assert sum(one.amount_minor for one in payout.lines) == payout.amount.minor


def test_kinds_and_what_they_are_of() -> None:
    assert line_of(item("refund", "-5", refund="RF1", payment="PM1")) == ("refund", "RF1", -5)
    assert line_of(item("payment_charged_back", "-5", payment="PM1")) == ("dispute", "PM1", -5)
    assert line_of(item("something_new", "0.5")) == ("other", "", 1)


@pytest.mark.parametrize(
    "wrong", [{"amount": 9900}, {"status": "new"}, {"arrival_date": None}, {"currency": "XXX"}, {"id": ""}]
)
def test_a_payout_that_does_not_fit_is_not_believed(wrong: dict[str, Any]) -> None:
    with pytest.raises(CannotTell):
        payout_of(PAYOUT | wrong, ITEMS)
    for amount in ("", "NaN", "1e99", "Infinity", "ten"):
        with pytest.raises(CannotTell):
            line_of(item("refund", amount))

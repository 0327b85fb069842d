"""Money as Square writes it."""

import pytest

from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.adapters.square.money import amount_in, written


@pytest.mark.parametrize("amount", [Amount(1234, "USD"), Amount(500, "JPY"), Amount(1234, "KWD"), Amount(-3, "USD")])
def test_money_is_read_as_it_was_written(amount: Amount) -> None:
    assert amount_in({"m": written(amount)}, "m") == amount


@pytest.mark.parametrize(
    "money", [None, 5, {}, {"amount": "5", "currency": "USD"}, {"amount": 5}, {"amount": 5, "currency": "usd"}]
)  # fmt: skip
def test_what_is_no_money_is_nothing(money: object) -> None:
    assert amount_in({"m": money}, "m") is None

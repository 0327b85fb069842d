"""Amounts as PayPal writes them."""

import pytest

from goodstanding.money.amount import Amount
from goodstanding.payments.gateway.adapters.paypal.amounts import TAKEN, amount_of, written


@pytest.mark.parametrize(
    ("amount", "value"),
    [
        (Amount(1234, "USD"), "12.34"),
        (Amount(5, "EUR"), "0.05"),
        (Amount(500, "JPY"), "500"),
        (Amount(1200, "TWD"), "12"),
    ],
)
def test_an_amount_is_written_exactly_and_read_back(amount: Amount, value: str) -> None:
    told = written(amount)
    assert told == {"currency_code": amount.currency, "value": value}
    assert amount_of(told) == amount


@pytest.mark.parametrize(
    "amount", [Amount(1, "KWD"), Amount(1250, "HUF"), Amount(0, "USD"), Amount(-1, "USD"), Amount(9, "ISK")]
)
def test_what_paypal_cannot_take_is_not_written(amount: Amount) -> None:
    assert written(amount) is None


@pytest.mark.parametrize(
    "told", [{}, {"value": "1"}, {"value": 1, "currency_code": "USD"}, {"value": "1e3", "currency_code": "USD"},
             {"value": "1.234", "currency_code": "USD"}, {"value": "1", "currency_code": "usd"}]
)  # fmt: skip
def test_what_is_no_amount_is_nothing(told: dict[str, object]) -> None:
    assert amount_of(told) is None


def test_every_currency_comes_back_the_same() -> None:
    for code in TAKEN:
        told = written(Amount(12_300, code))
        assert told is not None
        assert amount_of(told) == Amount(12_300, code)

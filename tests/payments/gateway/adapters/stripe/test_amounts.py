"""Amounts as Stripe counts them, with its special cases."""

import pytest

from goodstanding.money.amount import Amount
from goodstanding.money.currency import EXPONENTS
from goodstanding.payments.gateway.adapters.stripe.amounts import AMOUNT_MAX, amount_of, minor, units


@pytest.mark.parametrize(
    ("amount", "number"),
    [
        (Amount(1234, "USD"), 1234), (Amount(500, "JPY"), 500),
        (Amount(1230, "KWD"), 1230), (Amount(1234, "KWD"), None),
        (Amount(500, "UGX"), 50_000), (Amount(500, "ISK"), 50_000), (Amount(200, "MGA"), 2), (Amount(150, "MGA"), None),
        (Amount(150, "HUF"), 150), (Amount(1000, "IQD"), None), (Amount(10, "CLF"), None), (Amount(0, "USD"), None),
        (Amount(-5, "USD"), None), (Amount(AMOUNT_MAX, "USD"), AMOUNT_MAX), (Amount(AMOUNT_MAX + 1, "USD"), None),
    ],
)  # fmt: skip
def test_an_amount_is_taken_exactly_or_not_at_all(amount: Amount, number: int | None) -> None:
    assert units(amount) == number
    if number is not None:
        assert amount_of(number, amount.currency.lower()) == amount


def test_every_currency_that_is_taken_comes_back_the_same() -> None:
    taken = 0
    for code in EXPONENTS:
        for value in (100, 990, 12_300):
            number = units(Amount(value, code))
            if number is not None:
                taken += 1
                assert amount_of(number, code.lower()) == Amount(value, code)
    assert taken > 300


@pytest.mark.parametrize(
    ("number", "currency"),
    [(50, "ugx"), ("10.00", "usd"), (1.5, "usd"), (True, "usd"), (1, "xxx"), (1, None), (1, ""), (10**16, "usd")],
)  # fmt: skip
def test_what_is_no_amount_is_nothing(number: object, currency: object) -> None:
    assert amount_of(number, currency) is None


def test_below_zero_is_told_as_such() -> None:
    assert minor(-1000, "usd") == -1000
    assert minor(-50_000, "ugx") == -500

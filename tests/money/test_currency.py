"""Currencies and the decimals of their minor units."""

import doctest

import pytest

from goodstanding.money import currency
from goodstanding.money.currency import EXPONENTS, UnknownCurrency, exponent


@pytest.mark.parametrize(
    ("code", "places"),
    [("USD", 2), ("EUR", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("TND", 3), ("CLF", 4), ("UYW", 4), ("XCG", 2)],
)
def test_minor_unit_has_its_decimals(code: str, places: int) -> None:
    assert exponent(code) == places


@pytest.mark.parametrize("code", ["usd", "US", "XXX", "XAU", "HRK", "", "EURO", " EUR"])
def test_code_not_in_use_is_refused(code: str) -> None:
    with pytest.raises(UnknownCurrency, match="not the ISO 4217 code") as refused:
        exponent(code)
    assert refused.value.code == code


def test_table_holds_every_code_once() -> None:
    by_places = [sum(1 for each in EXPONENTS.values() if each == places) for places in (0, 2, 3, 4)]
    assert by_places == [17, 139, 7, 2]
    assert all(len(code) == 3 and code.isupper() for code in EXPONENTS)


def test_examples_hold() -> None:
    assert doctest.testmod(currency).failed == 0

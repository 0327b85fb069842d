"""Both languages have the same words; numbers and days are written as each writes them."""

from datetime import date
from decimal import Decimal

import pytest

from goodstanding.receivables.invoice.printing import wording


def test_both_languages_have_every_word() -> None:
    assert wording.WORDS["en"].keys() == wording.WORDS["es"].keys()
    assert all(len(months) == 12 for months in wording.MONTHS.values())


def test_amounts_of_zero_two_and_three_decimals() -> None:
    written = [wording.money(1_234_567, currency, "es") for currency in ("JPY", "EUR", "KWD")]
    assert written == ["1.234.567", "12.345,67", "1.234,567"]


@pytest.mark.parametrize(
    ("price", "told"), [("5", "5.00"), ("5.5", "5.50"), ("0.0891", "0.0891"), ("1200", "1,200.00")]
)
def test_prices_have_at_least_the_decimals_of_the_currency(price: str, told: str) -> None:
    assert wording.price(Decimal(price), "EUR", "en") == told


def test_days_and_units() -> None:
    assert wording.day(date(2026, 12, 31), "es") == "31 de diciembre de 2026"
    assert (wording.unit("hour", "en"), wording.unit("hour", "es")) == ("hour", "hora")

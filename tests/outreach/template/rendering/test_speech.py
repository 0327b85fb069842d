"""Amounts and days as people write and say them."""

from datetime import date

import pytest

from goodstanding.money.amount import Amount
from goodstanding.outreach.template.rendering.speech import amount, day, spoken, written

HARD = "\u00a0"


@pytest.mark.parametrize(
    ("minor", "currency", "language", "told"),
    [
        (123_450, "USD", "en", "USD 1,234.50"),
        (123_450, "USD", "es", "1,234.50 USD"),
        (123_450, "EUR", "en", "EUR 1,234.50"),
        (123_450, "EUR", "es", "1.234,50 EUR"),
        (1_234, "JPY", "en", "JPY 1,234"),
        (1_234, "CLP", "es", "1.234 CLP"),
        (-50, "USD", "en", "USD -0.50"),
    ],
)
def test_an_amount_is_written_as_its_language_and_currency_have_it(
    minor: int, currency: str, language: str, told: str
) -> None:
    assert amount(Amount(minor, currency), language).replace(HARD, " ") == told
    assert " " not in amount(Amount(minor, currency), language)


@pytest.mark.parametrize(
    ("minor", "currency", "language", "told"),
    [
        (123_450, "USD", "en", "1,234 dollars and 50 cents"),
        (101, "USD", "en", "1 dollar and 1 cent"),
        (200, "USD", "es", "2 dólares"),
        (150, "EUR", "es", "1 euro con 50 céntimos"),
        (500, "CHF", "en", "CHF 5.00"),
    ],
)
def test_an_amount_is_said_aloud(minor: int, currency: str, language: str, told: str) -> None:
    assert spoken(Amount(minor, currency), language, type_="amount") == told


def test_days_numbers_and_addresses() -> None:
    assert day(date(2026, 11, 2), "es") == "2 de noviembre de 2026"
    assert written(date(2026, 11, 2), "en") == f"November{HARD}2,{HARD}2026"
    assert written(("1 Road", "Town"), "en") == "1 Road, Town"
    assert written(3, "en") == "3"
    assert spoken("+1 217-555-0100", "en", type_="phone") == "1, 2 1 7, 5 5 5, 0 1 0 0"
    assert spoken("https://www.example.com/pay/", "en", type_="link") == "example.com/pay"
    assert spoken(date(2026, 11, 2), "en", type_="date") == "November 2, 2026"

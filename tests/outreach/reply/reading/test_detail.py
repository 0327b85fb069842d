"""Amounts and days that a reply names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.reply.reading.body import plain
from goodstanding.outreach.reply.reading.detail import Named, amounts, days

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I can do $50", [Named(5_000, "USD")]),
        ("50 dollars now and 25 bucks later", [Named(5_000, "USD"), Named(2_500, "USD")]),
        ("1,250.50 USD", [Named(125_050, "USD")]),
        ("1.250,50 €", [Named(125_050, "EUR")]),
        ("puedo dar 100 dólares", [Named(10_000, "USD")]),
        ("£7.5", [Named(750, "GBP")]),
        ("account 12345, 2026-05-01", []),
        ("$50 and $50", [Named(5_000, "USD")]),
    ],
)
def test_amounts(text: str, found: list[Named]) -> None:
    assert amounts(plain(text)) == found


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("on friday", "en", [date(2026, 11, 27)]),
        ("sunday", "en", [date(2026, 11, 29)]),
        ("December 3rd", "en", [date(2026, 12, 3)]),
        ("3 de diciembre", "es", [date(2026, 12, 3)]),
        ("Jan 5", "en", [date(2027, 1, 5)]),
        ("12/5", "en", [date(2026, 12, 5)]),
        ("5/12", "es", [date(2026, 12, 5)]),
        ("25/12", "en", [date(2026, 12, 25)]),
        ("2026-12-01", "en", [date(2026, 12, 1)]),
        ("2026-02-30", "en", []),
        ("on the 1st", "en", [date(2026, 12, 1)]),
        ("el 30", "es", [date(2026, 11, 30)]),
        ("mañana", "es", [date(2026, 11, 23)]),
        ("por la mañana", "es", []),
        ("I paid on 2026-05-01", "en", []),
    ],
)
def test_days(text: str, language: str, found: list[date]) -> None:
    assert days(plain(text), came_date=SUNDAY, language=language) == found


@given(st.text(), st.dates())
def test_no_text_breaks_it_and_no_day_is_over(text: str, came: date) -> None:
    amounts(plain(text))
    if came.year < 9_000:
        assert all(day >= came for day in days(plain(text), came_date=came))

"""Tests of statutory interest, at the turn of a half-year and where something is not known."""

from typing import Any

from goodstanding.compliance.calculation import calculate
from goodstanding.compliance.lawbook.book import Lawbook, shipped
from goodstanding.compliance.situation.reading import read

RATES = {"boe_base_on_31_dec_2025": "3.75", "boe_base_on_30_jun_2026": "3.50"}
DEBT = {"id": "d1", "type": "commercial", "principal": "1000.00", "currency": "GBP", "due": "2026-06-29"}


def _interest(*, rates: dict[str, str], debt: dict[str, str], **action: str) -> dict[str, object]:
    given: dict[str, Any] = {
        "packs": ["uk"],
        "rates": rates,
        "debts": [debt],
        "consumer": {"timezone": "Europe/London"},
    }
    situation = {"given": given, "when": {"action": {"kind": "statutory_interest", **action}}}
    brief = read([situation], asked_at="2026-11-22T12:00:00+00:00")
    book = Lawbook((shipped().pack("uk"),), "", shipped().folder)
    found = calculate(brief, book)
    return found[0].value if 0 in found else {}


def test_interest_from_the_thirtieth_of_june_takes_the_rate_of_december() -> None:
    found = _interest(rates=RATES, debt=DEBT, **{"from": "2026-06-30", "to": "2026-09-28"})
    assert found == {"annual_rate_percent": "11.75", "days": 90, "interest": "28.97"}


def test_interest_from_the_first_of_july_takes_the_rate_of_june() -> None:
    found = _interest(rates=RATES, debt=DEBT, **{"from": "2026-07-01", "to": "2026-09-29"})
    assert found == {"annual_rate_percent": "11.50", "days": 90, "interest": "28.36"}


def test_interest_begins_the_day_after_the_debt_was_due_where_nobody_says() -> None:
    assert _interest(rates=RATES, debt=DEBT, to="2026-09-28")["days"] == 90


def test_nothing_is_reckoned_without_a_rate() -> None:
    assert _interest(rates={}, debt=DEBT, to="2026-09-28") == {}


def test_nothing_is_reckoned_without_an_amount() -> None:
    debt = {name: said for name, said in DEBT.items() if name != "principal"}
    assert _interest(rates=RATES, debt=debt, to="2026-09-28") == {}

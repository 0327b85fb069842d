"""Base rates: on a day, fixed in three ways, and the statutory rates that two real histories lead to."""

import json
from datetime import date

import pytest

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.ledger.interest.base_rate import (
    Change,
    Fixing,
    RateUnknown,
    ReferenceDayUnreadable,
    history,
    month_day,
    rates_between,
    reference_day,
)
from goodstanding.ledger.interest.rate_file import read
from tests.ledger.interest.published import published

BANK = history(
    "bank", [Change(date(2026, 3, 1), 30_000), Change(date(2025, 1, 1), 40_000), Change(date(2026, 7, 1), 20_000)]
)


def test_a_rate_holds_until_the_next_change_and_is_unknown_before_the_first() -> None:
    assert [BANK.on(day) for day in (date(2025, 1, 1), date(2026, 2, 28), date(2026, 3, 1), date(2030, 1, 1))] == [
        40_000, 40_000, 30_000, 20_000,
    ]  # fmt: skip
    with pytest.raises(RateUnknown, match="2024-12-31"):
        BANK.on(date(2024, 12, 31))


def test_what_is_told_last_of_a_day_holds() -> None:
    day = date(2026, 1, 1)
    assert history("x", [Change(day, 1), Change(day, 2)]).on(day) == 2


def test_daily_follows_every_change_and_the_first_day_is_included() -> None:
    found = rates_between(date(2026, 2, 1), date(2026, 7, 1), base=BANK, fixing="daily")
    assert found == [Change(date(2026, 2, 1), 40_000), Change(date(2026, 3, 1), 30_000)]


def test_on_reference_days_the_rate_of_that_day_is_kept() -> None:
    found = rates_between(
        date(2026, 2, 1), date(2026, 9, 1), base=BANK, fixing="reference days", reference_days=("01-01", "07-01")
    )
    assert found == [Change(date(2026, 2, 1), 40_000), Change(date(2026, 7, 1), 20_000)]


def test_at_start_it_is_read_on_the_reference_day_before_and_stands() -> None:
    def standing(begins: date) -> int:
        (one,) = rates_between(
            begins, date(2027, 1, 1), base=BANK, fixing="at start", reference_days=("06-30", "12-31"), begins=begins
        )
        return one.ppm

    assert (standing(date(2026, 6, 30)), standing(date(2026, 7, 1))) == (40_000, 30_000)
    (own,) = rates_between(date(2026, 3, 1), date(2027, 1, 1), base=BANK, fixing="at start")
    assert own.ppm == 30_000


def test_days_of_the_year() -> None:
    assert month_day("12-31") == (12, 31)
    for text in ("31-12", "02-29", "x", ""):
        with pytest.raises(ReferenceDayUnreadable):
            month_day(text)
    assert reference_day(date(2026, 6, 30), reference_days=("06-30",), is_strict=False) == date(2026, 6, 30)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "column", "rule_id", "expected"),
    [
        ("boe_bank_rate_1694_2025.csv", "", "uk.late_payment_interest", "uk_statutory_rate_from"),
        ("boe_bank_rate_changes_clean.csv", "", "uk.late_payment_interest", "uk_statutory_rate_from"),
        ("ecb_key_rates_2019_2025.csv", "main_refinancing", "eu.late_payment_interest", "eu_statutory_rate_from"),
    ],
)
def test_the_statutory_rates_of_every_half_year(file: str, column: str, rule_id: str, expected: str) -> None:
    """Margin and reference days are the lawbook's; the rates are those the central banks published."""
    base = history("base", read(published("rates", file), column=column).changes)
    values = shipped().rule(rule_id).values
    margin, days = values["margin"].entries[-1].value, values["reference_days"].entries[-1].value
    fixing: Fixing = "at start" if shipped().rule(rule_id).options["read"] == "before" else "reference days"
    assert isinstance(margin, int) and isinstance(days, tuple)
    wanted = json.loads(published("rates", "expected.json"))[expected]
    assert len(wanted) >= 12
    for first, percent in wanted.items():
        begins = date.fromisoformat(first)
        found = rates_between(
            begins, begins.replace(month=begins.month + 5), base=base, fixing=fixing, reference_days=days, begins=begins
        )
        assert [one.ppm + margin for one in found] == [round(percent * 10_000)], first

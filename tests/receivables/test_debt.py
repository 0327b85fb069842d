from dataclasses import replace
from datetime import date

import pytest

from goodstanding.receivables.debt import DebtFacts, changes, reference_dates

pytestmark = pytest.mark.law  # The five reference dates of 12 CFR 1006.34(b)(3).

KNOWN = DebtFacts(
    last_statement_date=date(2026, 1, 1),
    charge_off_date=date(2026, 2, 1),
    last_payment_date=date(2026, 3, 1),
    transaction_date=date(2025, 1, 1),
    judgment_date=date(2026, 4, 1),
)


def test_all_five_dates_are_told_in_the_order_of_the_rule() -> None:
    names = list(reference_dates(KNOWN, as_of=date(2026, 12, 31)))
    assert names == ["last statement", "charge-off", "last payment", "transaction", "judgment"]


def test_a_date_that_is_still_to_come_is_not_available() -> None:
    assert "judgment" not in reference_dates(KNOWN, as_of=date(2026, 3, 31))
    assert "judgment" in reference_dates(KNOWN, as_of=date(2026, 4, 1))


def test_a_date_we_were_not_told_is_not_available() -> None:
    assert reference_dates(DebtFacts(), as_of=date(2026, 12, 31)) == {}


def test_changes_tell_before_and_after() -> None:
    after = replace(KNOWN, judgment_date=None, jurisdiction="US-OH")
    assert changes(KNOWN, after) == {"jurisdiction": ("", "US-OH"), "judgment_date": (date(2026, 4, 1), None)}
    assert changes(KNOWN, replace(KNOWN)) == {}

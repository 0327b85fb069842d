"""How `goodstanding hardship` reads accounts and days."""

from datetime import date

import pytest

from goodstanding.cli.commands.hardship_pages import DayUnreadable, NobodyOwes, debt_named, read_day
from goodstanding.receivables.models import Debt
from tests.receivables.cast import item, open_book, place


def test_a_day_is_read_or_refused() -> None:
    assert read_day("2026-06-30") == date(2026, 6, 30)
    assert read_day(None) is None
    with pytest.raises(DayUnreadable):
        read_day("30.06.")


@pytest.mark.django_db
def test_an_account_that_nobody_owes_has_nobody_in_hardship() -> None:
    book = open_book()
    debt_id = place(book, item("INV-1", 10_000), reference="GF-1")
    assert debt_named("GF-1") == (debt_id, book.debtor_id, "USD")
    Debt.objects.filter(account_id=debt_id).update(debtor=None)
    with pytest.raises(NobodyOwes):
        debt_named("GF-1")

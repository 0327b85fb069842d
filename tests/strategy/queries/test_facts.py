"""The sheet of one account for whoever asks: sealed or worked out, refused, and faulty."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection

from goodstanding.access.permission import PermissionRefused
from goodstanding.receivables.queries.debts import DebtNotFound
from goodstanding.strategy.queries.facts import ACROSS_CLIENTS, newest_files, sealed_nights, sheet_of
from tests.receivables.cast import AUDITOR, COLLECTOR, NOON, day, elsewhere, item, open_book, place

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=10_000)


@pytest.fixture
def account() -> int:
    return place(open_book(), item("INV-1", 10_000, due=30))


def test_an_account_of_somebody_else_is_refused(account: int, tmp_path: Path) -> None:
    with pytest.raises(PermissionRefused):
        sheet_of(account, day=day(40), by=elsewhere(COLLECTOR), at=LATER, folder=tmp_path)
    with pytest.raises(DebtNotFound, match="There is no debt 999999"):
        sheet_of(999_999, day=day(40), by=COLLECTOR, at=LATER, folder=tmp_path)


def test_whoever_sees_all_clients_sees_every_column(account: int, tmp_path: Path) -> None:
    found = sheet_of(account, day=day(40), by=COLLECTOR, at=LATER, folder=tmp_path)
    assert found.row.keys() >= ACROSS_CLIENTS
    assert (found.row["days_past_due"], found.is_sealed, len(found.items)) == (10, False, 1)


@pytest.mark.parametrize(
    ("told", "said"),
    [("infinity", "no day at all"), ("-infinity", "no day at all"), ("20250-01-01", "20250-01-01"),
     ("9999-12-31", "9999-12-31"), ("0044-03-15 BC", "0044-03-15 (BC)")],
)  # fmt: skip
def test_an_impossible_date_is_told_and_not_shown(account: int, tmp_path: Path, told: str, said: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE receivables_debt SET placed_date = %s::date WHERE account_id = %s", [told, account])
    found = sheet_of(account, day=day(40), by=COLLECTOR, at=LATER, folder=tmp_path)
    assert found.row == {}
    assert found.faults == (f"The account was placed on {said}, outside the years 1900 to 2200.",)


def test_a_day_without_a_night_has_no_files(account: int, tmp_path: Path) -> None:
    assert newest_files(date(2026, 6, 15)) == {"account": {}, "item": {}}
    assert sealed_nights(by=AUDITOR, folder=tmp_path) == []

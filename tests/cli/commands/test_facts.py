"""`goodstanding facts …`: columns, one account's sheet, the lake; and that refusals are sentences."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import Settings
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import facts
from goodstanding.cli.day import DayUnreadable
from goodstanding.factsheet.daily.sheet import ACCOUNT_COLUMNS, ITEM_COLUMNS
from goodstanding.strategy.models.night import SealedSheet
from goodstanding.strategy.night import lake
from goodstanding.strategy.queries.facts import worked_out
from goodstanding.strategy.queries.question import QuestionRefused
from tests.receivables.cast import NOON, day, item, open_book, place

TODAY = NOON.date()


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the lake of these tests to themselves; the books are ready already."""
    settings.DATA_FOLDER = tmp_path
    monkeypatch.setattr("goodstanding.cli.commands.readiness.ready_books", lambda: None)


@pytest.fixture
def account(db: None) -> int:
    return place(open_book(), item("INV-1", 10_000, due=30), reference="GF-1")


def seal(account: int, on: date = TODAY) -> lake.SealedFile:
    """Seal the sheets of an account as a night does."""
    found = worked_out(account, day=on, at=NOON + timedelta(days=10_000))
    for grain, table in (("account", found.accounts), ("item", found.items)):
        file = lake.seal(
            table, grain=grain, day=on, lane="person", number=0, folder=Path(settings.DATA_FOLDER)  # type: ignore[arg-type]  # both words are grains.
        )  # fmt: skip
        SealedSheet.objects.create(
            day=on, lane="person", number=0, grain=grain, name=file.name, sha256=file.sha256, rows=file.rows, entry_id=1
        )
    return file


def call(*words: str) -> Result:
    """Call the command, and let its refusals through as the command line's door would see them."""
    return CliRunner().invoke(facts.app, words, catch_exceptions=False)


def test_columns_are_listed_for_people_for_programs_and_for_the_page() -> None:
    printed = call().stdout
    assert "days_past_due" in printed and "What is owed in all" in printed and "An open item" in printed
    told = json.loads(call("--json").stdout)
    assert [one["name"] for one in told["account"]] == list(ACCOUNT_COLUMNS)
    assert [one["name"] for one in told["item"]] == list(ITEM_COLUMNS)
    assert told["account"][0].keys() == {"name", "kind", "unit", "meaning", "origin", "users"}
    assert call("list", "--markdown").stdout.startswith("### Identity of an account")


def test_an_account_without_a_night_is_worked_out_now(account: int) -> None:
    told = json.loads(call("show", "GF-1", "--date", str(day(40)), "--json").stdout)
    assert (told["account"], told["date"], told["sealed"]) == (account, str(day(40)), None)
    assert (told["facts"]["balance_minor"], told["facts"]["days_past_due"]) == ("100.00", 10)
    assert (told["facts"]["zones"], told["facts"]["on_hold"], told["facts"]["last_payment_date"]) == ([], False, None)
    assert [row["balance_minor"] for row in told["items"]] == ["100.00"]
    printed = call("show", str(account)).stdout
    assert "by the books as they are known now" in printed
    assert "USD 100.00" in printed and "none known" in printed


def test_a_sealed_sheet_is_shown_as_it_was_sealed(account: int) -> None:
    seal(account, day(40))
    place_again = json.loads(call("show", "GF-1", "--date", str(day(40)), "--json").stdout)
    assert place_again["sealed"]["file"].startswith("factsheets/accounts/day=2026-02-10/accounts-person-00000000-")
    assert place_again["facts"]["days_past_due"] == 10
    assert "as it was sealed in" in call("show", "GF-1", "--date", str(day(40))).stdout


def test_the_lake_is_checked_file_by_file(account: int) -> None:
    assert json.loads(call("lake", "--json").stdout) == {"nights": []}
    assert call("lake").exit_code == 0
    file = seal(account)
    good = call("lake", "--date", str(TODAY), "--json")
    assert good.exit_code == 0
    assert json.loads(good.stdout)["nights"] == [
        {"date": str(TODAY), "files": 2, "accounts": 1, "items": 1, "faulty": []}
    ]
    assert "sound" in call("lake").stdout
    (Path(settings.DATA_FOLDER) / file.name).write_bytes(b"")
    wrong = call("lake")
    assert wrong.exit_code == 1 and "1 wrong" in wrong.stdout
    assert f"{file.name} is not what was sealed." in wrong.stderr


@pytest.mark.django_db
def test_refusals_are_sentences() -> None:
    with pytest.raises(DayUnreadable, match="'yesterday' is no day"):
        call("show", "GF-1", "--date", "yesterday")
    with pytest.raises(DayUnreadable, match="is no day"):
        call("lake", "--date", "2026-13-01")
    with pytest.raises(QuestionRefused, match="No account has the number or reference"):
        call("show", "nobody")

"""The page of columns holds what is declared today."""

from pathlib import Path

from goodstanding.factsheet.daily import manual
from goodstanding.factsheet.daily.sheet import ACCOUNT_COLUMNS, ITEM_COLUMNS

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "facts.md").read_text()


def test_the_page_has_the_columns_of_today() -> None:
    told = PAGE.partition(manual.BEGINS)[2].partition(manual.ENDS)[0]
    assert told.strip() == manual.tables(), "Put the output of `goodstanding facts list --markdown` into docs/facts.md."


def test_every_column_has_a_line() -> None:
    lines = [line for line in manual.tables().splitlines() if line.startswith("| `")]
    assert len(lines) == len(ACCOUNT_COLUMNS) + len(ITEM_COLUMNS)
    assert not any("||" in line or "|  |" in line for line in lines)


def test_users_stand_in_the_usual_order() -> None:
    assert manual.users(ACCOUNT_COLUMNS["balance_minor"]) == "law, strategy, model, report"
    assert manual.users(ACCOUNT_COLUMNS["language"]) == "law, strategy, report"

"""`goodstanding budget …`: what it takes and prints, and that refusals are sentences."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from typer.testing import CliRunner, Result

from goodstanding.arrangements.affordability.entry import EntryUnreadable
from goodstanding.arrangements.affordability.guideline import GuidelinesRefused
from goodstanding.arrangements.affordability.operations import BudgetRefused
from goodstanding.cli.commands import budget
from goodstanding.receivables.models import Debt
from tests.receivables.cast import item, open_book, place

pytestmark = pytest.mark.django_db
LINES = ("--line", "wages=1500.00/monthly", "--line", "rent=900/monthly", "--line", "groceries=100/weekly")


@pytest.fixture(autouse=True)
def debt_id(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> int:
    monkeypatch.setattr(settings, "DATA_FOLDER", str(tmp_path))
    return place(open_book(), item("INV-1", 10_000), reference="GF-1")


def call(*words: str) -> Result:
    return CliRunner().invoke(budget.app, words, catch_exceptions=False)


def test_a_budget_is_taken_and_shown_line_by_line() -> None:
    assert "USD 166.67 is left a month" in call("take", "GF-1", *LINES, "--consent").stdout
    shown = call("show", "GF-1").stdout
    assert "Groceries, weekly" in shown
    assert "433.33" in shown
    told = json.loads(call("show", "GF-1", "--json").stdout)
    assert (told["surplus"], told["free"], told["currency"], len(told["lines"])) == ("166.67", "166.67", "USD", 3)


def test_without_consent_the_lines_are_not_shown() -> None:
    call("take", "GF-1", *LINES)
    assert "The lines are not kept" in call("show", "GF-1").stdout
    assert json.loads(call("show", "GF-1", "--json").stdout)["lines"] == []


def test_what_nobody_is_sure_of_is_asked_again() -> None:
    told = json.loads(call("take", "GF-1", *LINES, "--line", "gas=?", "--json").stdout)
    assert (told["ask_again"], told["provisional"]) == (["gas"], True)


def test_one_of_an_adviser_is_brought_in(tmp_path: Path) -> None:
    file = tmp_path / "budget.yaml"
    file.write_text(
        "currency: USD\nadviser: Ash Advice\nconsent: true\nhousehold: {adults: 2, children: 1, partner: true}\n"
        "lines:\n  - {kind: wages, amount: '1000', frequency: 4-weekly, partner: true}\n"
        "  - {kind: rent, amount: not sure, frequency: not sure}\n"
    )
    told = json.loads(call("import", "GF-1", str(file), "--json").stdout)
    assert (told["surplus"], told["adviser"], told["ask_again"]) == ("1083.33", "Ash Advice", ["rent"])


def test_guidelines_are_hints_where_somebody_loaded_them(tmp_path: Path) -> None:
    (tmp_path / "guidelines.yaml").write_text(
        "currency: USD\ngroups: {food_and_housekeeping: {first_adult: '400', child: '100'}}\n"
    )
    assert "usual is USD 400.00" in call("take", "GF-1", *LINES).stdout
    assert "usual" not in call("take", "GF-1", *LINES, "--children", "1").stdout
    (tmp_path / "guidelines.yaml").write_text("currency: USD\ngroups: {yachts: {first_adult: '400'}}\n")
    with pytest.raises(GuidelinesRefused, match="'yachts' is no group"):
        call("take", "GF-1", *LINES)


def test_nonsense_is_refused_with_a_sentence() -> None:
    with pytest.raises(EntryUnreadable, match="is no line"):
        call("take", "GF-1", "--line", "rent")
    with pytest.raises(BudgetRefused, match="'yacht' is not a line"):
        call("take", "GF-1", "--line", "yacht=1")
    with pytest.raises(EntryUnreadable, match="is not a day"):
        call("take", "GF-1", *LINES, "--valid-until", "soon")
    assert "There is no budget" in call("show", "GF-1").stdout


def test_kinds_are_listed() -> None:
    assert {one["side"] for one in json.loads(call("kinds", "--json").stdout)} == {
        "income", "fixed", "flexible", "savings", "debts",
    }  # fmt: skip


def test_the_link_of_the_persons_own_page_is_printed_and_opens_it(client: Client) -> None:
    told = json.loads(call("link", "GF-1", "--json").stdout)
    assert told["link"] == "" and re.fullmatch(r"/budget/p\d+-\d+\.[a-z2-7]{26}/", told["path"])
    assert call("link", "GF-1").stdout.strip() == told["path"]
    assert 'name="proof"' in client.get(told["path"]).content.decode()


def test_there_is_no_link_where_nobody_is_known_to_owe() -> None:
    Debt.objects.update(debtor_id=None)
    with pytest.raises(EntryUnreadable, match="Nobody is known to owe account GF-1"):
        call("link", "GF-1")

"""`goodstanding bank debits …` and `bank returns --apply`: what they do and print, and that refusals are sentences."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import bank
from goodstanding.cli.commands.bank_debits import BankFileMissing
from goodstanding.payments.bank.order.details import DetailsRefused
from goodstanding.payments.bank.order.operations.writing import DebitsRefused
from goodstanding.payments.bank.order.scheme import DayRefused
from goodstanding.payments.models.order import Debit
from tests.payments.bank.order.counter import ACCOUNT, MONDAY, Counter, american_returns

pytestmark = pytest.mark.django_db


def call(*words: str) -> Result:
    return CliRunner().invoke(bank.app, words, catch_exceptions=False)


@pytest.fixture
def here() -> Iterator[Counter]:
    with time_machine.travel(MONDAY, tick=False):
        yield Counter()


@pytest.fixture
def words(here: Counter, tmp_path: Path) -> list[str]:
    account = tmp_path / "account.txt"
    account.write_text(f" {ACCOUNT}\n")
    return ["debits", "mandate", str(here.debt_id), "--scheme", "nacha", "--holder", "Juniper Testcase", "--bank",
            "021000021", "--kind", "checking", "--account-file", str(account), "--signed", "2026-06-01", "--evidence",
            "Letter"]  # fmt: skip


def test_from_mandate_to_return(here: Counter, words: list[str], tmp_path: Path) -> None:
    mandate = json.loads(call(*words, "--json").stdout)["mandate"]
    assert "Taken down as mandate" in call(*words).stdout
    number = here.collected(5_000, mandate)
    assert [one["state"] for one in json.loads(call("debits", "list", "--json").stdout)] == ["waiting"]
    out = tmp_path / "one.ach"
    told = json.loads(call("debits", "write", "--scheme", "nacha", "--out", str(out), "--json").stdout)
    assert (told["debits"], told["total"], told["settles"]) == (1, "50.00", "2026-06-16")
    assert "Nothing waits" in call("debits", "write", "--scheme", "nacha", "--out", str(tmp_path / "two")).stdout
    assert "1234" not in call("debits", "list").stdout.replace("ending 5678", "")
    assert "2026-06-16" in call("debits", "list", "--files").stdout
    again = call("debits", "write", "--again", str(told["file"]), "--out", str(tmp_path / "again"))
    assert "do not hand it over twice" in again.stdout
    back = tmp_path / "back.ach"
    back.write_bytes(american_returns((Debit.objects.get().trace, "R01", 5_000, "")))
    assert json.loads(call("returns", str(back), "--json").stdout)["returns"][0]["code"] == "R01"
    assert json.loads(call("returns", str(back), "--apply", "--json").stdout)["payments"] == {str(number): "returned"}
    assert "0 debits came back, 1 were known" in call("returns", str(back), "--apply").stdout


def test_refusals_are_sentences(here: Counter, words: list[str], tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    with pytest.raises(DebitsRefused, match="Say the scheme"):
        call("debits", "write", "--out", out)
    with pytest.raises(DayRefused, match="settles from"):
        call("debits", "write", "--scheme", "nacha", "--out", out, "--date", "2027-01-04")
    with pytest.raises(DebitsRefused, match="no state"):
        call("debits", "list", "--state", "lost")
    with pytest.raises(DetailsRefused, match="nine digits"):
        call(*[word.replace("021000021", "021000022") for word in words])
    with pytest.raises(BankFileMissing, match="cannot be read"):
        call("returns", str(tmp_path / "none"), "--apply")

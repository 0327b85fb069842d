"""`goodstanding bank …`: what it brings in and prints, and that refusals are sentences."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import bank
from goodstanding.cli.commands.bank_debits import BankFileMissing
from goodstanding.payments.bank.csv_profile import ProfileRefused
from goodstanding.payments.bank.operations.accounts import BankAccountRefused
from goodstanding.payments.bank.operations.weighing import StatementRefused
from goodstanding.payments.bank.queries import NoSuchStatement
from goodstanding.payments.models.bank import BankFile, BankLine, Statement
from tests.payments.bank.nacha.test_writing import ONE as DEBIT
from tests.payments.bank.nacha.test_writing import write
from tests.payments.bank.sepa.test_status import ONE as PAIN002
from tests.payments.bank.test_csv_profile import AMERICAN
from tests.payments.bank.test_mt940 import ONE

pytestmark = pytest.mark.django_db


def call(*words: str) -> Result:
    return CliRunner().invoke(bank.app, words, catch_exceptions=False)


@pytest.fixture(autouse=True)
def account() -> None:
    call("account", "add", "Clients", "--number", "DE02120300000000202051", "--currency", "EUR", "--trust")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "one.sta"
    path.write_bytes(ONE)
    return path


def test_accounts_are_added_and_listed() -> None:
    done = call("account", "add", "Ours", "--number", "4411", "--currency", "USD", "--json")
    assert json.loads(done.stdout)["name"] == "Ours"
    told = json.loads(call("account", "list", "--json").stdout)
    assert [(one["name"], one["is_trust"]) for one in told] == [("Clients", True), ("Ours", False)]
    assert "Clients" in call("account", "list").stdout
    with pytest.raises(BankAccountRefused, match="already"):
        call("account", "add", "Ours", "--number", "5", "--currency", "USD")


def test_a_file_is_tried_brought_in_and_known(file: Path) -> None:
    assert "Would bring in one.sta (mt940): 3 new lines." in call("import", str(file), "--dry-run").stdout
    assert not BankFile.objects.exists()
    told = json.loads(call("import", str(file), "--json").stdout)
    assert (told["is_entered"], told["lines"], told["statements"][0]["off"]) == (True, 3, "0.00")
    assert "was brought in before" in call("import", str(file)).stdout
    assert BankLine.objects.count() == 3


def test_one_bad_file_does_not_keep_the_others_out(file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.sta"
    bad.write_bytes(ONE.replace(b"EUR107,50", b"EUR107,51").replace(b":20:S1", b":20:S2"))
    with pytest.raises(StatementRefused, match=r"bad\.sta: .*off by EUR 0\.01"):
        call("import", str(bad), str(file))
    assert Statement.objects.get().reference == "S1"


def test_statements_and_lines_are_told(file: Path) -> None:
    call("import", str(file))
    (told,) = json.loads(call("statements", "--json").stdout)
    assert (told["standing"], told["closing"], told["lines"]) == ("reconciled", "107.50", 3)
    number = str(told["statement_id"])
    lines = json.loads(call("lines", number, "--json").stdout)
    assert [line["amount"] for line in lines] == ["10.00", "-4.00", "1.50"]
    assert "ERIKA MUSTER" in call("lines", number).stdout
    assert "reconciled" in call("show", number).stdout
    assert json.loads(call("show", number, "--json").stdout)["file_name"] == "one.sta"
    assert "S1" in call("statements", "Clients").stdout
    assert "No statement" in call("statements", "Nowhere").stdout
    with pytest.raises(NoSuchStatement):
        call("show", "999999")


def test_csv_wants_its_profile(tmp_path: Path) -> None:
    call("account", "add", "Ours", "--number", "4411", "--currency", "USD")
    path = tmp_path / "a.csv"
    path.write_bytes(AMERICAN)
    with pytest.raises(StatementRefused, match="by which profile"):
        call("import", str(path))
    told = json.loads(call("import", str(path), "--profile", "american", "--account", "Ours", "--json").stdout)
    assert told["lines"] == 2
    own = tmp_path / "own.yaml"
    own.write_text("columns: 5")
    with pytest.raises(ProfileRefused):
        call("import", str(path), "--profile", str(own))


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StatementRefused, match="cannot be read"):
        call("import", str(tmp_path / "none.sta"))
    with pytest.raises(BankFileMissing):
        call("returns", str(tmp_path / "none.ach"))


def test_returns_say_what_they_mean(tmp_path: Path) -> None:
    lines = write(DEBIT).data.decode().splitlines()
    addenda = f"799R10{DEBIT.bank[:8]}0000001{'':6}{DEBIT.bank[:8]}{'':44}091000010000001"
    ach, pain = tmp_path / "r.ach", tmp_path / "r.xml"
    ach.write_text("\n".join([*lines[:3], addenda, *lines[3:]]))
    pain.write_bytes(PAIN002)
    told = json.loads(call("returns", str(ach), "--json").stdout)
    assert [(one["code"], one["unauthorised"], one["amount"]) for one in told["returns"]] == [("R10", True, "123.45")]
    # The addenda record is in no count, and that is said.
    assert any("number of entries and addenda" in fault for fault in told["faults"])
    told = json.loads(call("returns", str(pain), "--json").stdout)
    assert [(one["reference"], one["code"]) for one in told["returns"]] == [("P-1", "AC04"), ("P-2", "MD01")]
    assert "The account is closed" in call("returns", str(pain)).stdout

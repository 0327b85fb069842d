"""`goodstanding cash …`: what it does and prints, and that refusals are sentences."""

import json
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import cash
from goodstanding.disputes.models import Dispute
from goodstanding.payments.matching.deduction import DeductionUnknown
from goodstanding.payments.matching.operations.applying import MatchRefused
from goodstanding.payments.matching.operations.looking import SurenessRefused
from goodstanding.payments.matching.operations.ruling import NoSuchRule
from goodstanding.payments.matching.queries import NoSuchLine
from goodstanding.payments.models.bank import LineMatch
from tests.payments.matching.operations.bank_book import bank_account, bank_line
from tests.receivables.cast import item, open_book, open_minor, place

pytestmark = pytest.mark.django_db


def call(*words: str) -> Result:
    return CliRunner().invoke(cash.app, words, catch_exceptions=False)


def told(*words: str) -> Any:
    return json.loads(call(*words, "--json").stdout)


@pytest.fixture
def debt_id() -> int:
    return place(open_book(), item("INV-1001", 10_000), item("INV-1002", 2_000, due=50))


@pytest.fixture
def account_id() -> int:
    return bank_account()


def test_look_list_show_and_ageing(debt_id: int, account_id: int) -> None:
    sure, waits = bank_line(account_id, 10_000, "INV-1001"), bank_line(account_id, 77, "hello")
    assert told("look", "--dry-run")["applied"] == 0
    assert told("show", str(sure))["suggestions"][0]["confidence"] == "0.985"
    found = told("look", "--sure", "0.96")
    assert (found["applied"], found["nothing"], open_minor(debt_id)) == (1, 1, 2_000)
    assert [one["line_id"] for one in told("list")] == [waits]
    assert told("ageing", "--as-of", "2026-02-15")[0] == {
        "account": "Clients", "bucket": "0-7", "lines": 1, "amount": "0.77", "currency": "USD",
    }  # fmt: skip
    for words in (("look",), ("list",), ("ageing",), ("show", str(sure)), ("rules",)):
        assert call(*words).stdout.strip()


def test_apply_teach_undo_and_rules(debt_id: int, account_id: int) -> None:
    line = bank_line(account_id, 1_500, party_account="DE99")
    assert len(told("apply", str(line), "--to", "D-1=15.00", "--item", "INV-1002", "--teach")["receipts"]) == 1
    match = LineMatch.objects.get()
    (rule,) = told("rules")
    assert rule["debt_reference"] == "D-1"
    call("undo", str(match.pk), "--reason", "Wrong.")
    call("rules", "--end", str(rule["rule_id"]))
    assert (open_minor(debt_id), told("rules")) == (12_000, [])
    with pytest.raises(NoSuchRule):
        call("rules", "--end", "999999")


def test_a_deduction_beyond_the_tolerance_is_a_dispute(debt_id: int, account_id: int) -> None:
    line = bank_line(account_id, 1_500)
    call("apply", str(line), "--to", "D-1=15.00", "--item", "INV-1002")
    done = told("deduct", str(line), "--account", "D-1", "--item", "INV-1002", "--as", "damaged")
    assert done == {"outcome": "disputed", "rest": "5.00"}
    assert "damaged" in Dispute.objects.get().reason
    with pytest.raises(DeductionUnknown):
        call("deduct", str(line), "--account", "D-1", "--item", "INV-1002", "--as", "mood")


def test_aside_and_return(debt_id: int, account_id: int) -> None:
    fee, came, back = bank_line(account_id, -5), bank_line(account_id, 500), bank_line(account_id, -500)
    assert told("aside", str(fee), "--as", "fee", "--reason", "Monthly.")["match"]
    (receipt,) = told("apply", str(came), "--to", "D-1=5.00")["receipts"]
    assert told("return", str(back), "--receipt", str(receipt))["reversal"]
    assert (open_minor(debt_id), told("list")) == (12_000, [])


@pytest.mark.parametrize(
    "words, refusal",
    [
        (("look", "--sure", "0.5"), SurenessRefused),
        (("look", "--sure", "7"), SurenessRefused),
        (("show", "999999"), NoSuchLine),
        (("apply", "999999", "--to", "D-1=5.00"), MatchRefused),
        (("apply", "999999", "--to", "D-1"), MatchRefused),
        (("apply", "999999", "--to", "D-1=5.00", "--item", "X"), MatchRefused),
        (("aside", "999999", "--as", "fee", "--reason", "x"), MatchRefused),
        (("undo", "999999", "--reason", "x"), MatchRefused),
    ],
)
def test_refusals_are_sentences(debt_id: int, words: tuple[str, ...], refusal: type[Exception]) -> None:
    with pytest.raises(refusal, match=r"\w+ .*\."):
        call(*words)

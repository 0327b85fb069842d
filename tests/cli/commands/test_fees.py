"""`goodstanding fees …`: allowing, charging, listing and waiving, and what is refused."""

import json

import pytest
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import fees
from goodstanding.ledger.fees.catalogue import FeeRefused
from goodstanding.money.amount import Amount, AmountMalformed
from goodstanding.payments.bank.returns.operations import ReturnFeeRefused
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import NoSuchItem
from tests.receivables.cast import NOON, SUPERVISOR, Book, day
from tests.receivables.charging.cast import late_debt, open_trade

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def book() -> Book:
    book = open_trade()
    late_debt(book)
    return book


def call(*words: str) -> Result:
    return CliRunner().invoke(fees.app, words, catch_exceptions=False)


def allow(book: Book, *more: str, amount: str = "15.00") -> Result:
    return call(
        "allow",
        "late fee",
        "--client",
        str(book.client_id),
        "--currency",
        "GBP",
        "--amount",
        amount,
        "--rule",
        "Clause 9",
        "--from",
        "2026-01-01",
        *more,
    )


def test_a_fee_is_allowed_charged_listed_and_given_up(book: Book) -> None:
    assert "No contract allows a fee" in call("list", "D-1").stdout
    assert "Allowed as fee" in allow(book, "--most-a-debt", "1").stdout
    charged = json.loads(call("charge", "D-1", "late fee", "--on", "2026-03-01", "--json").stdout)
    assert (charged["amount"], charged["rule"]) == ("15.00", "Clause 9")
    listed = json.loads(call("list", "D-1", "--json").stdout)
    assert (listed["allowed"][0]["amount_minor"], listed["charged"][0]["name"]) == (1_500, "late fee")
    assert "Charged on 2026-03-01: late fee." in call("list", "D-1").stdout
    with pytest.raises(FeeRefused, match="as often"):
        call("charge", "D-1", "late fee", "--on", "2026-03-02")
    assert (
        "Taken back" in call("waive", str(charged["transaction"]), "--reason", "goodwill", "--on", "2026-03-02").stdout
    )
    assert "GBP 15.00 charged" in call("charge", "D-1", "late fee", "--item", "INV-1", "--on", "2026-03-03").stdout
    assert "no more" in allow(book, "--withdraw").stdout
    assert "withdrawn" in call("list", "D-1").stdout


def test_what_the_law_grants_is_charged_by_its_name() -> None:
    assert "GBP 70.00 charged" in call("charge", "D-1", "fixed compensation", "--on", "2026-03-01").stdout
    with pytest.raises(FeeRefused, match="already"):
        call("charge", "D-1", "fixed compensation", "--on", "2026-03-01")


def test_refusals_are_sentences(book: Book) -> None:
    with pytest.raises(FeeRefused, match="No contract allows"):
        call("charge", "D-1", "late fee")
    with pytest.raises(NoSuchItem):
        call("charge", "D-1", "late fee", "--item", "INV-9")
    with pytest.raises(AmountMalformed):
        allow(book, amount="fifteen")
    with pytest.raises(FeeRefused, match="one of both"):
        allow(book, "--share", "5")
    with pytest.raises(FeeRefused, match="no fee"):
        call("waive", "99999", "--reason", "x")


def test_a_payment_that_came_back_costs_what_the_contract_says(book: Book) -> None:
    debt_id = Debt.objects.get(reference="D-1").pk
    receipt = str(record(debt_id, Receipt(Amount(4_000, "GBP"), day(40)), by=SUPERVISOR, at=NOON))
    with pytest.raises(ReturnFeeRefused, match=f"no receipt {receipt} that came back"):
        call("returned", receipt)
    reverse(int(receipt), reason="Came back", reversed_date=day(50), by=SUPERVISOR, at=NOON)
    with pytest.raises(ReturnFeeRefused, match="name the bank's code"):
        call("returned", receipt)
    with pytest.raises(FeeRefused, match="No contract allows a fee 'returned payment'"):
        call("returned", receipt, "--code", "AM04")
    call(
        "allow", "returned payment", "--client", str(book.client_id), "--currency", "GBP", "--amount", "3.50",
        "--rule", "Clause 12", "--from", "2026-01-01",
    )  # fmt: skip
    made = json.loads(call("returned", receipt, "--code", "AM04", "--json").stdout)
    assert (made["amount"], made["rule"], made["currency"]) == ("3.50", "Clause 12", "GBP")
    with pytest.raises(ReturnFeeRefused, match="charged for this payment already"):
        call("returned", receipt, "--code", "AM04")

"""`goodstanding fees …`: allowing, charging, listing and waiving, and what is refused."""

import json

import pytest
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import fees
from goodstanding.ledger.fees.catalogue import FeeRefused
from goodstanding.money.amount import AmountMalformed
from goodstanding.receivables.operations.held_debt import NoSuchItem
from tests.receivables.cast import Book
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

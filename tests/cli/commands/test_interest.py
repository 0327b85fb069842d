"""`goodstanding interest …`: the worked example of docs/interest.md, what it prints, and what it refuses."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import interest
from goodstanding.cli.day import DayUnreadable
from goodstanding.ledger.interest.terms import TermsRefused
from goodstanding.ledger.operations.freezing import FreezeRefused
from goodstanding.money.rate import RateUnreadable
from goodstanding.receivables.charging.law import NotAllowed
from goodstanding.strategy.queries.question import QuestionRefused
from tests.guards.checkout import HOME
from tests.receivables.charging.cast import late_debt, open_trade, pay

pytestmark = pytest.mark.django_db
DOCUMENT = HOME / "docs" / "interest.md"


@pytest.fixture(autouse=True)
def debt_id() -> int:
    return late_debt(open_trade())


def call(*words: str) -> Result:
    return CliRunner().invoke(interest.app, words, catch_exceptions=False)


def test_the_worked_example_of_the_document(debt_id: int) -> None:
    """What stands behind a dollar is called, and every line below is printed, whatever the spaces between its words."""
    pay(debt_id, 50_000, on=date(2026, 3, 2))
    example = DOCUMENT.read_text().split("<!-- worked example")[1].split("<!-- end of the worked example -->")[0]
    printed, checked = "", 0
    for line in (line.strip() for line in example.splitlines() if line.startswith("    ")):
        if line.startswith("$ goodstanding interest "):
            words = line.removeprefix("$ goodstanding interest ").replace('"Clause 7"', "Clause_7").split()
            printed = call(*(word.replace("Clause_7", "Clause 7") for word in words)).stdout.replace(
                f"account {debt_id} ", "account D-1 "
            )
        else:
            wanted = " ".join(line.split())
            assert any(wanted in " ".join(one.split()) for one in printed.splitlines()), (wanted, printed)
            checked += 1
    assert checked == 4


def test_terms_are_set_shown_and_explained_as_json() -> None:
    assert "terms" in json.loads(
        call(
            "terms", "D-1", "--from", "2026-01-01", "--rate", "10", "--rule", "Clause 7", "--cap", "20.00", "--json"
        ).stdout
    )
    told = json.loads(call("show", "D-1", "--as-of", "2026-04-01", "--json").stdout)
    assert (told["accrued"], told["charged"], told["to_charge"], told["terms"][0]["rule"]) == (
        "16.44",
        "0.00",
        "16.44",
        "Clause 7",
    )
    (item,) = json.loads(call("explain", "D-1", "--as-of", "2026-12-31", "--json").stdout)["items"]
    assert (item["interest_minor"], item["cap"]) == (2_000, "whole account")
    assert item["segments"][0]["interest_minor"] == "668000/73"  # 334 days of 27.397… pence.
    posted = json.loads(call("charge", "D-1", "--through", "2026-04-01", "--json").stdout)
    assert (posted["posted"], posted["currency"]) == ("16.44", "GBP")
    assert "Nothing is to be charged" in call("charge", "D-1", "--through", "2026-04-01").stdout
    assert "16.44 borne, GBP 16.44 charged" in call("show", "D-1", "--as-of", "2026-04-01").stdout


def test_freezing_and_letting_run_again() -> None:
    call("terms", "D-1", "--from", "2026-01-01", "--rate", "10", "--rule", "Clause 7")
    number = json.loads(call("freeze", "D-1", "--from", "2026-02-11", "--reason", "hardship", "--json").stdout)[
        "freeze"
    ]
    assert "until further notice: hardship" in call("show", "D-1").stdout
    assert (
        f"Freeze {number} ends on 2026-02-10."
        in call("unfreeze", str(number), "--until", "2026-02-10", "--reason", "x").stdout
    )
    assert "void" in call("show", "D-1").stdout


def test_a_run_over_the_book() -> None:
    call("terms", "D-1", "--from", "2026-01-01", "--rate", "10", "--rule", "Clause 7")
    assert "nothing is charged. A run would post this" in call("run", "--through", "2026-04-01", "--preview").stdout
    preview = json.loads(call("run", "--through", "2026-04-01", "--preview", "--json").stdout)
    told = json.loads(call("run", "--through", "2026-04-01", "--json").stdout)
    assert preview == told | {"is_preview": True}
    assert (told["charged_debts"], told["minor_by_currency"]) == (1, {"GBP": 1644})
    assert "0 charged, 0 corrected, nothing posted" in call("run", "--through", "2026-04-01").stdout
    assert "1 debts were charged through a later day" in call("run", "--through", "2026-03-01").stdout


def test_refusals_are_sentences() -> None:
    for words, refusal in (
        (("terms", "D-1", "--from", "2026-01-01", "--rate", "10"), NotAllowed),
        (("terms", "D-1", "--from", "2026-01-01", "--rate", "ten"), RateUnreadable),
        (("terms", "D-1", "--from", "soon"), DayUnreadable),
        (("terms", "--from", "2026-01-01"), TermsRefused),
        (("terms", "--portfolio", "1", "--cap", "1", "--from", "2026-01-01"), TermsRefused),
        (("terms", "--portfolio", "1", "--statute", "uk.late_payment_interest", "--from", "2026-01-01"), TermsRefused),
        (("show", "D-9"), QuestionRefused),
        (("unfreeze", "99999", "--until", "2026-01-01", "--reason", "x"), FreezeRefused),
        (("charge", "D-1", "--through", "2026-13-01"), DayUnreadable),
    ):
        with pytest.raises(refusal):
            call(*words)

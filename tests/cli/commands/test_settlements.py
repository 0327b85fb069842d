"""`goodstanding settlements …`: what it does and prints, and that refusals are sentences."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from goodstanding.arrangements.settlement.operations.accepting import AlreadySettled
from goodstanding.arrangements.settlement.operations.offering import OfferRefused
from goodstanding.arrangements.settlement.operations.setting import SettingRefused
from goodstanding.arrangements.settlement.policy import PolicyRefused
from goodstanding.cli.commands import settlements
from goodstanding.cli.day import DayUnreadable
from goodstanding.money.amount import AmountMalformed
from goodstanding.refusal import Refusal
from tests.receivables.cast import Book, item, open_book, place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def book() -> Book:
    made = open_book()
    place(made, item("INV-1", 100_000), reference="GF-1")
    call("policy", str(made.portfolio_id), "--floor", "50%", "--starts", "2026-01-01")
    return made


def call(*words: str) -> str:
    """Call the command, and let its refusals through as the command line's door would see them."""
    return CliRunner().invoke(settlements.app, words, catch_exceptions=False).stdout


def told(*words: str) -> Any:
    return json.loads(call(*words, "--json"))


def test_an_offer_is_made_bid_on_and_accepted(book: Book) -> None:
    number = str(told("offer", "GF-1", "--amount", "800.00")["offer"])
    answered = told("bid", number, "--amount", "500", "--source", "call note 2")
    assert answered["answer"] == "countered" and answered["offers"][0]["amount"] == "780.00"
    counter = str(answered["offers"][0]["offer"])
    assert "Accepted; agreement" in call("accept", counter, "--source", "call note 3")
    with pytest.raises(AlreadySettled):
        call("accept", number, "--source", "call note 4")
    shown = told("show", number)
    assert shown["state"] == "superseded" and shown["bids"][0]["answer"] == "countered"
    assert len(told("list", "GF-1")) == 1 + len(answered["offers"]) == len(told("list"))
    assert {one["reference"] for one in told("list")} == {"GF-1"}
    assert "GF-1" in call("list") and "on account GF-1 is superseded" in call("show", number)
    assert "superseded" in call("list") and shown["path"].startswith("/offer/m")


def test_an_offer_by_policy_and_its_end(book: Book) -> None:
    made = told("offer", "GF-1")
    assert made["amount"] == "800.00"
    assert "withdrawn" in call("withdraw", str(made["offer"]), "--reason", "an error")
    again = told("offer", "GF-1", "--payments", "3")
    assert [part[1] for part in again["parts"]] == [27_333, 27_333, 27_334]
    assert "declined" in call("decline", str(again["offer"]), "--source", "call note 5")


def test_below_the_floor_the_operator_cannot_approve_alone(book: Book) -> None:
    made = told("offer", "GF-1", "--amount", "400.00")
    assert made["state"] == "waiting" and made["below_floor"]
    with pytest.raises(OfferRefused, match="second person"):
        call("approve", str(made["offer"]), "--reason", "hardship")
    with pytest.raises(OfferRefused, match="second person's yes"):
        call("accept", str(made["offer"]), "--source", "x")
    assert "denied" in call("deny", str(made["offer"]), "--reason", "too low")


def test_discounts_and_blanket_offers(book: Book) -> None:
    assert told("discount", "GF-1", "2098-01-10=2%", "--key", "d1") == told(
        "discount", "GF-1", "2098-01-10=2%", "--key", "d1"
    )
    words = ("blanket", str(book.portfolio_id), "--name", "spring", "--share", "60%")
    assert len(told(*words)["offers"]) == 1
    assert told(*words) == told(*words)


def test_a_policy_is_read_from_a_file(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    file.write_text("bids_most: 2\nconcessions_ppm: [790000, 760000]\n")
    shown = told("policy", str(book.portfolio_id), "--file", str(file))
    assert (shown["bids_most"], shown["floor"]) == (2, "50% of what is owed, since 2026-01-01")
    file.write_text("bids_mst: 2\n")
    with pytest.raises(PolicyRefused, match="bids_mst"):
        call("policy", str(book.portfolio_id), "--file", str(file))


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["offer", "GF-1", "--amount", "much"], AmountMalformed),
        (["offer", "GF-1", "--amount", "1000.00"], OfferRefused),
        (["offer", "GF-1", "--until", "soon"], DayUnreadable),
        (["offer", "nobody"], Refusal),
        (["show", "999999"], Refusal),
        (["policy", "999999", "--floor", "5%"], SettingRefused),
        (["policy", "999999"], Refusal),
        (["policy", "1", "--floor-amount", "20000"], SettingRefused),
        (["policy", "1", "--floor", "much"], SettingRefused),
        (["policy", "1", "--floor", "101%"], SettingRefused),
        (["policy", "1", "--file", "/nowhere.yaml"], SettingRefused),
        (["discount", "GF-1", "2098-01-10=0%", "--key", "d2"], OfferRefused),
    ],
)
def test_bad_input_is_refused_with_a_sentence(words: list[str], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as caught:
        call(*words)
    assert str(caught.value).endswith(".")

"""`goodstanding hardship …`: a case from its opening to its end, moratoria, and that refusals are sentences."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from goodstanding.arrangements.hardship.operations.cases import CaseRefused
from goodstanding.arrangements.hardship.operations.granting import GrantRefused
from goodstanding.arrangements.hardship.operations.moratoria import MoratoriumRefused
from goodstanding.cli.commands import hardship
from goodstanding.cli.commands.hardship_pages import DayUnreadable
from tests.receivables.cast import Book, item, open_book, place

pytestmark = pytest.mark.django_db
TODAY = datetime.now(UTC).date()


@pytest.fixture(autouse=True)
def book() -> Book:
    found = open_book()
    place(found, item("INV-1", 10_000), reference="GF-1")
    return found


def call(*words: str) -> Result:
    return CliRunner().invoke(hardship.app, words, catch_exceptions=False)


def told(*words: str) -> Any:
    return json.loads(call(*words, "--json").stdout)


def opened(*more: str) -> str:
    words = ("open", "GF-1", "--kind", "illness", "--source", "A call.", "--severity", "6", "--consent", *more)
    return str(told(*words)["case"])


def test_a_case_from_its_opening_to_its_end() -> None:
    case = opened("--note", "Dialysis.")
    assert told("grant", case, "GF-1", "breathing_room", "--reason", "Hospital.")["grant"]
    assert "Granted breathing_room on GF-1" in call("show", case).stdout
    later = (TODAY + timedelta(days=9)).isoformat()
    assert later in call("review", case, "--outcome", "Still ill.", "--next", later).stdout
    assert told("review", case, "--outcome", "proof received")["proof"] == "received"
    (one,) = told("list")
    assert (one["review_date"], one["kind"]) == (later, "illness")
    (outcome,) = told("report")["programmes"]
    assert (outcome["programme"], outcome["grants"], outcome["still_running"]) == ("breathing_room", 1, 1)
    call("close", case, "--outcome", "Back at work.")
    assert told("list") == []
    assert [one["case"] for one in told("list", "--all")] == [int(case)]


def test_nothing_is_accepted_kindly() -> None:
    room = told("cannot-pay", "GF-1", "--source", "A call.")
    assert len(room["grants"]) == 1
    assert "Free advice" in call("cannot-pay", "GF-1", "--source", "A call.").stdout


def test_a_fund_and_a_catalogue(book: Book, tmp_path: Path) -> None:
    words = ("--client", str(book.client_id), "--currency", "USD", "--from", "2026-01-01", "--until", "2099-12-31")
    assert told("fund", "write_off", *words, "--amount", "100.00")["fund"]
    (held,) = told("report")["funds"]
    assert held["amount_minor"] == 10_000
    file = tmp_path / "own.yaml"
    file.write_text("programmes: {a_week: {says: A week., deed: pause, days_most: 7}}")
    assert [one["name"] for one in told("programmes", "--load", str(file))] == ["a_week"]


def test_a_moratorium_is_recorded_listed_and_ended() -> None:
    assert "No moratorium" in call("moratorium", "GF-1").stdout
    words = ("--reference", "BS-1", "--contact", "Ash Advice", "--starts", TODAY.isoformat())
    (one,) = told("moratorium", "GF-1", *words)
    assert one["last_date"] == (TODAY + timedelta(days=60)).isoformat()
    end = ("--what", "cancelled", "--day", TODAY.isoformat(), "--reason", "The register.")
    assert told("moratorium-ends", str(one["moratorium"]), *end)["what"] == "cancelled"
    (one,) = told("moratorium", "GF-1")
    assert one["last_date"] == TODAY.isoformat()
    assert "new tasks" in call("due").stdout


def test_nonsense_is_refused_with_a_sentence() -> None:
    with pytest.raises(CaseRefused, match="not a kind of hardship"):
        call("open", "GF-1", "--kind", "laziness", "--source", "A call.")
    case = opened()
    with pytest.raises(GrantRefused, match="no programme 'gift'"):
        call("grant", case, "GF-1", "gift", "--reason", "Nice.")
    with pytest.raises(DayUnreadable):
        call("review", case, "--outcome", "Well.", "--next", "soon")
    with pytest.raises(MoratoriumRefused, match="who is to be spoken to"):
        call("moratorium", "GF-1", "--reference", "BS-1")

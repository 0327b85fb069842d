"""`goodstanding promise …`: what it records and prints, and that refusals are sentences."""

import json

import pytest
from typer.testing import CliRunner, Result

from goodstanding.arrangements.models import Promise
from goodstanding.arrangements.operations import PromiseRefused
from goodstanding.cli.commands import promise
from goodstanding.cli.commands.promise import DayUnreadable
from goodstanding.money.amount import AmountMalformed
from goodstanding.strategy.queries.question import QuestionRefused
from tests.receivables.cast import item, open_book, place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def debt_id() -> int:
    return place(open_book(), item("INV-1", 10_000), reference="GF-1")


def call(*words: str) -> Result:
    """Call the command, and let its refusals through as the command line's door would see them."""
    return CliRunner().invoke(promise.app, words, catch_exceptions=False)


def make(*more: str, amount: str = "50.00", by: str = "2099-12-31", evidence: str = "Call note 12.") -> Result:
    return call("GF-1", "--amount", amount, "--by-date", by, "--channel", "call", "--evidence", evidence, *more)


def test_a_promise_is_recorded_and_told() -> None:
    done = make()
    row = Promise.objects.get()
    assert done.stdout == f"Recorded as promise {row.pk}: USD 50.00 by 2099-12-31.\n"
    assert (row.amount_minor, row.currency, row.channel, row.evidence) == (5_000, "USD", "call", "Call note 12.")


def test_json_is_all_there_is_on_standard_output(debt_id: int) -> None:
    number = json.loads(make("--json", "--made", "2026-06-01").stdout)["promise"]
    (told,) = json.loads(call("list", "GF-1", "--json").stdout)
    assert (told["promise"], told["account"], told["amount"], told["paid"], told["currency"], told["state"]) == (
        number, debt_id, "50.00", "0.00", "USD", "open",
    )  # fmt: skip
    assert (told["made_date"], told["due_date"]) == ("2026-06-01", "2099-12-31")
    assert json.loads(call("withdraw", str(number), "--reason", "In error.", "--json").stdout) == {
        "promise": number, "state": "withdrawn",
    }  # fmt: skip
    (told,) = json.loads(call("list", "GF-1", "--json").stdout)
    assert (told["state"], told["withdrawn_reason"]) == ("withdrawn", "In error.")


def test_promises_are_listed_for_people_as_of_a_day() -> None:
    make("--made", "2026-06-01", by="2026-06-10")
    for day, state in (("2026-06-10", "open"), ("2026-06-11", "broken")):
        assert state in call("list", "GF-1", "--as-of", day).stdout
    assert "Nothing had been promised on account" in call("list", "GF-1", "--as-of", "2026-05-31").stdout
    assert json.loads(call("list", "GF-1", "--known-at", "2020-01-01T00:00Z", "--json").stdout) == []


def test_a_withdrawal_is_told() -> None:
    make()
    number = Promise.objects.get().pk
    assert call("withdraw", str(number), "--reason", "In error.").stdout == f"Promise {number} is withdrawn.\n"


def test_what_cannot_be_is_refused_in_a_sentence() -> None:
    with pytest.raises(PromiseRefused, match=r"USD 100\.01 is more than the USD 100\.00 that are owed\."):
        make(amount="100.01")
    with pytest.raises(PromiseRefused, match="Say where"):
        make(evidence="")
    with pytest.raises(DayUnreadable, match="'Friday' is not a day; write it as 2026-06-30"):
        make(by="Friday")
    with pytest.raises(AmountMalformed, match="is not a plain decimal number"):
        make(amount="fifty")
    with pytest.raises(PromiseRefused, match="There is no promise 987654321"):
        call("withdraw", "987654321", "--reason", "None.")
    with pytest.raises(QuestionRefused):
        call("list", "GF-404")
    assert not Promise.objects.exists()

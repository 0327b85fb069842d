"""`goodstanding worklist …`: counting, reading, closing, and that refusals are sentences."""

import json

import pytest
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import worklist
from goodstanding.cli.commands.worklist import PlaceUnreadable
from goodstanding.worklists.models import Task
from goodstanding.worklists.operations.single import About, TaskRefused, Wanted, open_task
from goodstanding.worklists.queries import NoSuchTask, NoSuchWorklist
from tests.receivables.cast import NOON, SUPERVISOR, Book, item, open_book, place

pytestmark = pytest.mark.django_db


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture(autouse=True)
def task(book: Book) -> int:
    debt_id = place(book, item("INV-1", 10_000), reference="GF-1")
    about = About(book.debtor_id, debt_id, book.client_id, book.portfolio_id)
    evidence = {"promise_date": "2026-06-10", "balance_minor": 5_000, "currency": "USD"}
    return open_task(
        Wanted("warning", f"warning:broken:{debt_id}", "The promise of 10 June was broken.", evidence, priority=5),
        about, by=SUPERVISOR, at=NOON,
    )  # fmt: skip


def call(*words: str) -> Result:
    """Call the command, and let its refusals through as the command line's door would see them."""
    return CliRunner().invoke(worklist.app, words, catch_exceptions=False)


def test_open_tasks_are_counted() -> None:
    lines = [line.split(maxsplit=2) for line in call().stdout.splitlines()[1:]]
    assert ["warning", "1", "Early warnings"] in [[word.strip() for word in line] for line in lines]
    assert json.loads(call("--json").stdout) == {
        "open": {"exception": 0, "warning": 1, "approval": 0, "call": 0, "step": 0, "reach": 0, "reply": 0}
    }


def test_a_list_is_printed_for_people_and_for_programs(task: int) -> None:
    printed = call("warning").stdout
    for text in (str(task), "The promise of 10 June was broken.", "GF-1", "Juniper Testcase", "USD 50.00"):
        assert text in printed
    answer = json.loads(call("warning", "--json").stdout)
    (told,) = answer["tasks"]
    assert (answer["kind"], answer["after"]) == ("warning", None)
    assert (told["task"], told["reference"], told["name"], told["client"], told["amount"], told["currency"]) == (
        task, "GF-1", "Juniper Testcase", "Larch Utilities", "50.00", "USD",
    )  # fmt: skip
    assert told["evidence"]["promise_date"] == "2026-06-10"
    assert call("call").stdout == "Calls of the day: nothing to look at.\n"


def test_a_list_is_turned_page_by_page(task: int) -> None:
    second = open_task(Wanted("warning", "another", "Another."), by=SUPERVISOR, at=NOON)
    first = json.loads(call("warning", "--limit", "1", "--json").stdout)
    assert first["after"] == f"5.{task}"
    assert "There is more: goodstanding worklist warning --after" in call("warning", "--limit", "1").stderr
    rest = json.loads(call("warning", "--limit", "1", "--after", first["after"], "--json").stdout)
    assert ([one["task"] for one in rest["tasks"]], rest["after"]) == ([second], None)


def test_one_task_is_shown_with_its_evidence_and_closed(task: int) -> None:
    assert "balance: USD 50.00" in call("show", str(task)).stdout
    assert call("close", str(task), "--outcome", "Called.").stdout == f"Task {task} is closed.\n"
    assert Task.objects.get(id=task).outcome == "Called."
    assert "Closed by operator: Called." in call("show", str(task)).stdout
    assert json.loads(call("show", str(task), "--json").stdout)["outcome"] == "Called."


def test_closing_answers_in_json(task: int) -> None:
    assert json.loads(call("close", str(task), "--outcome", "Called.", "--json").stdout) == {
        "task": task, "state": "closed",
    }  # fmt: skip


def test_what_cannot_be_is_refused_in_a_sentence(task: int) -> None:
    with pytest.raises(NoSuchWorklist, match="There is no worklist 'rumour'"):
        call("rumour")
    with pytest.raises(PlaceUnreadable, match="is no place in a worklist"):
        call("warning", "--after", "next")
    with pytest.raises(NoSuchTask, match="There is no task 987654321"):
        call("show", "987654321")
    with pytest.raises(TaskRefused, match="Say what became of it"):
        call("close", str(task), "--outcome", " ")

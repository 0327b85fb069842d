"""The worklists in the browser: counts, pages of a queue, closing, and who sees what."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from goodstanding.access.permission import OPERATOR, Scope
from goodstanding.access.role import Role
from goodstanding.worklists.models import Task
from goodstanding.worklists.operations.single import About, Wanted, open_task
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn

AT = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)


def wanted(matter: str, *, title: str = "The promise of 10 June was broken.", priority: int = 0) -> Wanted:
    evidence = {"balance_minor": 5_000, "currency": "USD", "promise_date": "2026-06-10"}
    return Wanted("warning", matter, title, evidence, priority=priority)


@pytest.fixture
def tasks(book: Book) -> tuple[int, int]:
    """A warning about an account of each client; the garden's, then the harbour's."""
    return (
        open_task(wanted("one"), About(debt_id=book.juniper, client_id=book.garden), by=OPERATOR, at=AT),
        open_task(wanted("two"), About(debt_id=book.asa, client_id=book.harbour), by=OPERATOR, at=AT),
    )


@pytest.fixture
def collector(book: Book, signed_in: SignedIn) -> Client:
    return signed_in(Role.COLLECTOR, Scope(clients=frozenset({book.garden})))


def main(answer: bytes) -> str:
    return answer.decode().split("<main")[1]


def test_the_rail_and_the_first_page_count(collector: Client, signed_in: SignedIn, tasks: tuple[int, int]) -> None:
    for browser, number in ((collector, "1"), (signed_in(Role.SUPERVISOR), "2")):
        page = browser.get("/worklists/").content.decode()
        assert f'<span class="count">{number}<span class="hidden-text"> open' in page
        assert f'<span class="total">{number}<span' in page
        assert "Early warnings" in page


def test_a_task_is_shown_with_whom_how_much_since_when_and_its_evidence(
    collector: Client, tasks: tuple[int, int]
) -> None:
    page = main(collector.get("/worklists/warning/").content)
    for text in (
        "The promise of 10 June was broken.", "Juniper Ångström-Sample", "GF-0001", "Fern and Field Supplies",
        "50.00 USD", "since 15 Jun 2026", "promise date", "2026-06-10",
    ):  # fmt: skip
        assert text in page, text
    assert "Asa Fictional" not in page


def test_a_task_stands_on_the_page_of_its_account(collector: Client, book: Book, tasks: tuple[int, int]) -> None:
    page = main(collector.get(f"/accounts/{book.juniper}/").content)
    assert f'href="/worklists/warning/#task-{tasks[0]}"' in page


def test_a_task_is_closed_with_what_became_of_it(collector: Client, tasks: tuple[int, int]) -> None:
    address = f"/worklists/tasks/{tasks[0]}/close/"
    assert "Say what became of it." in main(collector.post(address, {"outcome": " "}, follow=True).content)
    answer = collector.post(address, {"outcome": "Called; pays on Friday.", "after": "3.7"}, follow=True)
    assert answer.redirect_chain == [("/worklists/warning/?after=3.7", 302)]
    assert "Closed: The promise of 10 June was broken." in main(answer.content)
    row = Task.objects.get(id=tasks[0])
    assert (row.outcome, row.closed_by.startswith("user:")) == ("Called; pays on Friday.", True)
    assert "already" in main(collector.post(address, {"outcome": "Again."}, follow=True).content)


def test_nobody_closes_what_they_may_not(collector: Client, signed_in: SignedIn, tasks: tuple[int, int]) -> None:
    address = f"/worklists/tasks/{tasks[1]}/close/"
    assert collector.post(address, {"outcome": "Mine."}).status_code == 404
    auditor = signed_in(Role.AUDITOR)
    assert auditor.post(address, {"outcome": "Mine."}).status_code == 403
    assert Client().post(address, {"outcome": "Mine."}).status_code == 302
    assert collector.get(address).status_code == 405
    assert "What became of it" not in main(auditor.get("/worklists/warning/").content)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in(Role.SUPERVISOR).cookies
    assert strict.post(address, {"outcome": "From elsewhere."}).status_code == 403
    assert Task.objects.get(id=tasks[1]).closed_at is None


def test_a_long_list_is_turned_page_by_page_and_asks_few_questions(
    book: Book, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(52):
        about = About(debt_id=book.mill, client_id=book.garden)
        open_task(wanted(f"m{number}", title=f"Matter {number}.", priority=-number), about, by=OPERATOR, at=AT)
    browser = signed_in(Role.SUPERVISOR)
    with django_assert_max_num_queries(20):
        first = main(browser.get("/worklists/warning/").content)
    assert "Matter 0." in first and "Matter 49." in first and "Matter 50." not in first
    following = first.split("?after=")[1].split('"')[0]
    second = main(browser.get(f"/worklists/warning/?after={following}").content)
    assert "Matter 50." in second and "Matter 49." not in second and "From the top" in second


def test_an_empty_list_and_an_unknown_one_are_calm(signed_in: SignedIn) -> None:
    browser = signed_in(Role.SUPERVISOR)
    assert "Nothing to look at." in main(browser.get("/worklists/call/").content)
    assert browser.get("/worklists/call/?after=nonsense").status_code == 200
    assert browser.get("/worklists/rumour/").status_code == 404


def test_words_of_a_task_cannot_bring_markup(book: Book, signed_in: SignedIn) -> None:
    open_task(wanted("x", title="<script>alert(1)</script>"), by=OPERATOR, at=AT)
    page = main(signed_in(Role.SUPERVISOR).get("/worklists/warning/").content)
    assert "<script>alert" not in page and "&lt;script&gt;" in page

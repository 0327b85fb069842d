"""The pages of hardship: a budget is typed and reckoned, nothing is accepted, and who may not see is not shown."""

import pytest
from django.test import Client

from goodstanding.access.permission import Scope
from goodstanding.access.role import Role
from goodstanding.arrangements.models import Budget, HardshipCase
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn

FORM = {
    "amount-wages": "1500.00", "often-wages": "monthly", "amount-groceries": "100", "often-groceries": "weekly",
    "amount-gas": "?", "often-gas": "not sure", "adults": "1", "children": "0", "consent": "yes",
}  # fmt: skip


@pytest.fixture
def collector(book: Book, signed_in: SignedIn) -> Client:
    return signed_in(Role.COLLECTOR, Scope(clients=frozenset({book.garden})))


def test_a_budget_is_typed_and_reckoned_before_ones_eyes(collector: Client, book: Book) -> None:
    address = f"/accounts/{book.juniper}/hardship/"
    assert "There is no budget" in collector.get(address).content.decode()
    shown = collector.post(f"{address}budget/", FORM, follow=True).content.decode()
    assert "The budget is taken" in shown
    assert "433.33" in shown
    assert "1,066.67" in shown
    assert "Not sure of everything" in shown
    assert Budget.objects.get().has_consent


def test_a_budget_that_is_refused_comes_back_with_what_was_typed(collector: Client, book: Book) -> None:
    form = FORM | {"amount-wages": "much"}
    shown = collector.post(f"/accounts/{book.juniper}/hardship/budget/", form).content.decode()
    assert "is not a plain decimal number" in shown
    assert 'value="much"' in shown
    assert not Budget.objects.exists()


def test_nothing_now_is_accepted_and_stands_on_the_list(collector: Client, book: Book) -> None:
    answer = collector.post(f"/accounts/{book.juniper}/hardship/nothing-now/", follow=True)
    assert "Nobody asks for money for a while" in answer.content.decode()
    case = HardshipCase.objects.get()
    listed = collector.get("/hardship/").content.decode()
    assert f"<td>{case.pk}</td>" in listed
    assert collector.get(f"/accounts/{book.juniper}/hardship/nothing-now/").status_code == 405


def test_who_may_not_is_told_so(book: Book, signed_in: SignedIn) -> None:
    strategist = signed_in(Role.STRATEGIST, Scope())
    assert strategist.get("/hardship/").status_code == 403
    elsewhere = signed_in(Role.COLLECTOR, Scope(clients=frozenset({999_999})))
    assert elsewhere.get(f"/accounts/{book.juniper}/hardship/").status_code == 404

"""A plan is shown, agreed and looked at on the pages of an account."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from goodstanding.access.permission import Scope
from goodstanding.access.role import Role
from goodstanding.arrangements.models import Plan
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn

SOON = (date.today() + timedelta(days=9)).isoformat()  # noqa: DTZ011  The book is entered relative to today.


@pytest.fixture
def collector(book: Book, signed_in: SignedIn) -> Client:
    return signed_in(Role.COLLECTOR, Scope(clients=frozenset({book.garden})))


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.split("plans/set-up/")[1]))


def test_a_plan_is_shown_and_then_set_up_once(collector: Client, book: Book) -> None:
    address = f"/accounts/{book.juniper}/plans/"
    assert "No plan was agreed on this account." in collector.get(address).content.decode()
    page = collector.get(address, {"first": SOON, "count": "3", "amount": "", "every": "month"}).content.decode()
    assert "in 3 payments, the last on" in page
    assert not Plan.objects.exists()
    form = hidden(page) | {"evidence": "Call note 12."}
    for _ in range(2):
        answer = collector.post(f"{address}set-up/", form, follow=True)
        assert answer.redirect_chain == [(address, 302)]
    assert Plan.objects.count() == 1
    assert "in force" in answer.content.decode()
    assert f"Plan {Plan.objects.get().pk}" in collector.get("/plans/").content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"first": "soon", "count": "3", "amount": "", "every": "month"}, "is not a day"),
        ({"first": SOON, "count": "", "amount": "", "every": "month"}, "how many instalments"),
        ({"first": SOON, "count": "x", "amount": "", "every": "month"}, "whole number"),
        ({"first": SOON, "count": "3", "amount": "", "every": "moon"}, "Choose how often"),
    ],
)
def test_what_cannot_be_comes_back_with_why(
    collector: Client, book: Book, typed: dict[str, str], sentence: str
) -> None:
    answer = collector.get(f"/accounts/{book.juniper}/plans/", typed)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_another_plan_than_the_one_shown_is_refused(collector: Client, book: Book) -> None:
    address = f"/accounts/{book.juniper}/plans/"
    page = collector.get(address, {"first": SOON, "count": "3", "amount": "", "every": "month"}).content.decode()
    answer = collector.post(f"{address}set-up/", hidden(page) | {"evidence": "Note.", "count": "4"})
    assert answer.status_code == 400
    assert "not the plan that was shown" in answer.content.decode()


def test_who_may_not_does_not(book: Book, signed_in: SignedIn) -> None:
    auditor = signed_in(Role.AUDITOR)
    assert auditor.post(f"/accounts/{book.juniper}/plans/set-up/", {}).status_code == 403
    elsewhere = signed_in(Role.COLLECTOR, Scope(clients=frozenset({999_999})))
    assert elsewhere.get(f"/accounts/{book.juniper}/plans/").status_code == 404

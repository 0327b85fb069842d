"""The page of an account's invoices, and the PDF as a file."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from goodstanding.access.permission import OPERATOR, Scope
from goodstanding.access.role import Role
from goodstanding.arrangements.billing.operations.issuing import issue
from goodstanding.arrangements.billing.queries import document
from tests.receivables.invoice.sample import fields
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn


@pytest.fixture
def number(book: Book) -> int:
    today = timezone.now().date().isoformat()
    others: dict[str, Any] = {"currency": "USD", "issued": today, "delivered": None, "due": today, "discounts": None}
    return issue(book.juniper, fields(**others), by=OPERATOR, at=timezone.now())


def test_the_page_lists_and_the_file_is_what_was_issued(number: int, book: Book, signed_in: SignedIn) -> None:
    browser: Client = signed_in(Role.COLLECTOR)
    shown = browser.get(f"/accounts/{book.juniper}/invoices/").content.decode()
    assert "LU-2026-118" in shown and "115.65" in shown
    answer = browser.get(f"/invoices/{number}/")
    assert answer.content == document(number, by=OPERATOR)[1]
    assert answer["Content-Disposition"].startswith("attachment") and answer["Content-Type"] == "application/pdf"


def test_who_may_not_see_it_is_not_shown_it(number: int, book: Book, signed_in: SignedIn) -> None:
    browser: Client = signed_in(Role.COLLECTOR, Scope(clients=frozenset({book.harbour})))
    assert browser.get(f"/invoices/{number}/").status_code in {403, 404}
    assert browser.get(f"/accounts/{book.juniper}/invoices/").status_code in {403, 404}
    assert signed_in(Role.COLLECTOR).get("/invoices/999999/").status_code == 404

"""The pages of settlements: an offer is made, waits for a second person, and only for whoever may see it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goodstanding.access.permission import Scope
from goodstanding.access.role import Role
from goodstanding.arrangements.settlement.queries import offers_of
from goodstanding.receivables.queries.debts import debt_of
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn


@pytest.fixture
def supervisor(book: Book, signed_in: SignedIn) -> Client:
    return signed_in(Role.SUPERVISOR)


def offer(browser: Client, debt_id: int, amount: str = "5.00") -> str:
    until = (timezone.now().date() + timedelta(days=20)).isoformat()
    sent = {"amount": amount, "payments": "1", "until": until}
    return browser.post(f"/accounts/{debt_id}/settlements/offer/", sent, follow=True).content.decode()


def test_an_offer_is_made_and_whoever_made_it_cannot_approve_it(supervisor: Client, book: Book) -> None:
    assert "waits for a second person" in offer(supervisor, book.juniper)
    (one,) = offers_of(book.juniper, at=timezone.now())
    listed = supervisor.get("/settlements/").content.decode()
    assert f"Offer {one.offer_id}" in listed
    assert debt_of(book.juniper).reference in listed
    said = supervisor.post(f"/settlements/{one.offer_id}/decide/", {"choice": "approve", "reason": "x"}, follow=True)
    assert "a second person does" in said.content.decode()
    said = supervisor.post(f"/settlements/{one.offer_id}/decide/", {"choice": "withdraw", "reason": "x"}, follow=True)
    assert "withdrawn" in said.content.decode()


def test_what_is_refused_is_said(supervisor: Client, book: Book) -> None:
    assert "less than is owed" in offer(supervisor, book.juniper, "999999.00")
    said = supervisor.post("/settlements/999999/decide/", {"choice": "deny", "reason": "x"}, follow=True)
    assert "There is no offer 999999." in said.content.decode()


def test_somebody_elses_account_is_not_shown(book: Book, signed_in: SignedIn) -> None:
    stranger = signed_in(Role.COLLECTOR, scope=Scope(clients=frozenset({999_999})))
    assert stranger.get(f"/accounts/{book.juniper}/settlements/").status_code in (403, 404)

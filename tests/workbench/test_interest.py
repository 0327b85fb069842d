"""The page of an account's interest and fees: the explanation, what is frozen, and only for whoever may see it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goodstanding.access.permission import OPERATOR, Scope
from goodstanding.access.role import Role
from goodstanding.ledger.interest.terms import Terms
from goodstanding.ledger.operations.freezing import freeze_interest
from goodstanding.receivables.charging.operations.terms import set_portfolio_terms, set_terms
from goodstanding.receivables.models import Debt
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn


@pytest.fixture
def supervisor(book: Book, signed_in: SignedIn) -> Client:
    return signed_in(Role.SUPERVISOR)


def shown(browser: Client, debt_id: int) -> str:
    answer = browser.get(f"/accounts/{debt_id}/interest/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_account_without_terms_says_that_nothing_is_charged(supervisor: Client, book: Book) -> None:
    assert f'href="/accounts/{book.juniper}/interest/"' in supervisor.get(f"/accounts/{book.juniper}/").content.decode()
    text = shown(supervisor, book.juniper)
    assert "so none is charged" in text and "No fee was charged" in text


def test_every_stretch_is_shown_with_its_rate_and_rule(supervisor: Client, book: Book) -> None:
    day, at = timezone.now().date(), timezone.now()
    terms = Terms("contract", 80_000, rule="Clause 7")
    set_terms(book.juniper, terms, effective_date=day - timedelta(days=400), by=OPERATOR, at=at)
    freeze_interest(
        book.juniper, starts_date=day - timedelta(days=5), ends_date=None, reason="hardship case 4", by=OPERATOR, at=at
    )
    text = shown(supervisor, book.juniper)
    for part in ("By contract (Clause 7)", "8%", "rounded once", "hardship case 4", "frozen", "of 365"):
        assert part in text


def test_a_rate_nobody_knows_is_said_calmly(supervisor: Client, book: Book) -> None:
    portfolio_id = Debt.objects.get(pk=book.juniper).portfolio_id
    terms = Terms("contract", 1, base_name="rock_base", rule="Clause 7")
    day = timezone.now().date() - timedelta(days=400)
    set_portfolio_terms(portfolio_id, terms, effective_date=day, by=OPERATOR, at=timezone.now())
    assert "No base rate is called" in shown(supervisor, book.juniper)


def test_whoever_may_not_see_the_account_learns_nothing(book: Book, signed_in: SignedIn) -> None:
    stranger = signed_in(Role.SUPERVISOR, Scope(clients=frozenset({book.harbour})))
    assert stranger.get(f"/accounts/{book.juniper}/interest/").status_code == 404

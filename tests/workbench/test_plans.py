"""The pages of plans: shown in plain words before anybody agrees, signed, and listed with as few questions as ever."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goodstanding.access.permission import Scope
from goodstanding.access.role import Role
from goodstanding.arrangements.plan.queries import plans_of
from goodstanding.receivables.queries.debts import debt_of
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn


@pytest.fixture
def supervisor(book: Book, signed_in: SignedIn) -> Client:
    return signed_in(Role.SUPERVISOR)


def first_day() -> str:
    return (timezone.now().date() + timedelta(days=20)).isoformat()


def set_up(browser: Client, debt_id: int) -> str:
    typed = {"first": first_day(), "count": "3", "amount": "", "every": "month"}
    shown = browser.get(f"/accounts/{debt_id}/plans/", typed).content.decode()
    hidden = dict(re.findall(r'name="(agreed|key)" value="([^"]+)"', shown))
    browser.post(
        f"/accounts/{debt_id}/plans/set-up/", typed | hidden | {"channel": "call", "evidence": "Call note 12."}
    )
    return shown


def test_what_they_would_agree_to_is_shown_and_then_signed(supervisor: Client, book: Book) -> None:
    shown = set_up(supervisor, book.juniper)
    assert "What they would agree to" in shown
    assert f"It is about account {debt_of(book.juniper).reference}." in shown
    (plan,) = plans_of(book.juniper, as_of=timezone.now().date())
    assert plan.agreement is not None
    page = supervisor.get(f"/accounts/{book.juniper}/plans/").content.decode()
    assert f"Agreement plan-{plan.plan_id}" in page and plan.agreement.document_hash in page
    # A plan is shown with the plans; the page of settlements does not repeat it.
    assert "Agreement plan-" not in supervisor.get(f"/accounts/{book.juniper}/settlements/").content.decode()


def test_more_plans_are_no_more_questions(supervisor: Client, book: Book) -> None:
    debts = [book.juniper, book.asa]
    counts = []
    for debt_id in debts:
        set_up(supervisor, debt_id)
        supervisor.get("/plans/")
        with CaptureQueriesContext(connection) as asked:
            page = supervisor.get("/plans/").content.decode()
        counts.append(len(asked))
        assert debt_of(debt_id).reference in page
    assert counts[0] == counts[1]


def test_somebody_elses_plan_is_not_listed(supervisor: Client, book: Book, signed_in: SignedIn) -> None:
    set_up(supervisor, book.juniper)
    stranger = signed_in(Role.COLLECTOR, scope=Scope(clients=frozenset({999_999})))
    assert debt_of(book.juniper).reference not in stranger.get("/plans/").content.decode()

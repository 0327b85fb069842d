"""Recording and withdrawing a promise on the page of an account."""

from datetime import date, timedelta

import pytest
from django.test import Client

from goodstanding.access.permission import Scope
from goodstanding.access.role import Role
from goodstanding.arrangements.models import Promise
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn

FRIDAY = (date.today() + timedelta(days=5)).isoformat()  # noqa: DTZ011  The book is entered relative to today.
FORM = {"amount": "100.00", "by_date": FRIDAY, "channel": "call", "evidence": "Call note 12."}


@pytest.fixture
def collector(book: Book, signed_in: SignedIn) -> Client:
    return signed_in(Role.COLLECTOR, Scope(clients=frozenset({book.garden})))


def shown(browser: Client, debt_id: int, *, as_of: str = "") -> str:
    page = browser.get(f"/accounts/{debt_id}/{as_of}").content.decode()
    return page.split('id="promises"')[1].split("</section>")[0]


def test_a_promise_is_typed_recorded_and_shown(collector: Client, book: Book) -> None:
    assert "Nothing has been promised." in shown(collector, book.juniper)
    answer = collector.post(f"/accounts/{book.juniper}/promises/", FORM, follow=True)
    assert answer.redirect_chain == [(f"/accounts/{book.juniper}/#promises", 302)]
    assert "A promise of 100.00 USD by" in answer.content.decode()
    panel = shown(collector, book.juniper)
    assert "100.00 USD" in panel and "Open" in panel and "Call: Call note 12." in panel
    assert "Record a promise" not in panel, "One promise is open at a time."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"amount": "fifty"}, "&#x27;fifty&#x27; is not a plain decimal number."),
        ({"amount": "0"}, "its amount is above zero"),
        ({"amount": "99999.00"}, "is more than the"),
        ({"by_date": "Friday"}, "is not a day"),
        ({"by_date": "2001-01-01"}, "it cannot fall due on 2001-01-01"),
        ({"channel": "pigeon"}, "is not a channel"),
        ({"evidence": " "}, "Say where the promise can be seen or heard"),
    ],
)
def test_a_promise_that_cannot_be_comes_back_with_why(
    collector: Client, book: Book, change: dict[str, str], sentence: str
) -> None:
    answer = collector.post(f"/accounts/{book.juniper}/promises/", FORM | change)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page
    if "evidence" not in change:
        assert 'value="Call note 12."' in page, "What was typed is kept."
    assert not Promise.objects.exists()


def test_a_promise_is_withdrawn_with_its_reason(collector: Client, book: Book) -> None:
    collector.post(f"/accounts/{book.juniper}/promises/", FORM)
    address = f"/accounts/{book.juniper}/promises/{Promise.objects.get().pk}/withdraw/"
    assert "Say why" in collector.post(address, {"reason": " "}, follow=True).content.decode()
    assert "is withdrawn." in collector.post(address, {"reason": "Another day."}, follow=True).content.decode()
    assert "Withdrawn: Another day." in shown(collector, book.juniper)
    assert "already" in collector.post(address, {"reason": "Again."}, follow=True).content.decode()


def test_the_past_and_readers_offer_nothing(collector: Client, book: Book, signed_in: SignedIn) -> None:
    past = (date.today() - timedelta(days=1)).isoformat()  # noqa: DTZ011  The book is entered relative to today.
    assert "Record a promise" in shown(collector, book.juniper)
    assert "Record a promise" not in shown(collector, book.juniper, as_of=f"?as_of={past}")
    assert "Record a promise" not in shown(signed_in(Role.AUDITOR), book.juniper)


def test_nobody_promises_where_they_may_not(collector: Client, book: Book, signed_in: SignedIn) -> None:
    address = f"/accounts/{book.juniper}/promises/"
    assert signed_in(Role.AUDITOR).post(address, FORM).status_code == 403
    assert collector.post(f"/accounts/{book.asa}/promises/", FORM).status_code == 404
    assert collector.post("/accounts/99999999999999999999/promises/", FORM).status_code == 404
    assert Client().post(address, FORM).status_code == 302
    assert collector.get(address).status_code == 405
    assert not Promise.objects.exists()


def test_nobody_withdraws_what_is_not_theirs(collector: Client, book: Book, signed_in: SignedIn) -> None:
    signed_in(Role.SUPERVISOR).post(f"/accounts/{book.asa}/promises/", FORM | {"amount": "1"})
    number = Promise.objects.get().pk
    for debt_id in (book.asa, book.juniper):
        address = f"/accounts/{debt_id}/promises/{number}/withdraw/"
        assert collector.post(address, {"reason": "Mine."}).status_code == 404
    assert Promise.objects.get().withdrawn_at is None


def test_a_form_from_elsewhere_is_refused(book: Book, signed_in: SignedIn) -> None:
    session = signed_in(Role.COLLECTOR).cookies
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = session
    assert strict.post(f"/accounts/{book.juniper}/promises/", FORM).status_code == 403
    assert not Promise.objects.exists()

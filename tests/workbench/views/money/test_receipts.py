"""The page of receipts: one is recorded once, taken back with a reason, and what is open is written off once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goodstanding.access.role import Role
from goodstanding.ledger.models import Transaction
from goodstanding.ledger.queries import balance
from goodstanding.payments.queries import receipts_of
from tests.workbench.cast import Book
from tests.workbench.conftest import SignedIn


@pytest.fixture
def supervisor(book: Book, signed_in: SignedIn) -> Client:
    return signed_in(Role.SUPERVISOR)


def owed(debt_id: int) -> int:
    return balance(debt_id, as_of=timezone.now().date()).open_minor


def record(browser: Client, debt_id: int, *, amount: str = "12.50", key: str = "a", day: str = "") -> str:
    sent = {"amount": amount, "date": day or timezone.now().date().isoformat(), "method": "cheque", "key": key}
    return browser.post(f"/accounts/{debt_id}/receipts/record/", sent, follow=True).content.decode()


def test_a_receipt_sent_twice_counts_once_and_is_taken_back(supervisor: Client, book: Book) -> None:
    before = owed(book.mill)
    assert "is recorded as receipt" in record(supervisor, book.mill)
    assert "it counts once" in record(supervisor, book.mill)
    assert owed(book.mill) == before - 1250
    one = receipts_of(book.mill)[0]
    where, today = f"/accounts/{book.mill}/receipts/{one.receipt_id}/reverse/", timezone.now().date().isoformat()
    assert "Say why" in supervisor.post(where, {"reason": " ", "date": today}).content.decode()
    said = supervisor.post(where, {"reason": "Returned: R01", "date": today}, follow=True).content.decode()
    assert "is taken back; what it paid is open again" in said
    assert owed(book.mill) == before


@pytest.mark.parametrize("amount", ["", "0", "-5", "12.505", "1e3", "abc", "12,50,00", "9" * 30])
def test_what_is_no_amount_is_refused_in_the_form(supervisor: Client, book: Book, amount: str) -> None:
    before = owed(book.mill)
    assert 'role="alert"' in record(supervisor, book.mill, amount=amount)
    assert owed(book.mill) == before


def test_a_receipt_of_another_account_is_not_there(supervisor: Client, book: Book) -> None:
    record(supervisor, book.mill)
    one = receipts_of(book.mill)[0]
    sent = {"reason": "x", "date": timezone.now().date().isoformat()}
    assert supervisor.post(f"/accounts/{book.asa}/receipts/{one.receipt_id}/reverse/", sent).status_code == 404


def test_a_write_off_sent_twice_is_one(supervisor: Client, book: Book) -> None:
    before = owed(book.mill)
    where = f"/accounts/{book.mill}/receipts/write-off/"
    form = supervisor.get(f"/accounts/{book.mill}/receipts/").content.decode()
    seen = form.split('name="seen" value="')[1].split('"')[0]
    sent = {"off_amount": "1.00", "off_reason": "Too small", "seen": seen}
    assert "is written off" in supervisor.post(where, sent, follow=True).content.decode()
    assert "look again" in supervisor.post(where, sent).content.decode()
    assert owed(book.mill) == before - 100


def test_a_write_off_counts_from_the_day_that_is_named_and_from_none_to_come(supervisor: Client, book: Book) -> None:
    before, today = owed(book.mill), timezone.now().date()
    where = f"/accounts/{book.mill}/receipts/write-off/"
    form = supervisor.get(f"/accounts/{book.mill}/receipts/").content.decode()
    seen = form.split('name="seen" value="')[1].split('"')[0]
    sent = {"off_amount": "1.00", "off_reason": "Too small", "seen": seen}
    for day, said in (
        ((today + timedelta(days=3)).isoformat(), "is still to come."),
        ("soon", "&#x27;soon&#x27; is not a day"),
    ):
        answer = supervisor.post(where, sent | {"off_date": day})
        assert answer.status_code == 400
        assert said in answer.content.decode()
    assert owed(book.mill) == before
    yesterday = today - timedelta(days=1)
    sent["off_date"] = yesterday.isoformat()
    assert "is written off" in supervisor.post(where, sent, follow=True).content.decode()
    assert Transaction.objects.filter(kind="write-off").latest("id").effective_date == yesterday
    assert owed(book.mill) == before - 100


def test_whoever_may_not_is_offered_nothing_and_refused(book: Book, signed_in: SignedIn) -> None:
    auditor = signed_in(Role.AUDITOR)
    page = auditor.get(f"/accounts/{book.mill}/receipts/").content.decode()
    assert "Record the receipt" not in page
    assert "Take back" not in page
    for deed in ("record", "write-off"):
        assert auditor.post(f"/accounts/{book.mill}/receipts/{deed}/").status_code == 403

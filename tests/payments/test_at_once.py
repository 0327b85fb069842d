"""Many people working on one debt at the same instant, in transactions that really commit."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoDbBlocker

from goodstanding.ledger import queries as books
from goodstanding.ledger.models import Transaction
from goodstanding.payments.operations.applying import apply_unapplied
from goodstanding.payments.operations.recording import record
from goodstanding.payments.operations.reversing import reverse
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.operations.placing import add_item
from goodstanding.receivables.operations.withdrawing import withdraw_debt
from goodstanding.refusal import Refusal
from tests.receivables.cast import COLLECTOR, FAR, NOON, SUPERVISOR, day, item, open_book, place, usd

PEOPLE = 4


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A copy of the test database in which transactions really commit, thrown away afterwards."""
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
        assert str(name).startswith("test_"), (
            "Run a test that is marked django_db with it: only then is there a database."
        )
        connection.close()
        connection.creation.clone_test_db("at_once", verbosity=0)
        connection.settings_dict["NAME"] = connection.creation.get_test_db_clone_settings("at_once")["NAME"]
        yield
        connection.close()
        connection.settings_dict["NAME"] = name
        connection.creation.destroy_test_db(suffix="at_once", verbosity=0)


def all_at_once(deed: Callable[[int], object]) -> list[Refusal]:
    """Let everybody do a deed at the same instant; return what was refused."""
    refused: list[Refusal] = []
    start = threading.Barrier(PEOPLE)

    def work(number: int) -> None:
        start.wait()
        try:
            deed(number)
        except Refusal as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.mark.django_db
def test_one_after_the_other_pays_what_is_open() -> None:
    debt_id = place(open_book(), item("INV-1", 10_000))
    for _ in range(5 * PEOPLE):
        record(debt_id, Receipt(usd(600), day(20)), by=COLLECTOR, at=NOON)
    told = books.balance(debt_id, as_of=FAR)
    assert (told.open_minor, told.unapplied_minor, told.under("cash")) == (0, 2_000, 12_000)


def test_nothing_is_paid_or_taken_back_twice(own_database: None) -> None:
    debt_id = place(open_book(), item("INV-1", 10_000))

    def pay(number: int) -> None:
        for _ in range(5):
            record(debt_id, Receipt(usd(600), day(20)), by=COLLECTOR, at=NOON)

    assert all_at_once(pay) == []
    told = books.balance(debt_id, as_of=FAR)
    assert (told.open_minor, told.unapplied_minor, told.under("cash")) == (0, 2_000, 12_000)

    add_item(debt_id, item("INV-2", 1_500), by=SUPERVISOR, at=NOON)
    assert len(all_at_once(lambda _: apply_unapplied(debt_id, effective_date=day(30), by=COLLECTOR, at=NOON))) == 3
    told = books.balance(debt_id, as_of=FAR)
    assert (told.open_minor, told.unapplied_minor) == (0, 500)

    receipt_id = record(debt_id, Receipt(usd(100), day(40)), by=COLLECTOR, at=NOON)

    def bounce(number: int) -> None:
        reverse(receipt_id, reason="Bounced.", reversed_date=day(41), by=SUPERVISOR, at=NOON)

    assert len(all_at_once(bounce)) == 3
    assert books.balance(debt_id, as_of=FAR).under("cash") == 12_000

    one = Receipt(usd(100), day(42), source_key="bank-1")
    assert len(all_at_once(lambda _: record(debt_id, one, by=COLLECTOR, at=NOON))) == 3
    assert books.balance(debt_id, as_of=FAR).under("cash") == 12_100


def test_a_debt_is_withdrawn_once(own_database: None) -> None:
    debt_id = place(open_book(), item("INV-1", 10_000))

    def withdraw(number: int) -> None:
        withdraw_debt(debt_id, reason="Recalled.", effective_date=day(5), by=SUPERVISOR, at=NOON)

    assert len(all_at_once(withdraw)) == 3
    assert books.balance(debt_id, as_of=FAR).open_minor == 0


def test_a_transaction_that_does_not_sum_to_zero_does_not_commit(own_database: None) -> None:
    debt_id = place(open_book(), item("INV-1", 10_000))
    its_book = books.book_of_account(debt_id)
    with pytest.raises(DatabaseError, match="needs two postings or more"), transaction.atomic():
        Transaction.objects.create(
            book=its_book, kind="fee", effective_date=day(1), recorded_at=NOON, reason="Lonely.", entry_id=1
        )
    assert not Transaction.objects.filter(reason="Lonely.").exists()

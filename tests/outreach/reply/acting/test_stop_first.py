"""A stop that came in is there before anything else can leave: the sender and the reply order themselves by person."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from goodstanding.outreach.inbox.telling import Incoming
from goodstanding.outreach.models.reply import Reply
from goodstanding.outreach.reply.operations import receive
from goodstanding.parties.contact_point import read_phone
from goodstanding.parties.models import Consent
from goodstanding.parties.operations.contact_point import add_contact_point
from goodstanding.parties.operations.person_lock import held_people
from tests.receivables.cast import NOON, SUPERVISOR, Book, item, open_book, place
from tests.workbench.served import copied_database

NUMBER = "+12125550123"
PATIENCE_SECONDS = 20


def _in_a_thread(done: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            done()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def _stop(key: str) -> int:
    text = Incoming("sms", key, datetime.now(UTC) - timedelta(seconds=5), NUMBER, "+12125550100", text="STOP")
    return receive(text, by=SUPERVISOR, at=datetime.now(UTC))


@pytest.fixture
def book(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Book]:
    """Somebody with a debt and a number in a copy of the test database, whose rows are committed."""
    with django_db_blocker.unblock(), copied_database():
        book = open_book()
        place(book, item("INV-1", 10_000))
        add_contact_point(book.debtor_id, read_phone(NUMBER), source="File", by=SUPERVISOR, at=NOON)
        yield book


def test_a_stop_waits_for_what_is_under_way_and_nothing_passes_it(book: Book) -> None:
    for number in range(10):
        with held_people([book.debtor_id]) as held:
            assert held.people == {book.debtor_id}
            thread = _in_a_thread(lambda number=number: _stop(f"sms:{number}"))  # type: ignore[misc]  # as bound
            thread.join(0.2)
            assert thread.is_alive(), "The stop waits while something is being handed over to the person."
            assert Reply.objects.count() == number
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive()
        # Whoever asks for the person now finds the stop.
        with held_people([book.debtor_id]) as held:
            assert held.people == {book.debtor_id}
            assert Consent.objects.filter(person_id=book.debtor_id, decision="withdrawn").count() == number + 1


def test_the_same_text_twice_at_once_is_one_reply(book: Book) -> None:
    threads = [_in_a_thread(lambda: _stop("sms:same")) for _ in range(6)]
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert Reply.objects.count() == 1
    assert Consent.objects.filter(person_id=book.debtor_id).count() == 1


@pytest.mark.django_db
def test_a_stop_is_there_when_it_was_taken_in() -> None:
    book = open_book()
    add_contact_point(book.debtor_id, read_phone(NUMBER), source="File", by=SUPERVISOR, at=NOON)
    _stop("sms:1")
    assert Consent.objects.get(person_id=book.debtor_id).decision == "withdrawn"

"""The conversation with a person: everything once, whatever channel it went by."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goodstanding.access.permission import PermissionRefused
from goodstanding.outreach.contact import ContactFact
from goodstanding.outreach.inbox.telling import Incoming, Telling
from goodstanding.outreach.models.contact import Contact
from goodstanding.outreach.operations.contact import record_contact
from goodstanding.outreach.reply.deciding.operations import match_to
from goodstanding.outreach.reply.operations import receive
from goodstanding.outreach.sending.operations.learning import learn
from goodstanding.outreach.timeline.queries import NobodyThere, conversation
from goodstanding.parties.contact_point import read_email
from goodstanding.parties.operations.contact_point import add_contact_point
from tests.outreach.reply.cast import message
from tests.receivables.cast import COLLECTOR, NOON, SUPERVISOR, Book, elsewhere, item, open_book, person, place

pytestmark = pytest.mark.django_db
MAIL = Incoming("email", "mail:1", NOON, "juniper@example.com", "help@example.org", text="I dispute this debt.")


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    number = place(book, item("INV-1", 10_000))
    add_contact_point(book.debtor_id, read_email("juniper@example.com"), source="File", by=SUPERVISOR, at=NOON)
    return number


def test_everything_stands_there_once(book: Book, debt_id: int) -> None:
    ours = message(book, debt_ids=(debt_id,))
    learn([Telling("delivered", "e1", NOON, key=ours.key)], source="a test", by=SUPERVISOR, at=NOON)
    fact = ContactFact(NOON - timedelta(days=3), NOON, "outbound", "call", "no_answer")
    record_contact([debt_id], fact=fact, by=COLLECTOR, at=NOON)
    receive(MAIL, by=SUPERVISOR, at=NOON)
    found = conversation(book.debtor_id, by=COLLECTOR).strands
    assert [(one.kind, one.direction, one.channel) for one in found] == [
        ("reply", "inbound", "email"), ("message", "outbound", "email"), ("contact", "outbound", "call"),
    ]  # fmt: skip
    reply, sent, called = found
    assert (reply.quote, reply.rule) == ("I dispute this debt", "prove it or it is wrong")
    assert "delivered" in {word for word, _, _ in sent.steps}
    assert (called.outcome, called.debt_ids) == ("no answer", (debt_id,))


def test_a_reply_that_was_matched_later_stands_with_whom_it_is_from(book: Book, debt_id: int) -> None:
    number = receive(replace(MAIL, sender="x@example.net"), by=SUPERVISOR, at=NOON)
    assert not conversation(book.debtor_id, by=COLLECTOR).strands
    match_to(number, book.debtor_id, by=SUPERVISOR, at=NOON)
    assert [one.kind for one in conversation(book.debtor_id, by=COLLECTOR).strands] == ["reply"]


def test_a_long_conversation_is_as_quick_as_a_short_one(book: Book, debt_id: int) -> None:
    Contact.objects.bulk_create(
        Contact(
            person_id=book.debtor_id, direction="outbound", channel="sms", outcome="delivered", entry_id=1,
            happened_at=NOON - timedelta(minutes=number // 3), learned_at=NOON,
        )
        for number in range(2_000)
    )  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        page = conversation(book.debtor_id, by=COLLECTOR)
    assert len(asked) <= 10
    seen, before = len(page.strands), page.before
    numbers = {one.number for one in page.strands}
    while before is not None:
        page = conversation(book.debtor_id, by=COLLECTOR, before=before, limit=333)
        seen, before = seen + len(page.strands), page.before
        numbers |= {one.number for one in page.strands}
    assert (seen, len(numbers)) == (2_000, 2_000)


def test_only_those_read_it_who_may(book: Book, debt_id: int) -> None:
    with pytest.raises(PermissionRefused):
        conversation(book.debtor_id, by=elsewhere(COLLECTOR))
    with pytest.raises(NobodyThere):
        conversation(0, by=COLLECTOR)
    other = person(book.client_id, "Sorrel Trial")
    receive(MAIL, by=SUPERVISOR, at=NOON)
    assert not conversation(other.pk, by=COLLECTOR).strands

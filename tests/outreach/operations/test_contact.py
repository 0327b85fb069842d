"""Recording contacts in the database, and reading them back as they were known."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Entry as EvidenceEntry
from goodstanding.outreach.contact import ContactFact, ContactRefused
from goodstanding.outreach.models.contact import Contact
from goodstanding.outreach.operations.contact import record_contact
from goodstanding.outreach.queries import contacts_of
from goodstanding.parties.models import ContactPoint
from tests.receivables.cast import AUDITOR, COLLECTOR, NOON, Book, elsewhere, item, open_book, person, place

pytestmark = pytest.mark.django_db
CALL = ContactFact(NOON, NOON, "outbound", "call", "conversation")


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("INV-1", 10_000))


def test_a_contact_is_recorded_with_its_debts_and_its_entry(book: Book, debt_id: int) -> None:
    other = place(book, item("INV-2", 500), reference="D-2")
    number = record_contact([other, debt_id], fact=CALL, by=COLLECTOR, at=NOON)
    (line,) = contacts_of(book.debtor_id, known_at=NOON)
    assert (line.id, line.outcome, line.debt_ids) == (number, "conversation", (debt_id, other))
    entry = EvidenceEntry.objects.get(id=line.entry_id)
    assert entry.kind == "outreach.contact_recorded"


def test_what_was_learned_later_is_not_known_before(book: Book, debt_id: int) -> None:
    later = ContactFact(NOON - timedelta(days=2), NOON, "outbound", "call", "no_answer")
    record_contact([debt_id], fact=later, by=COLLECTOR, at=NOON)
    assert contacts_of(book.debtor_id, known_at=NOON - timedelta(seconds=1)) == []
    assert len(contacts_of(book.debtor_id, known_at=NOON)) == 1


def test_who_may_not_and_what_cannot_be(book: Book, debt_id: int) -> None:
    with pytest.raises(PermissionRefused):
        record_contact([debt_id], fact=CALL, by=AUDITOR, at=NOON)
    with pytest.raises(PermissionRefused):
        record_contact([debt_id], fact=CALL, by=elsewhere(COLLECTOR), at=NOON)
    with pytest.raises(ContactRefused, match="at least one debt"):
        record_contact([], fact=CALL, by=COLLECTOR, at=NOON)
    with pytest.raises(ContactRefused, match="has not happened yet"):
        record_contact([debt_id], fact=CALL, by=COLLECTOR, at=NOON - timedelta(hours=1))
    stranger = person(book.client_id, "Stan Stranger")
    point = ContactPoint.objects.create(person=stranger, kind="phone", value="+12025550101", search_value="12025550101",
                                        entry_id=1)  # fmt: skip
    with pytest.raises(ContactRefused, match="not this person's"):
        record_contact([debt_id], fact=CALL, contact_point_id=point.pk, by=COLLECTOR, at=NOON)
    assert not Contact.objects.exists()


def test_debts_of_two_people_are_two_contacts(book: Book, debt_id: int) -> None:
    second = book._replace(debtor_id=person(book.client_id, "Cora Codebtor").id)
    other = place(second, item("INV-9", 500), reference="D-9")
    with pytest.raises(ContactRefused, match="debts of one person"):
        record_contact([debt_id, other], fact=CALL, by=COLLECTOR, at=NOON)


def test_the_very_contact_is_recorded_once_and_the_next_moment_is_another(book: Book, debt_id: int) -> None:
    number = record_contact([debt_id], fact=CALL, by=COLLECTOR, at=NOON)
    with pytest.raises(ContactRefused, match=f"already, as contact {number}"):
        record_contact([debt_id], fact=CALL, by=COLLECTOR, at=NOON)
    later = ContactFact(NOON + timedelta(seconds=1), NOON + timedelta(seconds=1), "outbound", "call", "conversation")
    record_contact([debt_id], fact=later, by=COLLECTOR, at=NOON + timedelta(seconds=1))
    assert len(contacts_of(book.debtor_id, known_at=NOON + timedelta(days=1))) == 2


def test_a_contact_is_never_changed_or_removed(debt_id: int) -> None:
    record_contact([debt_id], fact=CALL, by=COLLECTOR, at=NOON)
    for words in ("UPDATE outreach_contact SET outcome = 'busy'", "DELETE FROM outreach_contactdebt"):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)

"""Sending an invoice: the mail that is made carries the PDF that was issued, and asking twice is one message."""

import pytest

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.billing.operations.issuing import issue
from goodstanding.arrangements.billing.operations.sending import send_invoice, wanted_of
from goodstanding.arrangements.billing.queries import attached, document
from goodstanding.arrangements.models import InvoiceDocument
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.house import House
from goodstanding.outreach.sending.operations.asking_for import draft
from goodstanding.outreach.sending.preparing.queries import preview
from goodstanding.outreach.sending.wanted import MessageRefused
from goodstanding.parties.models import ContactPoint
from tests.arrangements.billing.operations.test_issuing import CREDIT
from tests.outreach.sending.post_office import permits
from tests.receivables.cast import ADMINISTRATOR, NOON, Book, item, open_book, place
from tests.receivables.invoice.sample import fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    debt_id = place(book, item("OLD-1", 5_000, currency="EUR"))
    issue(debt_id, fields(language="es"), by=ADMINISTRATOR, at=NOON)
    return debt_id


@pytest.fixture
def reachable(book: Book) -> None:
    ContactPoint.objects.create(
        person_id=book.debtor_id, kind="email", value="in@juniper.example.com", search_value="in@juniper.example.com",
        status="valid", entry_id=1,
    )  # fmt: skip


@pytest.mark.usefixtures("reachable")
def test_the_mail_carries_the_document_as_it_was_issued(debt_id: int) -> None:
    number = InvoiceDocument.objects.get(debt=debt_id).pk
    wanted = wanted_of(number, by=ADMINISTRATOR)
    made = preview(draft(wanted, by=OPERATOR, at=NOON), house=House(permits, print=attached), at=NOON)
    (part,) = made.parts
    assert (part.name, part.content) == ("LU-2026-118.pdf", document(number, by=ADMINISTRATOR)[1])
    assert "factura LU-2026-118" in made.text and "115" in made.text
    credited = issue(debt_id, fields(**CREDIT), by=ADMINISTRATOR, at=NOON)
    made = preview(
        draft(wanted_of(credited, by=ADMINISTRATOR), by=OPERATOR, at=NOON),
        house=House(permits, print=attached), at=NOON,
    )  # fmt: skip
    assert "credit note LU-CN-7" in made.text and "due on" not in made.text


@pytest.mark.usefixtures("reachable")
def test_asked_for_twice_it_is_one_message(debt_id: int) -> None:
    number = InvoiceDocument.objects.get(debt=debt_id).pk
    assert send_invoice(number, by=OPERATOR, at=NOON) == send_invoice(number, by=OPERATOR, at=NOON)
    assert Message.objects.get().template == "invoice"


def test_nobody_is_written_to_without_an_address(debt_id: int) -> None:
    with pytest.raises(MessageRefused, match="usable email"):
        send_invoice(InvoiceDocument.objects.get(debt=debt_id).pk, by=OPERATOR, at=NOON)


@pytest.mark.usefixtures("reachable")
def test_a_message_that_names_no_invoice_of_its_account_is_not_made(debt_id: int) -> None:
    wanted = wanted_of(InvoiceDocument.objects.get(debt=debt_id).pk, by=ADMINISTRATOR)
    waiting = draft(wanted, by=OPERATOR, at=NOON)
    other = place(open_book("Other"), item("A", 1, currency="EUR"), reference="D-9")
    strange = waiting.__class__(
        **{name: getattr(waiting, name) for name in waiting.__slots__}
        | {"lines": tuple(line._replace(debt_id=other) for line in waiting.lines)}
    )
    assert attached([strange], NOON) == {0: "The message names no invoice of its account."}

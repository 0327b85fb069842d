"""Issuing invoices and credit notes: the books and the document in one deed, kept for ever."""

from hashlib import sha256
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from goodstanding.access.permission import PermissionRefused
from goodstanding.arrangements.billing.operations.issuing import issue
from goodstanding.arrangements.billing.queries import document, document_called, documents_of
from goodstanding.arrangements.models import InvoiceDocument
from goodstanding.evidence.models import Entry
from goodstanding.money.amount import Amount
from goodstanding.parties.models import ContactPoint
from goodstanding.receivables.invoice.check import InvoiceRefused
from goodstanding.receivables.invoice.factur_x.reading import disagreements, message_in, read
from goodstanding.receivables.item import Item
from goodstanding.receivables.models import Item as ItemRow
from goodstanding.receivables.operations.placing import add_item
from tests.receivables.cast import (
    ADMINISTRATOR,
    AUDITOR,
    COLLECTOR,
    NOON,
    Book,
    day,
    elsewhere,
    item,
    open_book,
    open_minor,
    place,
)
from tests.receivables.invoice.sample import fields

pytestmark = pytest.mark.django_db
CREDIT: dict[str, Any] = {
    "number": "LU-CN-7", "kind": "credit note", "due": "2026-06-02", "issued": "2026-06-02", "prepaid": None,
    "discounts": None, "credits": {"number": "LU-2026-118"}, "allowances": None, "late_interest": None,
    "lines": [{"description": "Meter, taken back", "price": "10.00", "tax": "S", "rate": "7"}],
}  # fmt: skip


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture
def debt_id(book: Book) -> int:
    return place(book, item("OLD-1", 5_000, currency="EUR"))


def issued(debt_id: int, *, item: str = "", **others: Any) -> int:
    return issue(debt_id, fields(**others), item=item, pay_link="https://pay.example.com/a", by=ADMINISTRATOR, at=NOON)


def test_an_invoice_charges_what_is_due_and_is_kept_with_its_hash(debt_id: int) -> None:
    number = issued(debt_id)
    line, pdf = document(number, by=AUDITOR)
    row = ItemRow.objects.get(id=line.item_id)
    assert (row.reference, row.amount_minor, row.due_date.isoformat()) == ("LU-2026-118", 11_565, "2026-07-01")
    assert open_minor(debt_id) == 5_000 + 11_565
    assert (line.gross, line.due) == (Amount(13_565, "EUR"), Amount(11_565, "EUR"))
    entry = Entry.objects.get(kind="arrangements.invoice_issued")
    assert sha256(pdf).hexdigest() == line.sha256 and line.sha256.encode() in bytes(entry.body.body)
    assert documents_of(debt_id, by=AUDITOR) == [line]
    assert document_called("LU-2026-118", by=AUDITOR) == (line, pdf)
    message = read(message_in(pdf))
    assert (message.number, disagreements(message)) == ("LU-2026-118", [])


def test_nobody_changes_or_deletes_what_was_issued(debt_id: int) -> None:
    issued(debt_id)
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        InvoiceDocument.objects.update(number="LU-2")
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
        InvoiceDocument.objects.all().delete()


def test_a_number_is_given_once_a_client(book: Book, debt_id: int) -> None:
    other = place(book, item("X", 1, currency="EUR"), reference="D-2")
    issued(debt_id)
    with pytest.raises(InvoiceRefused, match="issued LU-2026-118 already"):
        issued(other)
    assert open_minor(other) == 1


def test_an_item_of_the_books_gets_its_invoice_only_over_its_amount(debt_id: int) -> None:
    add_item(debt_id, Item("OLD-2", day(0), day(30), Amount(11_565, "EUR")), by=ADMINISTRATOR, at=NOON)
    with pytest.raises(InvoiceRefused, match=r"asks for EUR 115.65, and item OLD-1 was charged with EUR 50.00"):
        issued(debt_id, item="OLD-1")
    with pytest.raises(InvoiceRefused, match="no item 'OLD-9'"):
        issued(debt_id, item="OLD-9")
    before = open_minor(debt_id)
    number = issued(debt_id, item="OLD-2")
    assert open_minor(debt_id) == before
    assert document(number, by=AUDITOR)[0].item_id == ItemRow.objects.get(reference="OLD-2").id
    with pytest.raises(InvoiceRefused, match="has an invoice already"):
        issued(debt_id, item="OLD-2", number="LU-2")


def test_a_line_without_tax_is_for_people_alone(debt_id: int) -> None:
    told: dict[str, Any] = {
        "lines": [{"description": "As charged", "price": "50"}],
        "allowances": None,
        "prepaid": None,
    }
    with pytest.raises(InvoiceRefused, match=r"Tax is not told, and no Factur-X profile can leave it open"):
        issued(debt_id, item="OLD-1", **told)
    line, pdf = document(issued(debt_id, item="OLD-1", profile="none", **told), by=AUDITOR)
    assert line.gross == Amount(5_000, "EUR") and b"factur-x" not in pdf


def test_a_credit_note_credits_the_item_of_its_invoice(debt_id: int) -> None:
    issued(debt_id)
    line, pdf = document(issued(debt_id, **CREDIT), by=AUDITOR)
    assert open_minor(debt_id) == 5_000 + 11_565 - 1_070
    assert line.item_id == ItemRow.objects.get(reference="LU-2026-118").id
    assert read(message_in(pdf)).type_code == "381"
    assert InvoiceDocument.objects.get(id=line.document_id).content["credits"]["issued"] == "2026-06-01"


def test_a_credit_note_for_nothing_that_was_billed_or_beyond_it_is_refused_whole(debt_id: int) -> None:
    with pytest.raises(InvoiceRefused, match="no invoice 'LU-2026-118'"):
        issued(debt_id, **CREDIT)
    issued(debt_id)
    beyond = CREDIT | {"lines": [{"description": "All", "price": "200", "tax": "S", "rate": "7"}]}
    with pytest.raises(Exception, match=r"worth EUR 115.65"):
        issued(debt_id, **beyond)
    assert InvoiceDocument.objects.count() == 1


def test_the_debtor_is_the_buyer_where_the_file_names_none(book: Book, debt_id: int) -> None:
    with pytest.raises(InvoiceRefused, match=r"buyer.name"):
        issued(debt_id, buyer=None)
    ContactPoint.objects.create(
        person_id=book.debtor_id,
        kind="address",
        value="5 Example Way\nGraz 8010",
        search_value="",
        country="AT",
        entry_id=1,
    )
    _, pdf = document(issued(debt_id, buyer=None), by=AUDITOR)
    assert read(message_in(pdf)).buyer == "Juniper Testcase"


@pytest.mark.parametrize(
    ("others", "sentence"),
    [({"currency": "USD"}, "The debt is in EUR"), ({"prepaid": "135.65"}, "Nothing is due"),
     ({"issued": "2026-06-17", "delivered": None, "discounts": None}, "still to come")],
)  # fmt: skip
def test_what_the_books_cannot_take_is_refused(debt_id: int, others: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvoiceRefused, match=sentence):
        issued(debt_id, **others)
    assert open_minor(debt_id) == 5_000


def test_who_may(debt_id: int) -> None:
    with pytest.raises(PermissionRefused):
        issue(debt_id, fields(), by=COLLECTOR, at=NOON)
    number = issued(debt_id)
    with pytest.raises(PermissionRefused):
        document(number, by=elsewhere(AUDITOR))
    with pytest.raises(PermissionRefused):
        documents_of(debt_id, by=elsewhere(AUDITOR))

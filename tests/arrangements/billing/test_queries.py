"""Reading what was issued: by its own number, by the number on it, and never what somebody altered."""

import pytest
from django.db import connection

from goodstanding.arrangements.billing.operations.issuing import issue
from goodstanding.arrangements.billing.queries import Altered, NoSuchInvoice, document, document_called
from tests.receivables.cast import ADMINISTRATOR, AUDITOR, NOON, item, open_book, place
from tests.receivables.invoice.sample import fields

pytestmark = pytest.mark.django_db


def test_what_was_altered_is_not_handed_out() -> None:
    number = issue(place(open_book(), item("A", 1, currency="EUR")), fields(), by=ADMINISTRATOR, at=NOON)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE arrangements_invoicedocument DISABLE TRIGGER invoicedocument_stays")
        cursor.execute("UPDATE arrangements_invoicedocument SET pdf = pdf || '\\x00'::bytea")
    with pytest.raises(Altered, match="not the one that was issued"):
        document(number, by=AUDITOR)


def test_a_number_of_two_clients_is_not_guessed() -> None:
    for name, reference in (("Larch Utilities", "D-1"), ("Fern Gas", "D-2")):
        debt_id = place(open_book(name), item("A", 1, currency="EUR"), reference=reference)
        issue(debt_id, fields(), by=ADMINISTRATOR, at=NOON)
    with pytest.raises(NoSuchInvoice, match="More than one client"):
        document_called("LU-2026-118", by=AUDITOR)
    with pytest.raises(NoSuchInvoice, match="Nobody has issued"):
        document_called("LU-1", by=AUDITOR)
    with pytest.raises(NoSuchInvoice, match="no invoice 999999"):
        document(999_999, by=AUDITOR)

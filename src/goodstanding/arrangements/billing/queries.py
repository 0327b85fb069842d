"""Reading the invoices and credit notes that were issued."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.models import InvoiceDocument
from goodstanding.money.amount import Amount
from goodstanding.outreach.channels.provider import Part
from goodstanding.outreach.sending.house import Printed, Waiting
from goodstanding.parties.models import ContactPoint
from goodstanding.receivables.invoice.content import Kind, Language
from goodstanding.receivables.models import Debt
from goodstanding.receivables.queries.debts import debt_of
from goodstanding.refusal import Refusal

TEMPLATE = "invoice"
USABLE = ("valid", "unverified")
LINES_MOST = 3


class NoSuchInvoice(Refusal):
    """Nothing of this number was issued."""


class Altered(Refusal):
    """The kept document is not the one that was issued."""


class DocumentLine(NamedTuple):
    """One document that was issued."""

    document_id: int
    debt_id: int
    item_id: int
    kind: Kind
    number: str
    profile: str
    language: Language
    issued_date: date
    due_date: date
    gross: Amount
    due: Amount
    sha256: str
    issued_at: datetime
    pay_link: str
    entry_id: int


def documents_of(debt_id: int, *, by: Actor) -> list[DocumentLine]:
    """Return the documents of a debt, the earliest first; raise PermissionRefused."""
    debt = debt_of(debt_id)
    require(by, "invoices.read", client_id=debt.client_id, portfolio_id=debt.portfolio_id)
    return [_line(row) for row in InvoiceDocument.objects.filter(debt=debt).defer("pdf", "content").order_by("id")]


def document(document_id: int, *, by: Actor) -> tuple[DocumentLine, bytes]:
    """Return a document and its PDF; raise NoSuchInvoice, PermissionRefused, or Altered where the hash is another."""
    row = InvoiceDocument.objects.select_related("debt").filter(id=document_id).first()
    if row is None:
        raise NoSuchInvoice(f"There is no invoice {document_id}.")
    require(by, "invoices.read", client_id=row.client_id, portfolio_id=row.debt.portfolio_id)
    pdf = bytes(row.pdf)
    if sha256(pdf).hexdigest() != row.sha256:
        raise Altered(f"The kept PDF of {row} is not the one that was issued.")
    return _line(row), pdf


def document_called(number: str, *, by: Actor) -> tuple[DocumentLine, bytes]:
    """Return a document by its number, where only one client gave it; raise as `document` does."""
    found = list(InvoiceDocument.objects.filter(number=number).values_list("id", flat=True)[:2])
    if len(found) != 1:
        known = "More than one client has issued" if found else "Nobody has issued"
        raise NoSuchInvoice(f"{known} an invoice {number[:40]!r}." + (" Name it by its own number." if found else ""))
    return document(found[0], by=by)


def issued(debt: Debt, number: str) -> InvoiceDocument | None:
    """Return what the client of a debt issued under a number."""
    return InvoiceDocument.objects.defer("pdf").filter(client=debt.client_id, number=number).first()


def buyer_fields(debt: Debt) -> Mapping[str, Any] | None:
    """Return the debtor as the buyer of an invoice; None where nobody knows who or where that is."""
    if debt.debtor is None:
        return None
    points = ContactPoint.objects.filter(person=debt.debtor, kind="address", withdrawn_at=None, status__in=USABLE)
    point = points.exclude(country="").order_by("status", "-id").first()
    if point is None:
        return None
    lines = [line.strip() for line in point.value.splitlines() if line.strip()]
    return {"name": debt.debtor.display_name, "lines": lines[:LINES_MOST], "country": point.country}


def _line(row: InvoiceDocument) -> DocumentLine:
    return DocumentLine(
        document_id=row.pk,
        debt_id=row.debt_id,
        item_id=row.item_id,
        kind="credit note" if row.kind == "credit note" else "invoice",
        number=row.number,
        profile=row.profile,
        language="es" if row.language == "es" else "en",
        issued_date=row.issued_date,
        due_date=row.due_date,
        gross=Amount(row.gross_minor, row.currency),
        due=Amount(row.due_minor, row.currency),
        sha256=row.sha256,
        issued_at=row.issued_at,
        pay_link=row.pay_link,
        entry_id=row.entry_id,
    )


def attached(messages: Sequence[Waiting], _at: datetime) -> dict[int, Printed]:
    """Return by message the PDF that goes with it, or why none can; for sending, which gets it through the house."""
    wanted = [one for one in messages if one.template == TEMPLATE]
    return {one.message_id: _attached(one) for one in wanted}


def _attached(message: Waiting) -> Printed:
    number = str(message.fields.get("invoice.number", ""))
    debts = [line.debt_id for line in message.lines]
    row = InvoiceDocument.objects.filter(number=number, debt_id__in=debts).first()
    if row is None:
        return "The message names no invoice of its account."
    if sha256(row.pdf).hexdigest() != row.sha256:
        return f"The kept PDF of {row} is not the one that was issued."
    return (Part(f"{row.number}.pdf", "application/pdf", bytes(row.pdf)),)

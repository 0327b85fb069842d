"""Issuing an invoice or a credit note: what it charges or credits, and the document, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction

from goodstanding.access.permission import Actor
from goodstanding.arrangements.billing.queries import buyer_fields, issued
from goodstanding.arrangements.models import InvoiceDocument
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.operations.repeating import Asked
from goodstanding.money.amount import Amount
from goodstanding.payments.operations.crediting import credit_note
from goodstanding.receivables.future import is_future
from goodstanding.receivables.invoice.check import Fault, InvoiceRefused
from goodstanding.receivables.invoice.content import Invoice
from goodstanding.receivables.invoice.printing.press import printed
from goodstanding.receivables.invoice.reading import read_invoice
from goodstanding.receivables.invoice.totals import Totals, totals
from goodstanding.receivables.item import Item
from goodstanding.receivables.models import Debt
from goodstanding.receivables.models import Item as ItemRow
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.receivables.operations.placing import add_item
from goodstanding.receivables.queries.debts import debt_of


@transaction.atomic
def issue(debt_id: int, told: Mapping[str, Any], *, item: str = "", pay_link: str = "", by: Actor, at: datetime) -> int:
    """Issue what fields tell about a debt and return the document's number.

    told      as `receivables.invoice.reading` reads it; without a buyer the debtor is the buyer
    item      the reference of an item that the books have already; without one an invoice makes an item of its number,
              worth what is due. A credit note credits the item of the invoice that it names.
    pay_link  where the debt is paid, or empty

    Raises InvoiceRefused, NoSuchDebt, DebtWithdrawn, CreditNoteRefused, PermissionRefused. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="invoices.issue", by=by)
    content = _whole(debt_of(debt_id), told)
    invoice = read_invoice(content)
    _refuse(debt, invoice, at=at)
    pdf = printed(invoice, pay_link=pay_link)
    sums = totals(invoice)
    entry_id = allot()
    item_id, transaction_id = _book(debt, invoice, sums, item=item, by=by, at=at)
    row = InvoiceDocument(
        client_id=debt.client_id, debt=debt, item_id=item_id, transaction_id=transaction_id, kind=invoice.kind,
        number=invoice.number, profile=invoice.profile, language=invoice.language, currency=invoice.currency,
        issued_date=invoice.issued_date, due_date=invoice.due_date, gross_minor=sums.gross_minor,
        due_minor=sums.due_minor, content=content, pay_link=pay_link, pdf=pdf, sha256=sha256(pdf).hexdigest(),
        issued_at=at, entry_id=entry_id,
    )  # fmt: skip
    _keep(row)
    append(
        "arrangements.invoice_issued",
        by=by.name,
        at=at,
        subjects=[*about(debt), f"invoice:{row.pk}"],
        facts={
            "document": row.pk, "kind": row.kind, "number": row.number, "item": item_id,
            "transaction": transaction_id, "profile": row.profile, "issued_date": row.issued_date.isoformat(),
            "due_date": row.due_date.isoformat(), "currency": row.currency,
            "gross": Amount(sums.gross_minor, row.currency).decimal_string(),
            "due": Amount(sums.due_minor, row.currency).decimal_string(), "pdf_sha256": row.sha256,
        },
        entry_id=entry_id,
    )  # fmt: skip
    return row.pk


def _keep(row: InvoiceDocument) -> None:
    """Write a document down; refuse where another debt of the client took its number at the same time."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as fault:
        raise InvoiceRefused.of("number", f"This client has issued {row.number} already.") from fault


def _whole(debt: Debt, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields with what the books know: the buyer, and the day of the invoice that is credited."""
    content = dict(told)
    if not content.get("buyer") and (buyer := buyer_fields(debt)) is not None:
        content["buyer"] = dict(buyer)
    credited = content.get("credits")
    if isinstance(credited, dict) and not credited.get("issued"):
        row = issued(debt, str(credited.get("number") or ""))
        content["credits"] = dict(credited) | ({"issued": row.issued_date.isoformat()} if row is not None else {})
    return content


def _refuse(debt: Debt, invoice: Invoice, *, at: datetime) -> None:
    found = []
    if invoice.currency != debt.currency:
        found.append(Fault("currency", f"The debt is in {debt.currency}."))
    if is_future(invoice.issued_date, at=at):
        found.append(Fault("issued", f"{invoice.issued_date} is still to come."))
    if issued(debt, invoice.number) is not None:
        found.append(Fault("number", f"This client has issued {invoice.number} already."))
    if found:
        raise InvoiceRefused(found)


def _book(debt: Debt, invoice: Invoice, sums: Totals, *, item: str, by: Actor, at: datetime) -> tuple[int, int | None]:
    """Charge or credit in the books; return the item, and a credit note's transaction."""
    if invoice.kind == "credit note":
        return _credit(debt, invoice, sums, by=by, at=at)
    due = Amount(sums.due_minor, invoice.currency)
    if not item:
        if due.is_zero:
            raise InvoiceRefused.of(
                "prepaid", "Nothing is due, so there is nothing to charge; name the item it is about."
            )
        return add_item(debt.pk, Item(invoice.number, invoice.issued_date, invoice.due_date, due), by=by, at=at), None
    row = ItemRow.objects.filter(debt=debt, reference=item, withdrawn_at=None).first()
    if row is None:
        raise InvoiceRefused.of("item", f"Account {debt.reference} has no item {item[:40]!r}.")
    if row.amount_minor != due.minor:
        worth = Amount(row.amount_minor, debt.currency)
        raise InvoiceRefused.of("lines", f"The invoice asks for {due}, and item {item} was charged with {worth}.")
    if InvoiceDocument.objects.filter(item=row, kind="invoice").exists():
        raise InvoiceRefused.of("item", f"Item {item} has an invoice already.")
    return row.pk, None


def _credit(debt: Debt, invoice: Invoice, sums: Totals, *, by: Actor, at: datetime) -> tuple[int, int]:
    assert invoice.credits is not None, "A credit note without its invoice was refused."
    number = invoice.credits.number
    document = InvoiceDocument.objects.defer("pdf").filter(debt=debt, number=number, kind="invoice").first()
    row = document.item if document else ItemRow.objects.filter(debt=debt, reference=number).first()
    if row is None:
        raise InvoiceRefused.of("credits.number", f"Account {debt.reference} has no invoice {number[:40]!r}.")
    gross = Amount(sums.gross_minor, invoice.currency)
    reason = invoice.note or invoice.lines[0].description
    transaction_id = credit_note(
        row.pk,
        gross,
        reference=invoice.number,
        reason=reason,
        effective_date=invoice.issued_date,
        asked=Asked(is_another=True),
        by=by,
        at=at,
    )  # fmt: skip  Its number makes a document the only one.
    return row.pk, transaction_id

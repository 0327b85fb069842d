"""Sending an invoice or a credit note by e-mail, the PDF attached."""

from datetime import datetime

from goodstanding.access.permission import Actor
from goodstanding.arrangements.billing.queries import TEMPLATE, document
from goodstanding.outreach.sending.operations.asking_for import ask_for_message
from goodstanding.outreach.sending.wanted import MessageRefused, Wanted
from goodstanding.receivables.invoice.printing.wording import WORDS
from goodstanding.receivables.queries.debts import debt_of

PURPOSES = {"invoice": "payment_reminder", "credit note": "acknowledge"}
"""An invoice asks for money, and a credit note does not."""


def send_invoice(document_id: int, *, by: Actor, at: datetime) -> int:
    """Ask for the message that carries a document to the debtor, and return its number; again it is the same message.

    Raises NoSuchInvoice, PermissionRefused, or MessageRefused where nobody knows an address, nothing is owed any more,
    or the text is not published.
    """
    return ask_for_message(wanted_of(document_id, by=by), by=by, at=at)


def wanted_of(document_id: int, *, by: Actor) -> Wanted:
    """Return the message that carries a document, as it is wanted; raises NoSuchInvoice or MessageRefused."""
    line, _ = document(document_id, by=by)
    debt = debt_of(line.debt_id)
    if debt.debtor_id is None:
        raise MessageRefused(f"Nobody is known to owe account {debt.reference}, so nobody is written to.")
    return Wanted(
        key=f"invoice:{document_id}",
        origin="person",
        channel="email",
        person_id=debt.debtor_id,
        client_id=debt.client_id,
        debt_ids=[debt.pk],
        template=TEMPLATE,
        language=line.language,
        purpose=PURPOSES[line.kind],
        fields={
            "invoice.title": f"{WORDS[line.language][line.kind]} {line.number}",
            "invoice.number": line.number,
            "invoice.amount": str(line.due if line.kind == "invoice" else line.gross),
            "invoice.due_date": line.due_date.isoformat(),
            "invoice.is_credit": str(line.kind == "credit note").lower(),
        },
    )

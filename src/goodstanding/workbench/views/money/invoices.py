"""Invoices of an account: what was issued, and each document as a file."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render

from goodstanding.arrangements.billing import queries
from goodstanding.workbench.queries.account import Asked, visible_card
from goodstanding.workbench.views.door import Visit, page

READING = "invoices.read"


@page(READING)
def of_account(visit: Visit, debt_id: int) -> HttpResponse:
    """Show the invoices and credit notes of an account."""
    card = visible_card(debt_id, asked=Asked(visit.actor, at=visit.at, as_of=visit.today))
    context = {
        "debt_id": debt_id, "reference": card.debt.reference,
        "documents": queries.documents_of(debt_id, by=visit.actor),
    }  # fmt: skip
    return render(visit.request, "workbench/money/account_invoices.html", context)


@page(READING)
def document(visit: Visit, document_id: int) -> HttpResponse:
    """Hand out the PDF of an invoice as a file, byte for byte as it was issued."""
    line, pdf = queries.document(document_id, by=visit.actor)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{line.number}.pdf', safe='')}"
    return answer

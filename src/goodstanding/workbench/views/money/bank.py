"""The bank: our accounts, its statements with whether each reconciles, and the lines of one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from goodstanding.payments.bank import queries
from goodstanding.workbench.views.door import Visit, page

STATEMENTS_SHOWN = 100
LINES_SHOWN = 500


@page("bank.read")
def bank(visit: Visit) -> HttpResponse:
    """Show our accounts and the statements of all of them, or of one, the latest first."""
    account = visit.asked("account")
    context = {
        "accounts": queries.accounts(by=visit.actor),
        "statements": queries.statements(account=account, limit=STATEMENTS_SHOWN, by=visit.actor),
        "account": account,
    }
    return render(visit.request, "workbench/money/bank.html", context)


@page("bank.read")
def bank_statement(visit: Visit, statement_id: int) -> HttpResponse:
    """Show one statement with the lines it brought."""
    try:
        statement = queries.statement(statement_id, by=visit.actor)
    except queries.NoSuchStatement as refusal:
        raise Http404(str(refusal)) from refusal
    lines = queries.lines(statement_id, limit=LINES_SHOWN, by=visit.actor)
    context = {"statement": statement, "lines": lines, "shown": LINES_SHOWN}
    return render(visit.request, "workbench/money/bank_statement.html", context)

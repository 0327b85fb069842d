"""Finding an account, and the page of one."""

from django.http import HttpResponse
from django.shortcuts import render

from goodstanding.access.permission import may
from goodstanding.workbench.account.promise import EMPTY, PromiseForm
from goodstanding.workbench.queries.account import Asked
from goodstanding.workbench.queries.account import account as gathered
from goodstanding.workbench.queries.promises import promise_panel
from goodstanding.workbench.queries.search import find_accounts
from goodstanding.workbench.views.door import Visit, page
from goodstanding.worklists.queries import open_tasks_of

HITS_SHOWN = 25


@page("accounts.read")
def accounts(visit: Visit) -> HttpResponse:
    """Show the search and what it found; asked by htmx, only what it found."""
    text = visit.asked("q")
    hits = find_accounts(text, actor=visit.actor, limit=HITS_SHOWN) if text else []
    context = {"search_text": text, "hits": hits, "is_full": len(hits) == HITS_SHOWN, "is_search_page": True}
    template = "workbench/part/hits.html" if visit.is_partial else "workbench/accounts.html"
    return render(visit.request, template, context)


@page("accounts.read")
def account(visit: Visit, debt_id: int) -> HttpResponse:
    """Show everything about one account as of a day."""
    return account_page(visit, debt_id)


def account_page(visit: Visit, debt_id: int, *, filled: PromiseForm = EMPTY) -> HttpResponse:
    """Answer with the page of an account; `filled` is a promise that was refused, to be put right."""
    asked = Asked(visit.actor, at=visit.at, as_of=visit.asked_day("as_of"), all_lines=visit.asked("lines") == "all")
    context = {
        "account": gathered(debt_id, asked=asked),
        "may_ask": may(visit.actor, "law.read"),
        "promises": promise_panel(debt_id, asked=asked, filled=filled),
        "tasks": open_tasks_of(debt_id, by=visit.actor),
    }
    return render(visit.request, "workbench/account.html", context, status=400 if filled.wrong else 200)

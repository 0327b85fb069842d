"""Finding an account, and the page of one."""

from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from goodstanding.access.permission import may
from goodstanding.strategy.queries.facts import sheet_of
from goodstanding.workbench.account.fact import groups, item_groups
from goodstanding.workbench.account.promise import EMPTY, PromiseForm
from goodstanding.workbench.queries.account import Asked, visible_card
from goodstanding.workbench.queries.account import account as gathered
from goodstanding.workbench.queries.money.payments import payment_panel
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
        "may_converse": may(visit.actor, "messages.read"),
        "may_write": may(visit.actor, "messages.send"),
        "promises": promise_panel(debt_id, asked=asked, filled=filled),
        "payments": payment_panel(debt_id, by=visit.actor),
        "tasks": open_tasks_of(debt_id, by=visit.actor),
    }
    return render(visit.request, "workbench/account.html", context, status=400 if filled.wrong else 200)


@page("accounts.read")
def account_facts(visit: Visit, debt_id: int) -> HttpResponse:
    """Show an account's sheet of a day: as it was sealed, or by the books of now."""
    day = visit.asked_day("day")
    card = visible_card(debt_id, asked=Asked(visit.actor, at=visit.at, as_of=visit.today))
    sheet = sheet_of(debt_id, day=day, by=visit.actor, at=visit.at, folder=Path(settings.DATA_FOLDER))
    found = groups(sheet.row) if sheet.row else ()
    references = {one.item_id: one.reference for one in card.items}
    context = {
        "debt_id": debt_id,
        "reference": card.debt.reference,
        "debtor_name": card.debt.debtor.display_name if card.debt.debtor else "",
        "day": day,
        "sheet": sheet,
        "groups": found,
        "left": found[: len(found) // 2],
        "right": found[len(found) // 2 :],
        "items": item_groups(sheet.items, currency=card.debt.currency, references=references),
    }
    return render(visit.request, "workbench/account_facts.html", context)

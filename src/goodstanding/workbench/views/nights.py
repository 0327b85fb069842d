"""The nights: which were run, what one of them did, and why something happened with an account in it."""

from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from goodstanding.access.permission import may
from goodstanding.strategy.queries.explain import explain
from goodstanding.strategy.queries.nights import DAYS_LISTED, last_day, night, nights
from goodstanding.workbench.night.why import why_page
from goodstanding.workbench.queries.account import Asked, visible_card
from goodstanding.workbench.views.door import Visit, page, read_day


@page("strategy.read")
def nights_page(visit: Visit) -> HttpResponse:
    """Show the days whose night was run, newest first."""
    before = read_day(visit.asked("before")) if visit.asked("before") else None
    lines = nights(by=visit.actor, before=before)
    further = lines[-1].day if len(lines) == DAYS_LISTED else None
    context = {"lines": lines, "before": before, "further": further, "may_see_tasks": may(visit.actor, "tasks.read")}
    return render(visit.request, "workbench/nights.html", context)


@page("strategy.read")
def night_page(visit: Visit, day: str) -> HttpResponse:
    """Show what the night of a day did."""
    context = {
        "night": night(read_day(day), by=visit.actor),
        "may_read_law": may(visit.actor, "law.read"),
        "may_see_tasks": may(visit.actor, "tasks.read"),
    }
    return render(visit.request, "workbench/night.html", context)


@page("accounts.read")
def account_night(visit: Visit, debt_id: int) -> HttpResponse:
    """Tell the story of an account in the night of a day, the newest one's by default; by htmx, its sentence only."""
    asked = Asked(visit.actor, at=visit.at, as_of=visit.today)
    card = visible_card(debt_id, asked=asked)
    day = visit.asked_day("day") if visit.asked("day") else last_day() or visit.today
    folder = Path(settings.DATA_FOLDER)
    story = explain(debt_id, day=day, by=visit.actor, at=visit.at, folder=folder, in_full=not visit.is_partial)
    context = {
        "debt_id": debt_id,
        "reference": card.debt.reference,
        "debtor_name": card.debt.debtor.display_name if card.debt.debtor else "",
        "day": day,
        "why": why_page(story),
        "may_read_law": may(visit.actor, "law.read"),
    }
    template = "workbench/part/why.html" if visit.is_partial else "workbench/account_night.html"
    return render(visit.request, template, context)

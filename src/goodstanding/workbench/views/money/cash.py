"""Unapplied cash: lines of the bank that wait, the oldest first, what each may pay and why, and doing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goodstanding.access.permission import may
from goodstanding.disputes.queries import disputed_items
from goodstanding.payments.matching import queries
from goodstanding.payments.matching.operations.deciding import apply_suggestion
from goodstanding.payments.matching.operations.undoing import ASIDE, set_aside
from goodstanding.refusal import Refusal
from goodstanding.workbench.queries.money.cash import waiting_cards
from goodstanding.workbench.views.door import Visit, deed, page

READING, MATCHING = "cash.read", "cash.match"
SHOWN = 50
NUMBER_DIGITS_MOST = 4


@page(READING)
def cash(visit: Visit) -> HttpResponse:
    """Show what waits, the oldest first, and how old it is."""
    lines = queries.waiting_lines(by=visit.actor, as_of=visit.today, most=SHOWN)
    context = {
        "cards": waiting_cards(lines),
        "ageing": queries.ageing(by=visit.actor, as_of=visit.today),
        "shown": SHOWN,
        "aside": ASIDE,
        "may_match": may(visit.actor, MATCHING),
    }
    return render(visit.request, "workbench/money/cash.html", context)


@deed(MATCHING)
def cash_apply(visit: Visit, line_id: int) -> HttpResponse:
    """Apply a line as one of its suggestions says, and teach it where that was ticked."""
    place = visit.sent("place")
    is_number = place.isascii() and place.isdecimal() and len(place) <= NUMBER_DIGITS_MOST
    try:
        receipts = apply_suggestion(
            line_id, int(place) if is_number else 0, made_at=visit.sent("made_at"), teach=visit.sent("teach") == "yes",
            disputed=disputed_items, by=visit.actor, at=visit.at,
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(visit.request, str(refusal))
    else:
        messages.success(visit.request, f"Line {line_id} is applied, as {', '.join(map(str, receipts))}.")
    return redirect("cash")


@deed(MATCHING)
def cash_aside(visit: Visit, line_id: int) -> HttpResponse:
    """Set a line aside that is no debtor's money, with a reason."""
    try:
        set_aside(line_id, visit.sent("kind"), reason=visit.sent("reason"), by=visit.actor, at=visit.at)
    except Refusal as refusal:
        messages.error(visit.request, str(refusal))
    else:
        messages.success(visit.request, f"Line {line_id} is set aside.")
    return redirect("cash")

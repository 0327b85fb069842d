"""Payments through gateways: what waits, what nobody can tell of, what is disputed; and an account's own, live."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from goodstanding.disputes.queries import disputed_items
from goodstanding.payments.gateway.operations.looking import see_to
from goodstanding.payments.gateway.queries.payments import NoSuchPayment, payment
from goodstanding.refusal import Refusal
from goodstanding.workbench.queries.account import Asked, visible_card
from goodstanding.workbench.queries.money.payments import FOLLOWING, READING, payment_panel, payments_page
from goodstanding.workbench.views.door import Visit, deed, page


@page(READING)
def payments(visit: Visit) -> HttpResponse:
    """Show payments: first what somebody has to look at."""
    context = {"page": payments_page(by=visit.actor, today=visit.today)}
    return render(visit.request, "workbench/money/payments.html", context)


@page(READING)
def of_account(visit: Visit, debt_id: int) -> HttpResponse:
    """Show an account's payments as they stand now; the account's page asks for this part again and again."""
    visible_card(debt_id, asked=Asked(visit.actor, at=visit.at, as_of=visit.today))
    context = {"debt_id": debt_id, "payments": payment_panel(debt_id, by=visit.actor)}
    part = "workbench/money/payment_lines.html"
    return render(visit.request, part if visit.is_partial else "workbench/money/account_payments.html", context)


@deed(FOLLOWING)
def follow(visit: Visit, payment_id: int) -> HttpResponse:
    """Ask the provider now how a payment stands, and make the books follow."""
    try:
        one = payment(payment_id)
    except NoSuchPayment:
        return redirect("payments")
    visible_card(one.debt_id, asked=Asked(visit.actor, at=visit.at, as_of=visit.today))
    try:
        state = see_to(payment_id, disputed=disputed_items, by=visit.actor, now=timezone.now)
    except Refusal as refusal:
        messages.error(visit.request, str(refusal))
    else:
        messages.success(visit.request, f"Payment {payment_id} is {state.replace('_', ' ')}.")
    return redirect(f"{reverse('account', args=[one.debt_id])}#payments")

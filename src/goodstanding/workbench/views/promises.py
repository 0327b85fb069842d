"""Recording a promise on the page of an account, and withdrawing one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goodstanding.access.permission import PermissionRefused
from goodstanding.arrangements.operations import PromiseRefused, record_promise, withdraw_promise
from goodstanding.refusal import Refusal
from goodstanding.workbench.account.promise import PromiseForm
from goodstanding.workbench.look.figure import day, money
from goodstanding.workbench.queries.account import Asked, visible_card
from goodstanding.workbench.queries.promises import RECORDING, WITHDRAWING, typed_amount, visible_promise
from goodstanding.workbench.views.accounts import account_page
from goodstanding.workbench.views.door import Visit, deed


@deed(RECORDING)
def record(visit: Visit, debt_id: int) -> HttpResponse:
    """Record a promise; one that is refused comes back in the form, with why."""
    visible_card(debt_id, asked=_asked(visit))
    typed = {name: visit.sent(name) for name in ("amount", "by_date", "channel", "evidence")}
    try:
        amount = typed_amount(debt_id, typed["amount"])
        due_date = visit.sent_day("by_date")
        record_promise(
            debt_id, amount=amount, due_date=due_date, channel=typed["channel"], evidence=typed["evidence"],
            by=visit.actor, at=visit.at,
        )  # fmt: skip
    except PermissionRefused:
        raise
    except Refusal as refusal:
        return account_page(visit, debt_id, filled=PromiseForm(**typed, wrong=str(refusal)))
    messages.success(visit.request, f"A promise of {money(amount)} by {day(due_date)} is recorded.")
    return _back(debt_id)


@deed(WITHDRAWING)
def withdraw(visit: Visit, debt_id: int, promise_id: int) -> HttpResponse:
    """Withdraw a promise with its reason."""
    one = visible_promise(debt_id, promise_id, asked=_asked(visit))
    try:
        withdraw_promise(promise_id, reason=visit.sent("reason"), by=visit.actor, at=visit.at)
    except PromiseRefused as refusal:
        messages.error(visit.request, str(refusal))
    else:
        messages.success(visit.request, f"The promise of {money(one.amount)} by {day(one.due_date)} is withdrawn.")
    return _back(debt_id)


def _asked(visit: Visit) -> Asked:
    return Asked(visit.actor, at=visit.at, as_of=visit.today)


def _back(debt_id: int) -> HttpResponse:
    return redirect(f"{reverse('account', args=[debt_id])}#promises")

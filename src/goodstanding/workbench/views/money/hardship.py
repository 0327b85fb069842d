"""Hardship: cases and moratoria of the house; for one account the budget, what was granted, and "nothing now"."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goodstanding.access.permission import PermissionRefused, may
from goodstanding.arrangements.affordability.budget import Household, arithmetic
from goodstanding.arrangements.affordability.entry import line_of
from goodstanding.arrangements.affordability.frequency import TIMES_A_YEAR
from goodstanding.arrangements.affordability.kind import Group, Kind, groups, kinds
from goodstanding.arrangements.affordability.operations import Taken, take_budget
from goodstanding.arrangements.affordability.queries import budgets_of, surplus_of
from goodstanding.arrangements.hardship.operations.cannot_pay import accept_nothing, advice_for
from goodstanding.arrangements.hardship.queries.cases import cases
from goodstanding.arrangements.hardship.queries.moratoria import moratoria
from goodstanding.arrangements.hardship.queries.programmes import grants_of
from goodstanding.money.amount import Amount
from goodstanding.receivables.models import Debt
from goodstanding.receivables.queries.debts import DebtNotFound, debt_of
from goodstanding.refusal import Refusal
from goodstanding.workbench.queries.account import Asked, visible_card
from goodstanding.workbench.views.door import Visit, deed, page

READING = "hardship.read"
PEOPLE_MOST = 20

FIRST = "work"
"""The part of the form that is open from the beginning."""


@page(READING)
def hardship(visit: Visit) -> HttpResponse:
    """Show the open cases, the next review first, and every moratorium."""
    context = {
        "cases": cases(by=visit.actor), "moratoria": moratoria(by=visit.actor, at=visit.at), "today": visit.today,
    }  # fmt: skip
    return render(visit.request, "workbench/money/hardship.html", context)


@page(READING)
def account_hardship(visit: Visit, debt_id: int) -> HttpResponse:
    """Show what the person of an account can afford, and what was done for them."""
    return _account(visit, _debt(visit, debt_id))


@deed("budgets.take")
def budget_take(visit: Visit, debt_id: int) -> HttpResponse:
    """Take a budget from the form; one that is refused comes back with why and with what was typed."""
    debt = _debt(visit, debt_id)
    assert debt.debtor_id is not None, "It was looked up."
    try:
        lines = tuple(
            line_of(
                kind=name, amount=visit.sent(f"amount-{name}"), currency=debt.currency,
                frequency=visit.sent(f"often-{name}"),
            )
            for name in kinds()
            if visit.sent(f"amount-{name}")
        )  # fmt: skip
        household = Household(_count(visit, "adults", 1), _count(visit, "children", 0), bool(visit.sent("partner")))
        taken = Taken(debt.currency, lines, household, "call", visit.sent("adviser"), bool(visit.sent("consent")))
        take_budget(debt.debtor_id, taken, by=visit.actor, at=visit.at)
    except PermissionRefused:
        raise
    except Refusal as refusal:
        return _account(visit, debt, wrong=str(refusal))
    messages.success(visit.request, "The budget is taken and counts from now on.")
    return redirect(reverse("account_hardship", args=[debt_id]))


@deed("hardship.open")
def nothing_now(visit: Visit, debt_id: int) -> HttpResponse:
    """Accept that the person can pay nothing now."""
    debt = _debt(visit, debt_id)
    assert debt.debtor_id is not None, "It was looked up."
    room = accept_nothing(debt.debtor_id, channel="call", source="The person, told us.", by=visit.actor, at=visit.at)
    messages.success(visit.request, f"Accepted as case {room.case_id}. Nobody asks for money for a while.")
    return redirect(reverse("account_hardship", args=[debt_id]))


def _account(visit: Visit, debt: Debt, *, wrong: str = "") -> HttpResponse:
    assert debt.debtor_id is not None, "It was looked up."
    person, at = debt.debtor_id, visit.at
    may_here = {
        name: may(visit.actor, name, client_id=debt.client_id)
        for name in ("budgets.take", "budgets.read", "hardship.open")
    }
    cards = budgets_of(person, by=visit.actor, at=at) if may_here["budgets.read"] else []
    newest = cards[0] if cards else None
    steps = arithmetic(*newest.written) if newest is not None and newest.written is not None else []
    known = surplus_of(person, at=at)
    context = {
        "debt_id": debt.pk, "reference": debt.reference, "currency": debt.currency, "wrong": wrong,
        "budget": newest, "versions": len(cards), "is_due": known is not None and known.is_due(visit.today),
        "steps": [(step, Amount(step.month_minor, debt.currency)) for step in steps],
        "surplus": known and Amount(known.surplus_minor, known.currency),
        "free": known and Amount(known.free_minor, known.currency),
        "groups": [_part(visit, group) for group in groups()],
        "often": list(TIMES_A_YEAR), "cases": cases(by=visit.actor, person_id=person),
        "grants": [(one, one.is_running(visit.today)) for one in grants_of(debt_id=debt.pk)],
        "moratoria": moratoria(by=visit.actor, at=at, person_id=person), "advice": _advice(person),
        "may_take": may_here["budgets.take"], "may_open": may_here["hardship.open"],
    }  # fmt: skip
    return render(visit.request, "workbench/money/account_hardship.html", context)


def _part(visit: Visit, group: Group) -> tuple[Group, list[tuple[Kind, str, str]], bool]:
    """Return a part of the form with its lines; one in which something was typed is open, and the first is."""
    lines = [_typed(visit, kind) for kind in group.kinds]
    return group, lines, group.name == FIRST or any(typed for _, typed, _ in lines)


def _typed(visit: Visit, kind: Kind) -> tuple[Kind, str, str]:
    """Return a line of the form with what was typed and chosen."""
    return kind, visit.sent(f"amount-{kind.name}"), visit.sent(f"often-{kind.name}")


def _advice(person_id: int) -> dict[str, str]:
    return {name.removeprefix("help."): words for name, words in advice_for(person_id).items()}


def _debt(visit: Visit, debt_id: int) -> Debt:
    visible_card(debt_id, asked=Asked(visit.actor, at=visit.at, as_of=visit.today))
    debt = debt_of(debt_id)
    if debt.debtor_id is None:
        raise DebtNotFound(f"Nobody is known to owe debt {debt.reference}.")
    return debt


def _count(visit: Visit, name: str, usual: int) -> int:
    text = visit.sent(name)
    return min(int(text), PEOPLE_MOST) if text.isascii() and text.isdecimal() else usual

"""Plans: all that are open, those of one account with their instalments, and a form that shows before it agrees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goodstanding.access.permission import PermissionRefused, may
from goodstanding.arrangements.agreement.queries import signed
from goodstanding.arrangements.agreement.wording import text
from goodstanding.arrangements.plan.operations.proposing import Proposal, propose
from goodstanding.arrangements.plan.operations.setting_up import set_up_plan
from goodstanding.arrangements.plan.queries import PlanStanding, plans_of, plans_to_see_to, plans_with
from goodstanding.arrangements.plan.rhythm import EVERY, Rhythm
from goodstanding.arrangements.plan.terms import Terms, TermsRefused
from goodstanding.ledger.queries import balance
from goodstanding.money.amount import Amount
from goodstanding.receivables.queries.debts import debt_of, places_of, references_of
from goodstanding.refusal import Refusal
from goodstanding.workbench.queries.account import Asked, visible_card
from goodstanding.workbench.views.door import Visit, deed, page

READING, AGREEING = "plans.read", "plans.agree"
SHOWN = 200
TONES = {"paid": "good", "paid late": "good", "missed": "harm"}


@dataclass(frozen=True, slots=True)
class Line:
    """One instalment as a page shows it."""

    number: int
    due_date: date
    amount: Amount
    paid: Amount
    state: str
    tone: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One plan as a page shows it."""

    plan_id: int
    debt_id: int
    reference: str
    state: str
    left: Amount
    arrears: Amount
    next_date: date | None
    reason: str
    lines: tuple[Line, ...]
    signed: str
    """The reference of the agreement that was signed with it, and its hash."""
    signed_hash: str
    words: tuple[str, ...]


@page(READING)
def plans(visit: Visit) -> HttpResponse:
    """Show the plans that are open, those in arrears first."""
    found = plans_with(plans_to_see_to()[-SHOWN:], as_of=visit.today)
    open_ones = [one for one in found if one.state in {"in force", "paused"}]
    sight = places_of(one.debt_id for one in open_ones)
    seen = [one for one in open_ones if may(visit.actor, READING, **sight[one.debt_id]._asdict())]
    seen.sort(key=lambda one: (-one.standing.arrears_minor, one.plan_id))
    called = references_of(one.debt_id for one in seen)
    return render(
        visit.request, "workbench/money/plans.html", {"plans": [_panel(one, called[one.debt_id]) for one in seen]}
    )


@page(READING)
def of_account(visit: Visit, debt_id: int) -> HttpResponse:
    """Show the plans of an account; with terms in the address, also what such a plan would be. Nothing is written."""
    visible_card(debt_id, asked=Asked(visit.actor, at=visit.at, as_of=visit.today))
    return _account_page(visit, debt_id, {name: visit.asked(name) for name in ("first", "count", "amount", "every")})


@deed(AGREEING)
def set_up(visit: Visit, debt_id: int) -> HttpResponse:
    """Set up the plan that was shown."""
    visible_card(debt_id, asked=Asked(visit.actor, at=visit.at, as_of=visit.today))
    typed = {name: visit.sent(name) for name in ("first", "count", "amount", "every")}
    try:
        set_up_plan(
            debt_id, _terms(visit, debt_id, typed), key=visit.sent("key") or str(uuid4()),
            agreed_hash=visit.sent("agreed"), channel=visit.sent("channel"), evidence=visit.sent("evidence"),
            override_reason=visit.sent("override"), by=visit.actor, at=visit.at,
        )  # fmt: skip
    except PermissionRefused:
        raise
    except Refusal as refusal:
        return _account_page(visit, debt_id, typed, wrong=str(refusal))
    messages.success(visit.request, "The plan is set up; the person gets it in writing.")
    return redirect("account_plans", debt_id)


def _account_page(visit: Visit, debt_id: int, typed: dict[str, str], *, wrong: str = "") -> HttpResponse:
    debt, shown = debt_of(debt_id), None
    if typed["first"]:
        try:
            shown = propose(debt_id, _terms(visit, debt_id, typed), by=visit.actor, at=visit.at)
        except PermissionRefused:
            raise
        except Refusal as refusal:
            wrong = wrong or str(refusal)
    context = {
        "debt_id": debt_id,
        "reference": debt.reference,
        "plans": [_panel(one, debt.reference, words=_words(one)) for one in plans_of(debt_id, as_of=visit.today)],
        "typed": typed | {"every": typed["every"] or "month"},
        "everies": EVERY,
        "currency": debt.currency,
        "shown": _shown(shown) if shown else None,
        "key": str(uuid4()),
        "wrong": wrong,
        "today": visit.today,
        "may_agree": _sees(visit, debt_id, AGREEING),
    }
    return render(visit.request, "workbench/money/account_plans.html", context, status=400 if wrong else 200)


def _terms(visit: Visit, debt_id: int, typed: dict[str, str]) -> Terms:
    """Return the terms that somebody typed; raises TermsRefused, AmountMalformed."""
    currency = debt_of(debt_id).currency
    if typed["every"] not in EVERY:
        raise TermsRefused(f"Choose how often: {', '.join(EVERY)}.")
    if typed["count"] and not typed["count"].isdecimal():
        raise TermsRefused("The number of instalments is a whole number.")
    try:
        first = date.fromisoformat(typed["first"])
    except ValueError as fault:
        raise TermsRefused(f"{typed['first'][:20]!r} is not a day; write it as 2026-06-30.") from fault
    every = typed["every"]
    days = (first.day, 0) if every != "half month" else (1, 15)
    return Terms(
        balance(debt_id, as_of=visit.today).balance_minor,
        currency,
        first,
        count=int(typed["count"][:4] or 0),
        amount_minor=Amount.of(typed["amount"], currency).minor if typed["amount"] else 0,
        rhythm=Rhythm(every, *days),
    )


def _shown(found: Proposal) -> dict[str, Any]:
    currency, cost = found.terms.currency, found.cost
    return {
        "lines": [(one.due_date, Amount(one.amount_minor, currency)) for one in found.instalments],
        "total": Amount(cost.total_minor, currency),
        "monthly": Amount(cost.monthly_minor, currency),
        "last_date": cost.last_date,
        "count": cost.count,
        "hash": found.document_hash,
        "outside": found.outside_policy,
        "refused": found.refused,
        "beside": found.beside,
        "words": text(found.agreement, called=references_of(found.agreement.debts)),
        "left": Amount(found.surplus.free_minor, found.surplus.currency) if found.surplus else None,
    }


def _words(found: PlanStanding) -> list[str]:
    """Return in plain words what was signed with a plan; nothing of plans from before agreements."""
    if found.agreement is None:
        return []
    document = signed(found.agreement.agreement_id).document
    return text(document, called=references_of(document.debts))


def _panel(found: PlanStanding, reference: str, *, words: Sequence[str] = ()) -> Panel:
    stands, currency = found.standing, found.currency
    coming = stands.next_due
    return Panel(
        plan_id=found.plan_id,
        debt_id=found.debt_id,
        reference=reference,
        state=found.state,
        left=Amount(stands.left_minor, currency),
        arrears=Amount(stands.arrears_minor, currency),
        next_date=coming.instalment.due_date if coming else None,
        reason=found.reason,
        lines=tuple(
            Line(
                one.instalment.number, one.instalment.due_date, Amount(one.instalment.amount_minor, currency),
                Amount(one.paid_minor, currency), one.state, TONES.get(one.state, ""),
            )
            for one in stands.instalments
        ),
        signed=found.agreement.reference if found.agreement else "",
        signed_hash=found.agreement.document_hash if found.agreement else "",
        words=tuple(words),
    )  # fmt: skip


def _sees(visit: Visit, debt_id: int, permission: str) -> bool:
    debt = debt_of(debt_id)
    return may(visit.actor, permission, client_id=debt.client_id, portfolio_id=debt.portfolio_id)

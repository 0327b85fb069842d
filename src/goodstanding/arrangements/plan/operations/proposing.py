"""Proposing a plan: what it would cost, when it would end, and what stands against it; nothing is written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.affordability.queries import surplus_of
from goodstanding.arrangements.affordability.surplus import Surplus, fault
from goodstanding.arrangements.plan import bounds
from goodstanding.arrangements.plan.queries import plan_of
from goodstanding.arrangements.plan.schedule import Cost, Instalment, cost, schedule
from goodstanding.arrangements.plan.terms import Terms, whole
from goodstanding.arrangements.policy.policy import PlanPolicy
from goodstanding.arrangements.policy.queries import plan_policy
from goodstanding.evidence.canonical import canonical
from goodstanding.ledger.queries import balance, lines_of
from goodstanding.money.amount import Amount
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import NoSuchDebt


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan as it is shown before anybody agrees: every instalment, what it comes to, and what stands against it.

    `document_hash` names exactly this plan; whoever agrees names it again. `outside_policy` are sentences that somebody
    who may override them can let pass; `refused` are sentences nobody can.
    """

    debt_id: int
    terms: Terms
    instalments: tuple[Instalment, ...]
    cost: Cost
    policy: PlanPolicy
    document: Mapping[str, Any]
    document_hash: str
    outside_policy: tuple[str, ...]
    refused: tuple[str, ...]
    surplus: Surplus | None


def propose(debt_id: int, terms: Terms, *, renegotiates_id: int | None = None, by: Actor, at: datetime) -> Proposal:
    """Return what a plan would be; nothing is written. Raises NoSuchDebt, PermissionRefused and TermsRefused."""
    debt = Debt.objects.filter(account_id=debt_id).first()
    if debt is None:
        raise NoSuchDebt(f"There is no debt {debt_id}.")
    require(by, "plans.read", client_id=debt.client_id, portfolio_id=debt.portfolio_id)
    return proposal_of(debt, terms, renegotiates_id=renegotiates_id, waived_minor=0, at=at)


def day_of(at: datetime) -> date:
    """Return the day of an instant, in UTC."""
    return at.astimezone(UTC).date()


def proposal_of(debt: Debt, terms: Terms, *, renegotiates_id: int | None, waived_minor: int, at: datetime) -> Proposal:
    """Part of a deed: return what a plan would be, for a debt that was looked up."""
    terms = whole(terms, today=day_of(at))
    instalments = schedule(terms)
    policy = plan_policy(debt.portfolio_id, day=day_of(at))
    comes_to = cost(terms, instalments)
    paper = bounds.document(terms, instalments, debt_id=debt.pk, grace_days=policy.grace_days)
    before = plan_of(renegotiates_id, as_of=day_of(at)) if renegotiates_id is not None else None
    restructures = before.restructures + 1 if before else 0
    known = surplus_of(debt.debtor_id, at=at, except_plan=renegotiates_id) if debt.debtor_id is not None else None
    above = fault(known, monthly_minor=comes_to.monthly_minor, currency=terms.currency) if known else None
    return Proposal(
        debt_id=debt.pk,
        terms=terms,
        instalments=instalments,
        cost=comes_to,
        policy=policy,
        document=paper,
        document_hash=hashlib.sha256(canonical(paper)).hexdigest(),
        outside_policy=tuple(bounds.faults(policy, terms, instalments, restructures=restructures)),
        refused=(*_book_faults(debt, terms, waived_minor=waived_minor, at=at), *([above] if above else [])),
        surplus=known,
    )


def _book_faults(debt: Debt, terms: Terms, *, waived_minor: int, at: datetime) -> list[str]:
    """Return what the books have against a plan, as sentences."""
    today, found = day_of(at), []
    if terms.currency != debt.currency:
        return [f"The plan is in {terms.currency}, the debt in {debt.currency}."]
    owed = Amount(balance(debt.pk, as_of=today).balance_minor - waived_minor, debt.currency)
    if terms.total_minor > owed.minor:
        found.append(f"{Amount(terms.total_minor, terms.currency)} is more than the {owed} that are owed.")
    first = terms.down_date if terms.down_minor and terms.down_date else terms.first_date
    if first < today:
        found.append(f"The first payment of a plan is due today or later, not on {first}.")
    if first == today and came_in(debt.pk, today):
        found.append("Money came in today already; let the first payment of the plan be due tomorrow or later.")
    return found


def came_in(debt_id: int, day: date) -> bool:
    """Say whether money moved on a day, by what is recorded."""
    return any(line.head == "cash" and line.effective_date == day for line in lines_of(debt_id, as_of=day))

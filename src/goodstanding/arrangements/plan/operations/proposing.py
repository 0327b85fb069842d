"""Proposing a plan: what it would cost, when it would end, and what stands against it; nothing is written."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.affordability.queries import surplus_of
from goodstanding.arrangements.affordability.surplus import Surplus, fault
from goodstanding.arrangements.agreement.document import Agreement
from goodstanding.arrangements.plan import bounds
from goodstanding.arrangements.plan.operations.signing import agreement_of
from goodstanding.arrangements.plan.queries import plan_of
from goodstanding.arrangements.plan.schedule import Cost, Instalment, cost, monthly_minor, schedule
from goodstanding.arrangements.plan.terms import Terms, whole
from goodstanding.arrangements.policy.policy import PlanPolicy
from goodstanding.arrangements.policy.queries import plan_policy
from goodstanding.evidence.canonical import canonical
from goodstanding.ledger.interest.base_rate import RateUnknown
from goodstanding.ledger.interest.explanation import rule_said
from goodstanding.ledger.queries import balance, lines_of
from goodstanding.money.amount import Amount
from goodstanding.receivables.charging.queries import standing
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import NoSuchDebt


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan as it is shown before anybody agrees: every instalment, what it comes to, and what stands against it.

    `document_hash` names exactly this plan; whoever agrees names it again. `outside_policy` are sentences that somebody
    who may override them can let pass; `refused` are sentences nobody can. `beside` says what is owed besides it, and
    `agreement` is what is signed with it.
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
    beside: tuple[str, ...]
    agreement: Agreement
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
    terms = whole(terms)
    instalments = schedule(terms)
    policy = plan_policy(debt.portfolio_id, day=day_of(at))
    comes_to = cost(terms, instalments)
    paper = bounds.document(terms, instalments, debt_id=debt.pk, grace_days=policy.grace_days)
    before = plan_of(renegotiates_id, as_of=day_of(at)) if renegotiates_id is not None else None
    restructures = before.restructures + 1 if before else 0
    known = surplus_of(debt.debtor_id, at=at, except_plan=renegotiates_id) if debt.debtor_id is not None else None
    above = _above(known, terms, instalments) if known else []
    return Proposal(
        debt_id=debt.pk,
        terms=terms,
        instalments=instalments,
        cost=comes_to,
        policy=policy,
        document=paper,
        document_hash=hashlib.sha256(canonical(paper)).hexdigest(),
        outside_policy=tuple(bounds.faults(policy, terms, instalments, restructures=restructures)),
        refused=(*_book_faults(debt, terms, waived_minor=waived_minor, at=at), *above),
        beside=tuple(_beside(debt, policy, begins_date=begins_on(debt.pk, at=at))),
        agreement=agreement_of(
            debt, instalments, reference="plan", begins_date=begins_on(debt.pk, at=at), policy=policy
        ),
        surplus=known,
    )


def begins_on(debt_id: int, *, at: datetime) -> date:
    """Return the first day on which money counts towards a plan that is agreed now.

    What came in today already was part of what was owed when the plan was shown.
    """
    return day_of(at) + timedelta(days=came_in(debt_id, day_of(at)))


def _above(known: Surplus, terms: Terms, instalments: Sequence[Instalment]) -> list[str]:
    found = [
        fault(known, monthly_minor=monthly_minor(terms, instalments), currency=terms.currency),
        bounds.balloon_fault(terms, instalments, free_minor=known.free_minor),
    ]
    return [sentence for sentence in found if sentence]


def _beside(debt: Debt, policy: PlanPolicy, *, begins_date: date) -> Iterator[str]:
    """Yield what of interest is owed besides a plan: what is not charged yet, and what runs on."""
    try:
        found = standing(debt.pk, as_of=begins_date - timedelta(days=1))
    except RateUnknown as unknown:
        yield f"Interest of this debt cannot be reckoned: {unknown}"
        return
    if found.change.minor > 0:
        yield (
            f"{found.change} of interest until {found.as_of} is not charged yet and is not in this plan; charge it "
            "first, and it is."
        )
    bears = found.terms is not None and found.terms.basis != "none"
    if policy.interest == "runs" and bears:
        yield f"The debt's own interest runs on beside the plan and is not in it. {rule_said(found.terms)}"


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

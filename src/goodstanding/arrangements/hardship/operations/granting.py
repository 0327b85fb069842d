"""Granting what a programme gives on a debt, and doing it: one deed, so that nothing is only promised."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Sum

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.affordability.operations import refuse_above_surplus
from goodstanding.arrangements.hardship.operations.cases import held_case
from goodstanding.arrangements.hardship.programme import Programme, unmet
from goodstanding.arrangements.hardship.queries.programmes import applicant_of, catalogue
from goodstanding.arrangements.models import HardshipCase, HardshipGrant, ProgrammeFund
from goodstanding.arrangements.plan.operations.changing import Change, change_amount, pause_plan
from goodstanding.arrangements.plan.queries import open_plan
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.balance import free_parts
from goodstanding.ledger.operations.freezing import freeze_interest
from goodstanding.ledger.operations.write_off import write_off
from goodstanding.ledger.queries import lines_of
from goodstanding.money.amount import Amount
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.receivables.operations.holds import place_hold
from goodstanding.refusal import Refusal

HOLD_REASON = "vulnerability"
"""What pages call the hold of a pause; why the person is in hardship is not said there."""


class GrantRefused(Refusal):
    """The programme cannot be granted here; the sentences say which conditions do not hold, or what is used up."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a programme: `days` for a pause or freeze, `amount_minor` a month for a plan."""

    programme: str
    reason: str
    days: int | None = None
    amount_minor: int | None = None


@dataclass(slots=True)
class _Done:
    """What was done for a grant, by number."""

    ends_date: date | None = None
    hold_id: int | None = None
    freeze_id: int | None = None
    transaction_id: int | None = None
    plan_id: int | None = None


@transaction.atomic
def grant(case_id: int, debt_id: int, asked: Asked, *, by: Actor, at: datetime) -> int:
    """Grant what a programme gives on a debt from today on, do it, and return the grant's number.

    Raises NoSuchCase, CaseRefused, NoSuchDebt, DebtWithdrawn, PermissionRefused (also above the actor's limit), and
    GrantRefused with every condition that does not hold. A fund gives its last to one of several who ask at once.
    Locks the debt's account, then the case, then the fund.
    """
    debt = held_debt(debt_id, permission="hardship.review", by=by)
    if debt.debtor_id is not None:
        order_after_sending(debt.debtor_id)
    row = held_case(case_id, permission="hardship.review", by=by)
    found = _programme(asked, row, debt, at=at)
    cost = _cost(found, debt, at=at)
    require(by, "programmes.grant", client_id=debt.client_id, portfolio_id=debt.portfolio_id, amount=cost)
    fund = _fund(found, debt, cost, day=at.date())
    entry_id = allot()
    done = _do(found, asked, row, debt, by=by, at=at)
    made = HardshipGrant.objects.create(
        case=row, debt=debt, programme=found.name, deed=found.deed, fund=fund, starts_date=at.date(),
        ends_date=done.ends_date, amount_minor=cost.minor, currency=debt.currency, hold_id=done.hold_id,
        freeze_id=done.freeze_id, transaction_id=done.transaction_id, plan_id=done.plan_id,
        reason=asked.reason.strip(), recorded_by=by.name, recorded_at=at, entry_id=entry_id,
    )  # fmt: skip
    facts = {
        "grant": made.pk, "case": row.pk, "programme": found.name, "deed": found.deed, "cost": str(cost),
        "ends_date": done.ends_date.isoformat() if done.ends_date else None, "fund": fund.pk if fund else None,
        "hold": done.hold_id, "freeze": done.freeze_id, "transaction": done.transaction_id, "plan": done.plan_id,
    }  # fmt: skip
    append(
        "arrangements.hardship_granted", by=by.name, at=at, subjects=about(debt), facts=facts, entry_id=entry_id
    )  # fmt: skip
    return made.pk


def _programme(asked: Asked, row: HardshipCase, debt: Debt, *, at: datetime) -> Programme:
    """Return the programme where all its conditions hold."""
    known = catalogue()
    if asked.programme not in known:
        raise GrantRefused(f"There is no programme {asked.programme!r}; there are {', '.join(known)}.")
    found = known[asked.programme]
    refused = unmet(
        found, applicant_of(row, debt, programme_name=found.name, day=at.date(), at=at), day=at.date()
    )  # fmt: skip
    if debt.debtor_id != row.person_id:
        refused.append(f"Debt {debt.reference} is not owed by the person of case {row.pk}.")
    if not asked.reason.strip():
        refused.append("Say why it is granted.")
    if found.deed in ("pause", "freeze") and not 1 <= (asked.days or found.days_most or 0) <= (found.days_most or 0):
        refused.append(f"{found.name} is given for 1 to {found.days_most} days.")
    if found.deed in ("reduce", "extend") and not asked.amount_minor:
        refused.append("Say how much is paid a month from now on.")
    if refused:
        raise GrantRefused(" ".join(refused))
    return found


def _cost(found: Programme, debt: Debt, *, at: datetime) -> Amount:
    """Return what a grant takes of its fund: what is written off. What is only put off costs nothing."""
    if found.deed != "write_off":
        return Amount(0, debt.currency)
    parts = free_parts(lines_of(debt.pk), from_date=at.date())
    return Amount(sum(part.amount_minor for part in parts), debt.currency)


def _fund(found: Programme, debt: Debt, cost: Amount, *, day: date) -> ProgrammeFund | None:
    """Return the fund a grant is taken from, locked, where it still holds enough."""
    rows = ProgrammeFund.objects.select_for_update().filter(
        programme=found.name, client_id=debt.client_id, currency=debt.currency, from_date__lte=day, until_date__gte=day
    )
    fund = rows.order_by("id").first()
    if fund is None:
        if found.is_funded:
            raise GrantRefused(f"{found.name} is only given from a fund, and today there is none in {debt.currency}.")
        return None
    used = HardshipGrant.objects.filter(fund=fund).aggregate(given=Sum("amount_minor"), times=Count("id"))
    if fund.grants_most is not None and used["times"] >= fund.grants_most:
        raise GrantRefused(
            f"The fund of {found.name} until {fund.until_date} is used up: {fund.grants_most} were given."
        )
    left = None if fund.amount_minor is None else fund.amount_minor - (used["given"] or 0)
    if left is not None and cost.minor > left:
        raise GrantRefused(f"The fund of {found.name} holds {Amount(left, debt.currency)}; this takes {cost}.")
    return fund


def _do(found: Programme, asked: Asked, row: HardshipCase, debt: Debt, *, by: Actor, at: datetime) -> _Done:
    """Do what a programme says."""
    today, why = at.date(), f"Hardship case {row.pk}: {found.name}."
    if found.deed in ("pause", "freeze"):
        last = today + timedelta(days=(asked.days or found.days_most or 1) - 1)
        if found.deed == "freeze":
            return _Done(last, freeze_id=_freeze(debt, last, why=why, case=row, by=by, at=at))
        hold = place_hold(debt.pk, reason=HOLD_REASON, starts_date=today, ends_date=last, note=why, by=by, at=at)
        return _Done(last, hold_id=hold, plan_id=_paused_plan(debt, last, why=why, by=by, at=at))
    if found.deed == "write_off":
        parts = free_parts(lines_of(debt.pk), from_date=today)
        number = write_off(
            debt.pk, parts, reason=why, effective_date=today, by=by, at=at, portfolio_id=debt.portfolio_id
        )
        return _Done(transaction_id=number)
    plan = open_plan(debt.pk, as_of=today)
    if plan is None:
        raise GrantRefused("There is no plan on this debt; set one up that fits the budget instead.")
    assert asked.amount_minor, "It was asked before."
    if asked.amount_minor >= plan.monthly_minor:
        raise GrantRefused(f"The plan takes {Amount(plan.monthly_minor, debt.currency)} a month; say less.")
    # A lower instalment is no reason to go above what the budget leaves.
    refuse_above_surplus(row.person_id, asked.amount_minor, debt.currency, except_plan=plan.plan_id, at=at)
    change_amount(plan.plan_id, amount_minor=asked.amount_minor, change_=Change(why, why), by=by, at=at)
    return _Done(plan_id=plan.plan_id)


def _freeze(debt: Debt, last: date, *, why: str, case: HardshipCase, by: Actor, at: datetime) -> int:
    return freeze_interest(
        debt.pk, starts_date=at.date(), ends_date=last, reason=why, reference=f"hardship:{case.pk}", by=by, at=at,
        portfolio_id=debt.portfolio_id,
    )  # fmt: skip


def _paused_plan(debt: Debt, last: date, *, why: str, by: Actor, at: datetime) -> int | None:
    """Let a plan of the debt rest as long as the hold does."""
    plan = open_plan(debt.pk, as_of=at.date())
    if plan is None or plan.state == "paused":
        return None
    pause_plan(plan.plan_id, from_date=at.date(), until_date=last, change_=Change(why, why), by=by, at=at)
    return plan.plan_id

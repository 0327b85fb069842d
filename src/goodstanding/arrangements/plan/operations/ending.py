"""Ending a plan: cancelled by a person, defaulted after missed instalments, taken up again once they came in."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.arrangements.plan import life
from goodstanding.arrangements.plan.operations.proposing import day_of
from goodstanding.arrangements.plan.operations.resting import settle_rest
from goodstanding.arrangements.plan.operations.writing import PlanRefused, say
from goodstanding.arrangements.plan.queries import PlanStanding, plan_of
from goodstanding.evidence.operations import allot, append
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.payments.models.gateway import Mandate
from goodstanding.receivables.operations.held_debt import about, held_debt


@transaction.atomic
def cancel_plan(plan_id: int, *, reason: str, by: Actor, at: datetime) -> PlanStanding:
    """Cancel a plan: what is owed is owed as before. Raises NoSuchPlan, PlanRefused, PermissionRefused."""
    return say_of(plan_id, "cancelled", reason=reason, by=by, at=at)


@transaction.atomic
def complete_plan(plan_id: int, *, reason: str, by: Actor, at: datetime) -> PlanStanding:
    """Say that a plan is done, though not all of it came in. Raises NoSuchPlan, PlanRefused, PermissionRefused."""
    return say_of(plan_id, "completed", reason=reason, by=by, at=at)


@transaction.atomic
def give_mandate(plan_id: int, mandate_id: int, *, evidence: str, by: Actor, at: datetime) -> PlanStanding:
    """Let the instalments of a plan be collected by a mandate of the debtor from now on.

    Raises NoSuchPlan, PermissionRefused, or PlanRefused for another's mandate, one that ended, or a plan that is over.
    """
    found, debt_person = _held(plan_id, by=by, at=at)
    row = Mandate.objects.filter(id=mandate_id, ended_at__isnull=True).first()
    if row is None or row.person_id != debt_person:
        raise PlanRefused(f"There is no mandate {mandate_id} of this person that counts.")
    if not found.is_open:
        raise PlanRefused(f"Plan {plan_id} is {found.state}, so nothing is collected for it.")
    _word(found, "autopay", reason=evidence, mandate_id=mandate_id, by=by, at=at)
    return plan_of(plan_id, as_of=day_of(at))


@transaction.atomic
def end_autopay(plan_id: int, *, reason: str, by: Actor, at: datetime) -> PlanStanding:
    """Collect nothing more for a plan; the mandate itself stays. Raises NoSuchPlan, PlanRefused, PermissionRefused."""
    found, _ = _held(plan_id, by=by, at=at)
    if found.mandate_id is None:
        raise PlanRefused(f"Nothing is collected for plan {plan_id}.")
    _word(found, "autopay ended", reason=reason, mandate_id=None, by=by, at=at)
    return plan_of(plan_id, as_of=day_of(at))


def say_of(
    plan_id: int, word: str, *, reason: str, ends_date: date | None = None, by: Actor, at: datetime
) -> PlanStanding:
    """Part of a deed: say a word that ends or takes up a plan. Raises NoSuchPlan, PlanRefused, PermissionRefused."""
    found, _ = _held(plan_id, by=by, at=at)
    if not life.may_say(word, found.state):
        raise PlanRefused(f"Plan {plan_id} is {found.state}, so it is not {word}.")
    if not reason.strip():
        raise PlanRefused(f"Say why the plan is {word}.")
    _word(found, word, reason=reason, mandate_id=None, ends_date=ends_date, by=by, at=at)
    return plan_of(plan_id, as_of=day_of(at))


def _held(plan_id: int, *, by: Actor, at: datetime) -> tuple[PlanStanding, int | None]:
    today = day_of(at)
    found = plan_of(plan_id, as_of=today)
    debt = held_debt(found.debt_id, permission="plans.change", by=by, even_withdrawn=True)
    if debt.debtor_id is not None:
        order_after_sending(debt.debtor_id)
    return plan_of(plan_id, as_of=today), debt.debtor_id


def _word(
    found: PlanStanding,
    word: str,
    *,
    reason: str,
    mandate_id: int | None,
    ends_date: date | None = None,
    by: Actor,
    at: datetime,
) -> None:
    debt = held_debt(found.debt_id, permission="plans.change", by=by, even_withdrawn=True)
    entry_id = allot()
    say(
        found.plan_id, word, starts_date=day_of(at), ends_date=ends_date, reason=reason, mandate_id=mandate_id, at=at,
        entry_id=entry_id,
    )  # fmt: skip
    settle_rest(plan_of(found.plan_id, as_of=day_of(at)), debt, by=by, at=at)
    append(
        f"arrangements.plan_{word.replace(' ', '_')}", by=by.name, at=at,
        subjects=[*about(debt), f"plan:{found.plan_id}"],
        facts={
            "plan": found.plan_id, "reason": reason, "mandate": mandate_id, "left_minor": found.standing.left_minor,
            "arrears_minor": found.standing.arrears_minor, "currency": found.currency,
        },
        entry_id=entry_id,
    )  # fmt: skip

"""What the house does by itself when instalments are missed: the policy of the plan says what, the ledger says when.

Nothing here says how a plan stands; it only does what follows from it, each thing once.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor, PermissionRefused, require
from goodstanding.arrangements.plan import life
from goodstanding.arrangements.plan.operations.autopay import plans_waiting
from goodstanding.arrangements.plan.operations.changing import append_missed
from goodstanding.arrangements.plan.operations.ending import say_of
from goodstanding.arrangements.plan.operations.proposing import day_of
from goodstanding.arrangements.plan.operations.resting import settle_rest, unsettled
from goodstanding.arrangements.plan.queries import PlanStanding, plan_of, plans_to_see_to, plans_with
from goodstanding.arrangements.plan.standing import in_a_row
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import held_debt
from goodstanding.refusal import Refusal
from goodstanding.worklists.operations.single import About, TaskRefused, Wanted, open_task


class Followed(NamedTuple):
    """How many plans were changed, cancelled and taken up again."""

    appended: int = 0
    defaulted: int = 0
    reinstated: int = 0


def follow_plans(plan_ids: Iterable[int] | None = None, *, by: Actor, at: datetime) -> Followed:
    """Do what the policies of plans say of missed instalments, plan by plan; safe to do twice and at once.

    A plan with which that cannot be done becomes a task and keeps no other from it. Raises PermissionRefused.
    """
    require(by, "plans.run")
    done = Followed()
    for plan_id in plans_to_follow(plans_to_see_to() if plan_ids is None else plan_ids, at=at):
        word = _word_of(plan_id, by=by, at=at)
        done = Followed(
            done.appended + (word == "appended"),
            done.defaulted + (word == "defaulted"),
            done.reinstated + (word == "reinstated"),
        )
    return done


def _word_of(plan_id: int, *, by: Actor, at: datetime) -> str:
    try:
        return follow_plan(plan_id, by=by, at=at)
    except PermissionRefused:
        raise
    except Refusal as refusal:
        debt = Debt.objects.get(pk=plan_of(plan_id, as_of=day_of(at)).debt_id)
        wanted = Wanted(
            "exception", f"plan:{plan_id}:follow", f"Plan {plan_id} could not be followed: {refusal}",
        )  # fmt: skip
        with suppress(TaskRefused):
            open_task(wanted, About(debt.debtor_id, debt.pk, debt.client_id, debt.portfolio_id), by=by, at=at)
        return ""


def plans_to_follow(plan_ids: Iterable[int], *, at: datetime) -> list[int]:
    """Return those of some plans that ask for something, as a job goes through them: few questions for many plans."""
    found = list(plans_with(plan_ids, as_of=day_of(at)))
    restless = set(unsettled(found))
    return [one.plan_id for one in found if _asks(one) or one.plan_id in restless]


def _asks(found: PlanStanding) -> bool:
    """Say whether something may follow from how a plan stands."""
    return bool(found.standing.missed) or found.state == "defaulted"


@transaction.atomic
def follow_plan(plan_id: int, *, by: Actor, at: datetime) -> str:
    """Do what one plan's policy says today and return the word for it, empty where there is nothing to do.

    Interest that should rest, or run again since the plan was paid off, is settled with it.
    """
    debt_id = plan_of(plan_id, as_of=day_of(at)).debt_id
    debt = held_debt(debt_id, permission="plans.change", by=by, even_withdrawn=True)
    if debt.withdrawn_at is not None:
        return ""
    found = plan_of(plan_id, as_of=day_of(at))
    word = _followed(found, debt, by=by, at=at) if _asks(found) else ""
    settle_rest(plan_of(plan_id, as_of=day_of(at)), debt, by=by, at=at)
    return word


def _followed(found: PlanStanding, debt: Debt, *, by: Actor, at: datetime) -> str:
    if found.state == "defaulted":
        return _taken_up(found, by=by, at=at)
    missed = found.standing.missed
    # While money is on its way, nobody can say yet what was missed.
    if found.state != "in force" or not missed or plans_waiting([found.plan_id]):
        return ""
    if missed_in_a_row(found) >= found.policy.missed_most > 0:
        return _defaulted(found, debt, by=by, at=at)
    if found.policy.missed != "append":
        return ""
    for one in missed:
        append_missed(
            found, one.instalment.number, left_minor=one.left_minor, by=by, at=at,
            reason=f"The instalment of {one.instalment.due_date} was missed; what is missing comes at the end.",
        )  # fmt: skip
    return "appended"


def missed_in_a_row(found: PlanStanding) -> int:
    """Return how many instalments in a row were missed up to today, those that were put at the end among them."""
    return in_a_row(found.standing.missed, found.standing.instalments) + found.put_off


def _defaulted(found: PlanStanding, debt: Debt, *, by: Actor, at: datetime) -> str:
    many = missed_in_a_row(found)
    reason = f"{many} instalments in a row were missed."
    say_of(found.plan_id, "defaulted", reason=reason, by=by, at=at)
    wanted = Wanted(
        "exception", f"plan:{found.plan_id}:defaulted:{found.times('defaulted')}",
        f"Plan {found.plan_id} ended: {reason} Speak with the person before anything else is done.",
        evidence={"plan": found.plan_id, "arrears_minor": found.standing.arrears_minor, "currency": found.currency},
    )  # fmt: skip
    try:
        open_task(wanted, About(debt.debtor_id, debt.pk, debt.client_id, debt.portfolio_id), by=by, at=at)
    except TaskRefused:
        # Somebody has it on the list already.
        return "defaulted"
    return "defaulted"


def _taken_up(found: PlanStanding, *, by: Actor, at: datetime) -> str:
    """Take a plan up again where what was missed came in soon enough, as often as the policy says."""
    ended = next(word for word in reversed(found.words) if word["word"] == "defaulted")
    within = ended["starts_date"] + timedelta(days=found.policy.reinstate_days)
    if found.times("reinstated") >= found.policy.reinstatements_most or found.standing.day > within:
        return ""
    if found.standing.missed or not life.may_say("reinstated", found.state):
        return ""
    say_of(found.plan_id, "reinstated", reason="What was missed came in.", by=by, at=at)
    return "reinstated"

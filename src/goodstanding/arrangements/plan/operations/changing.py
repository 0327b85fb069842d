"""Changing a plan: move a day, skip, pay extra, another amount, pause and resume. Each is another version."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, may
from goodstanding.arrangements.plan import bounds, change, life
from goodstanding.arrangements.plan.change import How
from goodstanding.arrangements.plan.operations.affording import refuse_unaffordable
from goodstanding.arrangements.plan.operations.proposing import day_of
from goodstanding.arrangements.plan.operations.signing import SoFar
from goodstanding.arrangements.plan.operations.writing import Making, PlanRefused, entry_of, say, told_of, write_version
from goodstanding.arrangements.plan.queries import PlanStanding, plan_of
from goodstanding.arrangements.plan.schedule import Instalment, balloon_minor, monthly_minor
from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.receivables.models import Debt
from goodstanding.receivables.operations.held_debt import about, held_debt

Made = Callable[[PlanStanding], Sequence[Instalment]]


@dataclass(frozen=True, slots=True)
class Change:
    """A change as somebody wants it: why, and why it may be outside the policy."""

    reason: str
    override_reason: str = ""


@transaction.atomic
def move_instalment(
    plan_id: int, number: int, *, to_date: date, change_: Change, by: Actor, at: datetime
) -> PlanStanding:
    """Let an instalment fall due on another day, today or later, and return the plan as it stands then.

    Raises NoSuchPlan, PlanRefused, ChangeRefused and PermissionRefused. Locks the debt's account.
    """

    def made(found: PlanStanding) -> Sequence[Instalment]:
        if to_date < day_of(at):
            raise PlanRefused(f"{to_date} is over; choose today or a later day.")
        _refuse_paid(found, number)
        return change.moved(found.schedule, number, to_date=to_date)

    return _changed(plan_id, "moved", made, change_, touched=number, by=by, at=at)


@transaction.atomic
def skip_instalment(plan_id: int, number: int, *, how: How, change_: Change, by: Actor, at: datetime) -> PlanStanding:
    """Leave an instalment out: "last" puts it behind the last one, "lower" lets those after it share its amount.

    Raises NoSuchPlan, PlanRefused, ChangeRefused, AboveSurplus and PermissionRefused. Locks the debt's account.
    """

    def made(found: PlanStanding) -> Sequence[Instalment]:
        return change.skipped(
            found.schedule, number, open_numbers=found.open_numbers, how=how, rhythm=found.terms.rhythm
        )

    return _changed(plan_id, "skipped", made, change_, touched=number, by=by, at=at)


@transaction.atomic
def pay_extra(
    plan_id: int, *, amount_minor: int, on_date: date, how: How, change_: Change, by: Actor, at: datetime
) -> PlanStanding:
    """Count a payment as extra: "last" lets the last instalments fall away, "lower" makes all that are open smaller.

    Without this a payment above an instalment pays the next ones in advance. `on_date` is the day on which it came or
    comes in; what came has to be there, beyond what fell due. Raises NoSuchPlan, PlanRefused, ChangeRefused and
    PermissionRefused. Locks the debt's account.
    """

    def made(found: PlanStanding) -> Sequence[Instalment]:
        if on_date < found.begins_date:
            raise PlanRefused(f"The plan began on {found.begins_date}; money from before does not count towards it.")
        _refuse_uncovered(found, amount_minor, on_date=on_date, today=day_of(at))
        # What came in above what fell due has paid the next instalments in advance, and those it is to shorten.
        return change.with_extra(found.schedule, on_date=on_date, amount_minor=amount_minor, how=how)

    return _changed(plan_id, "extra", made, change_, by=by, at=at)


@transaction.atomic
def change_amount(plan_id: int, *, amount_minor: int, change_: Change, by: Actor, at: datetime) -> PlanStanding:
    """Let every instalment that is not paid be of another amount; there are more or fewer of them, the last the rest.

    Raises NoSuchPlan, PlanRefused, ChangeRefused, AboveSurplus and PermissionRefused. Locks the debt's account.
    """

    def made(found: PlanStanding) -> Sequence[Instalment]:
        return change.with_amount(
            found.schedule, open_numbers=found.open_numbers, amount_minor=amount_minor, rhythm=found.terms.rhythm
        )

    return _changed(plan_id, "amount", made, change_, by=by, at=at)


@transaction.atomic
def pause_plan(
    plan_id: int, *, from_date: date, until_date: date, change_: Change, by: Actor, at: datetime
) -> PlanStanding:
    """Ask for nothing from a day until another, both inclusive; what fell due then comes after, in its rhythm.

    Raises NoSuchPlan, PlanRefused, ChangeRefused and PermissionRefused. Locks the debt's account.
    """
    today = day_of(at)

    def made(found: PlanStanding) -> Sequence[Instalment]:
        if not today <= from_date <= until_date:
            raise PlanRefused("A pause begins today or later, and ends after it begins.")
        if (until_date - from_date).days >= found.policy.pause_days_most and not _overrides(found, change_, by=by):
            raise PlanRefused(f"A plan is paused for at most {found.policy.pause_days_most} days.")
        return change.paused(
            found.schedule, open_numbers=found.open_numbers, from_date=from_date, until_date=until_date,
            rhythm=found.terms.rhythm,
        )  # fmt: skip

    found = _changed(plan_id, "paused", made, change_, by=by, at=at)
    say(
        plan_id, "paused", starts_date=today, ends_date=until_date, reason=change_.reason, at=at,
        entry_id=entry_of(plan_id),
    )  # fmt: skip
    return replace(found, state="paused")


@transaction.atomic
def resume_plan(plan_id: int, *, first_date: date, change_: Change, by: Actor, at: datetime) -> PlanStanding:
    """End a pause: what is open falls due again from a day on, in its rhythm.

    Raises NoSuchPlan, PlanRefused where the plan is not paused, ChangeRefused, PermissionRefused. Locks the account.
    """

    def made(found: PlanStanding) -> Sequence[Instalment]:
        if found.state != "paused":
            raise PlanRefused(f"Plan {plan_id} is {found.state}, so there is no pause to end.")
        if first_date < day_of(at):
            raise PlanRefused(f"{first_date} is over; choose today or a later day.")
        return change.resumed(
            found.schedule, open_numbers=found.open_numbers, first_date=first_date, rhythm=found.terms.rhythm
        )

    found = _changed(plan_id, "resumed", made, change_, by=by, at=at)
    say(plan_id, "resumed", starts_date=day_of(at), reason=change_.reason, at=at, entry_id=entry_of(plan_id))
    return replace(found, state="in force")


def append_missed(
    plan: PlanStanding, number: int, *, left_minor: int, reason: str, by: Actor, at: datetime
) -> PlanStanding:
    """Part of what the house does by itself: put what is missing of an instalment behind the last one."""

    def made(found: PlanStanding) -> Sequence[Instalment]:
        return change.appended(found.schedule, number, amount_minor=left_minor, rhythm=found.terms.rhythm)

    return _changed(plan.plan_id, "appended", made, Change(reason), touched=number, by=by, at=at, is_own=True)


def _changed(
    plan_id: int,
    cause: str,
    made: Made,
    wanted: Change,
    *,
    touched: int | None = None,
    by: Actor,
    at: datetime,
    is_own: bool = False,
) -> PlanStanding:
    today = day_of(at)
    debt = held_debt(plan_of(plan_id, as_of=today).debt_id, permission="plans.change", by=by)
    if debt.debtor_id is not None:
        order_after_sending(debt.debtor_id)
    found = plan_of(plan_id, as_of=today)
    if found.state not in life.OPEN:
        raise PlanRefused(f"Plan {plan_id} is {found.state}, so it is not changed.")
    if not wanted.reason.strip():
        raise PlanRefused("Say why the plan is changed.")
    schedule = tuple(made(found))
    assert sum(one.amount_minor for one in schedule) == found.standing.total_minor, "A change loses nothing."
    if not is_own:
        _refuse(debt, found, schedule, wanted, by=by, at=at)
    entry_id = allot()
    put_off = found.put_off + 1 if cause == "appended" else 0
    so_far = SoFar(put_off, found.times("reinstated"), found.standing.paid_minor)
    version = write_version(
        Making(debt, plan_id, found.begins_date, found.policy, so_far), schedule, terms=found.terms, cause=cause,
        reason=wanted.reason, touched=touched, at=at, entry_id=entry_id,
    )  # fmt: skip
    append(
        f"arrangements.plan_{cause}", by=by.name, at=at, subjects=[*about(debt), f"plan:{plan_id}"],
        facts={
            "plan": plan_id, "version": version.number, "reason": wanted.reason, "override": wanted.override_reason,
            "instalment": touched,
            "instalments": [[one.number, one.due_date.isoformat(), one.amount_minor] for one in schedule],
            **told_of(version.agreement),
        },
        entry_id=entry_id,
    )  # fmt: skip
    return plan_of(plan_id, as_of=today)


def _refuse(
    debt: Debt, found: PlanStanding, schedule: Sequence[Instalment], wanted: Change, *, by: Actor, at: datetime
) -> None:
    """Refuse what the policy does not allow, and what is above surplus wherever a month becomes dearer."""
    said = list(bounds.schedule_faults(found.policy, schedule, currency=found.currency))
    known = set(bounds.schedule_faults(found.policy, found.schedule, currency=found.currency))
    if any(one not in known for one in said) and not _overrides(found, wanted, by=by):
        raise PlanRefused(" ".join(said))
    is_dearer = monthly_minor(found.terms, schedule) > found.monthly_minor
    if is_dearer or balloon_minor(found.terms, schedule) > balloon_minor(found.terms, found.schedule):
        refuse_unaffordable(debt, found.terms, schedule, except_plan=found.plan_id, at=at)


def _overrides(found: PlanStanding, wanted: Change, *, by: Actor) -> bool:
    row = Debt.objects.get(account_id=found.debt_id)
    return bool(wanted.override_reason.strip()) and may(
        by, "plans.override", client_id=row.client_id, portfolio_id=row.portfolio_id
    )


def _refuse_paid(found: PlanStanding, number: int) -> None:
    if any(one.instalment.number == number and not one.left_minor for one in found.standing.instalments):
        raise PlanRefused(f"Instalment {number} is paid already.")


def _refuse_uncovered(found: PlanStanding, amount_minor: int, *, on_date: date, today: date) -> None:
    """Refuse an extra payment that never came, or that would take the money of instalments which are paid with it."""
    parts = found.standing.instalments
    due = sum(one.instalment.amount_minor for one in parts if one.instalment.due_date <= max(on_date, today))
    above = max(0, found.standing.paid_minor - due)
    if amount_minor <= above:
        return
    is_paid_ahead = any(one.paid_minor for one in parts if one.instalment.due_date > on_date)
    if on_date < today or is_paid_ahead:
        told, wanted = Amount(above, found.currency), Amount(amount_minor, found.currency)
        raise PlanRefused(
            f"{told} came in above what fell due by {max(on_date, today)}, so there is no extra payment of {wanted}; "
            "record the money first."
        )

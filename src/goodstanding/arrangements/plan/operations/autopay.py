"""Autopay: instalments are collected by mandate on their day, each once; what came back is tried again as rules allow.

A collection is written down with its key before the gateway is asked, and the gateway knows it by that key, so that two
jobs at once, or one that died in between, never take the same instalment twice. Whatever takes the reason away (paid
otherwise, paused, disputed, on hold, the mandate ended) takes a collection back that has not left yet.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.models import PlanCollection
from goodstanding.arrangements.plan.operations.proposing import day_of
from goodstanding.arrangements.plan.queries import PlanStanding, plan_of, plans_to_see_to, plans_with
from goodstanding.arrangements.plan.standing import InstalmentStanding
from goodstanding.disputes.dispute import Dispute, counts_on
from goodstanding.disputes.queries import of_debt
from goodstanding.evidence.operations import allot, append
from goodstanding.money.amount import Amount
from goodstanding.outreach.models.message import Message
from goodstanding.payments.gateway.life import CAME_BACK, RUNNING, WAITING
from goodstanding.payments.gateway.operations.collecting import PaymentRefused, collect, withhold
from goodstanding.payments.gateway.operations.retrying import retry_collection
from goodstanding.payments.gateway.retry import RetryRefused
from goodstanding.payments.models.gateway import Payment
from goodstanding.receivables.models import Debt, Hold
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.refusal import Refusal
from goodstanding.worklists.operations.single import About, TaskRefused, Wanted, open_task

ON_ITS_WAY = ("pending", "unknown")
"""States in which the payer of a page has done their part, or may have."""


class Collected(NamedTuple):
    """How many collections were asked for, tried again, and taken back before they left."""

    asked: int = 0
    again: int = 0
    withheld: int = 0

    def plus(self, other: "Collected") -> "Collected":
        """Return both together."""
        return Collected(self.asked + other.asked, self.again + other.again, self.withheld + other.withheld)


def collect_due(*, by: Actor, at: datetime) -> Collected:
    """Collect what is due on every plan with a mandate; safe to do twice and at once. Raises PermissionRefused."""
    require(by, "plans.run")
    done = Collected()
    for plan_id in plans_to_collect(day=day_of(at)):
        done = done.plus(collect_plan(plan_id, by=by, at=at))
    return done


def plans_to_collect(*, day: date) -> list[int]:
    """Return the plans with something to collect or to take back, as a job goes through them: few questions for many.

    What has not left yet is looked at whatever became of its plan.
    """
    waiting = set(
        PlanCollection.objects.filter(key__in=Payment.objects.filter(state__in=WAITING).values("key")).values_list(
            "plan_id", flat=True
        )
    )
    due = {
        found.plan_id
        for found in plans_with(plans_to_see_to(), as_of=day)
        if found.mandate_id is not None
        and any(one.left_minor and one.instalment.due_date <= day for one in found.standing.instalments)
    }
    return sorted(waiting | due)


@transaction.atomic
def collect_plan(plan_id: int, *, by: Actor, at: datetime) -> Collected:
    """Collect what is due on one plan, try again what came back, and take back what has lost its reason.

    Locks the debt's account. Raises NoSuchPlan and PermissionRefused.
    """
    found = plan_of(plan_id, as_of=day_of(at))
    has_rows = PlanCollection.objects.filter(plan_id=plan_id).exists()
    if found.mandate_id is None and not has_rows:
        return Collected()
    debt = held_debt(found.debt_id, permission="payments.collect", by=by, even_withdrawn=True)
    found = plan_of(plan_id, as_of=day_of(at))
    if not _may_collect(found, debt, day=day_of(at)):
        return Collected(withheld=_withhold(found, numbers=None, reason="The plan rests.", by=by, at=at))
    paid = {one.instalment.number for one in found.standing.instalments if not one.left_minor}
    done = Collected(withheld=_withhold(found, numbers=paid, reason="It was paid otherwise.", by=by, at=at))
    for one in found.standing.instalments:
        if one.left_minor and one.instalment.due_date <= day_of(at):
            done = done.plus(_collect(found, debt, one, by=by, at=at))
    return done


def running_instalments(plan_ids: Iterable[int]) -> set[tuple[int, int]]:
    """Return the instalments of some plans for which money is on its way, each as its plan and its number."""
    running = Payment.objects.filter(state__in=RUNNING).values("key")
    rows = PlanCollection.objects.filter(plan_id__in=list(plan_ids), key__in=running)
    return set(rows.values_list("plan_id", "instalment"))


def plans_waiting(plan_ids: Iterable[int]) -> set[int]:
    """Return those of some plans for which money is on its way: collected, or paid with a mandate that is left.

    A page that only waits for its payer is no money, and nobody ends it for them.
    """
    plan_ids = list(plan_ids)
    left = Payment.objects.filter(saves=True, key__regex=r"^plan:\d+:autopay:", state__in=ON_ITS_WAY)
    named = {key.split(":")[1] for key in left.values_list("key", flat=True)}
    return {plan_id for plan_id, _ in running_instalments(plan_ids)} | {one for one in plan_ids if str(one) in named}


def _may_collect(found: PlanStanding, debt: Debt, *, day: date) -> bool:
    if found.state != "in force" or found.mandate_id is None or debt.withdrawn_at is not None:
        return False
    holds = Hold.objects.filter(debt=debt, released_at=None, starts_date__lte=day).exclude(ends_date__lt=day)
    disputed = any(counts_on(Dispute(one.opened_date, one.closed_date), day) for one in of_debt(debt.pk))
    return not (disputed or holds.exists())


def _collect(found: PlanStanding, debt: Debt, one: InstalmentStanding, *, by: Actor, at: datetime) -> Collected:
    rows = PlanCollection.objects.filter(plan_id=found.plan_id, instalment=one.instalment.number)
    last = rows.order_by("-attempt").first()
    if last is None:
        return Collected(asked=_ask(found, debt, one, by=by, at=at))
    payment = Payment.objects.filter(key=last.key).first()
    if payment is None or payment.state not in CAME_BACK or last.attempt >= found.policy.attempts_most:
        return Collected()
    came_back = payment.returned_date or payment.state_at.astimezone(UTC).date()
    if day_of(at) < came_back + timedelta(days=found.policy.retry_days):
        return Collected()
    try:
        with transaction.atomic():
            number = retry_collection(payment.pk, due_date=day_of(at), by=by, at=at)
    except (RetryRefused, PaymentRefused):
        # The rules of the scheme, or the mandate, do not let it be taken again; it stays missed.
        return Collected()
    again = Payment.objects.get(pk=number)
    _write(found, debt, one, attempt=last.attempt + 1, key=again.key, minor=again.amount_minor, by=by, at=at)
    return Collected(again=1)


def _ask(found: PlanStanding, debt: Debt, one: InstalmentStanding, *, by: Actor, at: datetime) -> int:
    assert found.mandate_id is not None, "The same."
    key = f"plan:{found.plan_id}:instalment:{one.instalment.number}:1"
    try:
        with transaction.atomic():
            _write(found, debt, one, attempt=1, key=key, minor=one.left_minor, by=by, at=at)
            collect(
                found.mandate_id, debt_id=debt.pk, amount=Amount(one.left_minor, found.currency), key=key,
                what=f"Instalment of {one.instalment.due_date}", due_date=day_of(at),
                notified_date=_notified(found, one), by=by, at=at,
            )  # fmt: skip
    except Refusal as refusal:
        _say(found, debt, one, str(refusal), by=by, at=at)
        return 0
    return 1


def _write(
    found: PlanStanding,
    debt: Debt,
    one: InstalmentStanding,
    *,
    attempt: int,
    key: str,
    minor: int,
    by: Actor,
    at: datetime,
) -> None:
    assert found.mandate_id is not None, "What is collected is collected by a mandate."
    entry_id = allot()
    PlanCollection.objects.create(
        plan_id=found.plan_id, instalment=one.instalment.number, attempt=attempt, key=key, amount_minor=minor,
        due_date=one.instalment.due_date, mandate_id=found.mandate_id, recorded_at=at, entry_id=entry_id,
    )  # fmt: skip
    append(
        "arrangements.instalment_collected", by=by.name, at=at, subjects=[*about(debt), f"plan:{found.plan_id}"],
        facts={
            "plan": found.plan_id, "instalment": one.instalment.number, "attempt": attempt, "key": key,
            "amount_minor": minor, "currency": found.currency, "mandate": found.mandate_id,
        },
        entry_id=entry_id,
    )  # fmt: skip


def _withhold(found: PlanStanding, *, numbers: set[int] | None, reason: str, by: Actor, at: datetime) -> int:
    """Take back what did not leave yet, of some instalments or of all."""
    rows = PlanCollection.objects.filter(plan_id=found.plan_id)
    rows = rows if numbers is None else rows.filter(instalment__in=numbers)
    waiting = Payment.objects.filter(key__in=list(rows.values_list("key", flat=True)), state__in=WAITING)
    return sum(withhold(number, reason=reason, by=by, at=at) for number in waiting.values_list("id", flat=True))


def _notified(found: PlanStanding, one: InstalmentStanding) -> date | None:
    """Return the day on which the person was told of it, where they were."""
    key = f"plan:{found.plan_id}:instalment:{one.instalment.number}:{one.instalment.due_date}:debit-notice"
    made_at = Message.objects.filter(key=key).values_list("made_at", flat=True).first()
    return made_at.astimezone(UTC).date() if made_at else None


def _say(found: PlanStanding, debt: Debt, one: InstalmentStanding, why: str, *, by: Actor, at: datetime) -> None:
    """Put on the list that an instalment cannot be collected, once for as long as it stands there."""
    wanted = Wanted(
        "exception", f"plan:{found.plan_id}:collection:{one.instalment.number}",
        f"The instalment of {one.instalment.due_date} of plan {found.plan_id} cannot be collected: {why}",
    )  # fmt: skip
    try:
        with transaction.atomic():
            open_task(wanted, About(debt.debtor_id, debt.pk, debt.client_id, debt.portfolio_id), by=by, at=at)
    except TaskRefused:
        return

"""Messages about promises and plans: confirmations, reminders before a day, and a calm word after a missed one."""

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, TextField, Value
from django.db.models.functions import Cast, Concat

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.confirming import field
from goodstanding.arrangements.confirming.operations.asking import ask_once
from goodstanding.arrangements.models import Plan, PlanVersion, Promise
from goodstanding.arrangements.plan.operations.autopay import running_numbers
from goodstanding.arrangements.plan.queries import PlanStanding, plan_of, plans_to_see_to
from goodstanding.arrangements.plan.standing import InstalmentStanding
from goodstanding.arrangements.policy.queries import confirming_policy
from goodstanding.arrangements.queries import promises_of
from goodstanding.money.amount import Amount
from goodstanding.outreach.models.message import Message
from goodstanding.receivables.models import Debt

LOOKED_BACK = timedelta(days=2)
"""So long after it was agreed something may still be confirmed; the job comes every minute."""
REMINDED_FROM_DAYS = 3
"""A promise for a day sooner than this is not reminded of: its confirmation has just come."""


def confirm_promises(*, by: Actor, at: datetime) -> int:
    """Ask for the confirmation of promises made lately, once each; return how many. Raises PermissionRefused."""
    require(by, "plans.run")
    # A confirmation is no use after the day it is about, and what was asked for once is not looked at again.
    key = Concat(Value("promise:"), Cast(OuterRef("pk"), TextField()), Value(":confirmation"), output_field=TextField())
    rows = Promise.objects.filter(
        ~Exists(Message.objects.filter(key=key)), recorded_at__gt=at - LOOKED_BACK, recorded_at__lte=at,
        withdrawn_at=None, due_date__gte=at.astimezone(UTC).date(),
    )  # fmt: skip
    return sum(_promise(row, "confirmation", by=by, at=at) for row in rows.select_related("debt").order_by("id"))


def remind_of_promises(*, by: Actor, at: datetime) -> int:
    """Ask for reminders of open promises whose day is near, once each; return how many. Raises PermissionRefused."""
    require(by, "plans.run")
    today, done = at.astimezone(UTC).date(), 0
    rows = Promise.objects.filter(withdrawn_at=None, due_date__gte=today, due_date__lte=today + timedelta(days=31))
    for row in rows.select_related("debt").order_by("id"):
        days = confirming_policy(row.debt.portfolio_id, day=today).promise_reminder_days
        is_near = days > 0 and (row.due_date - today).days <= days
        if is_near and (row.due_date - row.made_date).days >= REMINDED_FROM_DAYS:
            done += _promise(row, "reminder", by=by, at=at)
    return done


def confirm_plans(*, by: Actor, at: datetime) -> int:
    """Ask for the confirmation of plans agreed or changed lately, once a version; return how many.

    A version that the house made by itself is told of when the missed instalment is. Raises PermissionRefused.
    """
    require(by, "plans.run")
    rows = PlanVersion.objects.filter(recorded_at__gt=at - LOOKED_BACK, recorded_at__lte=at).exclude(cause="appended")
    done = 0
    for version in rows.select_related("plan__debt").order_by("id"):
        found = plan_of(version.plan_id, as_of=at.astimezone(UTC).date())
        if not found.is_open or found.version != version.number or not _wanted(version.plan.debt, at=at):
            continue
        told = field.of_plan(found.schedule, currency=found.currency)
        key = f"plan:{found.plan_id}:version:{version.number}"
        done += ask_once(version.plan.debt, "plan-confirmation", key=key, fields=told, by=by, at=at) is not None
    return done


def write_about_instalments(*, by: Actor, at: datetime) -> int:
    """Ask for reminders of instalments whose day is near and for a word about missed ones, once each; return how many.

    A paused plan is left in peace. Raises PermissionRefused.
    """
    require(by, "plans.run")
    today, done = at.astimezone(UTC).date(), 0
    debts = {row.pk: row.debt for row in Plan.objects.select_related("debt").filter(id__in=plans_to_see_to())}
    for plan_id, debt in sorted(debts.items()):
        found = plan_of(plan_id, as_of=today)
        if found.state != "in force" or not _wanted(debt, at=at):
            continue
        # While a collection is on its way, nothing is said to be missing.
        for one in () if running_numbers(plan_id) else found.standing.missed:
            done += _instalment(found, debt, one, "missed-instalment", by=by, at=at)
        coming = found.standing.next_due
        if coming is not None and 0 <= (coming.instalment.due_date - today).days <= _ahead(found):
            # What is collected is announced; whoever pays themselves is reminded.
            template = "instalment-reminder" if found.mandate_id is None else "debit-notice"
            done += _instalment(found, debt, coming, template, by=by, at=at)
    return done


def _ahead(found: PlanStanding) -> int:
    """Return how many days before its day an instalment is told of; a collection is announced earlier."""
    notice = found.policy.notice_days if found.mandate_id is not None else 0
    return max(found.policy.reminder_days, notice)


def _instalment(
    found: PlanStanding, debt: Debt, one: InstalmentStanding, template: str, *, by: Actor, at: datetime
) -> bool:
    due = one.instalment.due_date
    told = field.of_instalment(
        found.schedule, one.instalment.number, left_minor=one.left_minor, currency=found.currency
    )
    told |= field.of_plan(found.schedule, currency=found.currency)
    key = f"plan:{found.plan_id}:instalment:{one.instalment.number}:{due.isoformat()}:{template}"
    last = None if template == "missed-instalment" else _end_of(due)
    return ask_once(debt, template, key=key, fields=told, not_after=last, by=by, at=at) is not None


def _promise(row: Promise, word: str, *, by: Actor, at: datetime) -> bool:
    today = at.astimezone(UTC).date()
    if not confirming_policy(row.debt.portfolio_id, day=today).promises:
        return False
    standing = next((one for one in promises_of(row.debt_id, as_of=today) if one.promise_id == row.pk), None)
    if standing is None or standing.state != "open":
        return False
    told = field.of_promise(amount=Amount(row.amount_minor, row.currency), due_date=row.due_date)
    key, last = f"promise:{row.pk}:{word}", _end_of(row.due_date)
    template = f"promise-{word}"
    return ask_once(row.debt, template, key=key, fields=told, not_after=last, by=by, at=at) is not None


def _wanted(debt: Debt, *, at: datetime) -> bool:
    return confirming_policy(debt.portfolio_id, day=at.astimezone(UTC).date()).plans


def _end_of(day: date) -> datetime:
    """Return the first instant after a day, which is over later in the west."""
    return datetime.combine(day + timedelta(days=1), time(12), tzinfo=UTC)

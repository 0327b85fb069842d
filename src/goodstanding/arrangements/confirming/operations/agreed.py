"""Messages about promises and plans: confirmations, reminders before a day, and a calm word after a missed one."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, TextField, Value
from django.db.models.functions import Cast, Concat

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.confirming import field
from goodstanding.arrangements.confirming.operations.asking import ask_once
from goodstanding.arrangements.models import PlanVersion, Promise
from goodstanding.arrangements.plan.operations.autopay import plans_waiting
from goodstanding.arrangements.plan.queries import PlanStanding, plans_to_see_to, plans_with
from goodstanding.arrangements.plan.standing import InstalmentStanding
from goodstanding.arrangements.policy.queries import confirming_policy
from goodstanding.arrangements.queries import promises_of
from goodstanding.money.amount import Amount
from goodstanding.outreach.models.message import Message
from goodstanding.payments.gateway.queries.counting import mandates_that_count
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
    versions = list(rows.select_related("plan__debt").order_by("id"))
    wanted = _Wanted(at)
    known = {one.plan_id: one for one in plans_with({each.plan_id for each in versions}, as_of=wanted.today)}
    found = [
        _Asked(version.plan.debt, "plan-confirmation", f"plan:{version.plan_id}:version:{version.number}",
               field.of_plan(known[version.plan_id].schedule, currency=known[version.plan_id].currency))
        for version in versions
        if _is_current(version, known[version.plan_id]) and wanted(version.plan.debt)
    ]  # fmt: skip
    return _ask_all(found, by=by, at=at)


def write_about_instalments(*, by: Actor, at: datetime) -> int:
    """Ask for reminders of instalments whose day is near and for a word about missed ones, once each; return how many.

    A paused plan is left in peace. Raises PermissionRefused.
    """
    require(by, "plans.run")
    wanted = _Wanted(at)
    plans = [one for one in plans_with(plans_to_see_to(), as_of=wanted.today) if _is_near(one, today=wanted.today)]
    debts = Debt.objects.in_bulk({one.debt_id for one in plans})
    running = plans_waiting(one.plan_id for one in plans)
    counting = mandates_that_count((one.mandate_id for one in plans if one.mandate_id is not None), day=wanted.today)
    found = [
        asked
        for one in plans
        if wanted(debts[one.debt_id])
        for asked in _about(
            one, debts[one.debt_id], is_running=one.plan_id in running, is_taken=one.mandate_id in counting
        )
    ]
    return _ask_all(found, by=by, at=at)


class _Asked(NamedTuple):
    """One message that is to be asked for, once under its key."""

    debt: Debt
    template: str
    key: str
    fields: Mapping[str, Any]
    not_after: datetime | None = None


def _ask_all(found: Sequence[_Asked], *, by: Actor, at: datetime) -> int:
    """Ask for those that were not asked for before, and return how many were."""
    known = set(Message.objects.filter(key__in=[one.key for one in found]).values_list("key", flat=True))
    return sum(
        ask_once(one.debt, one.template, key=one.key, fields=one.fields, not_after=one.not_after, by=by, at=at)
        is not None
        for one in found
        if one.key not in known
    )


def _is_current(version: PlanVersion, found: PlanStanding) -> bool:
    return found.is_open and found.version == version.number


def _about(found: PlanStanding, debt: Debt, *, is_running: bool, is_taken: bool) -> Iterator[_Asked]:
    """Yield what is to be written about the instalments of a plan; while money is on its way, nothing is missing."""
    for one in () if is_running else found.standing.missed:
        yield _instalment(found, debt, one, "missed-instalment")
    coming = found.standing.next_due
    if coming is not None and _is_coming(found, today=found.standing.day, is_taken=is_taken):
        # What is collected is announced; whoever pays themselves, or whose mandate has ended, is reminded.
        template = "debit-notice" if is_taken else "instalment-reminder"
        yield _instalment(found, debt, coming, template)


def _is_near(found: PlanStanding, *, today: date) -> bool:
    """Say whether there may be something to write about a plan."""
    may_be_taken = found.mandate_id is not None
    return found.state == "in force" and (
        bool(found.standing.missed) or _is_coming(found, today=today, is_taken=may_be_taken)
    )


def _is_coming(found: PlanStanding, *, today: date, is_taken: bool) -> bool:
    coming = found.standing.next_due
    ahead = _ahead(found, is_taken=is_taken)
    return coming is not None and 0 <= (coming.instalment.due_date - today).days <= ahead


def _ahead(found: PlanStanding, *, is_taken: bool) -> int:
    """Return how many days before its day an instalment is told of; a collection is announced earlier."""
    return max(found.policy.reminder_days, found.policy.notice_days if is_taken else 0)


def _instalment(found: PlanStanding, debt: Debt, one: InstalmentStanding, template: str) -> _Asked:
    due = one.instalment.due_date
    told = field.of_instalment(
        found.schedule, one.instalment.number, left_minor=one.left_minor, currency=found.currency
    )
    told |= field.of_plan(found.schedule, currency=found.currency)
    key = f"plan:{found.plan_id}:instalment:{one.instalment.number}:{due.isoformat()}:{template}"
    return _Asked(debt, template, key, told, None if template == "missed-instalment" else _end_of(due))


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


class _Wanted:
    """Says whether the house writes about plans of a debt; each portfolio's policy is read once."""

    def __init__(self, at: datetime) -> None:
        self.today = at.astimezone(UTC).date()
        self._known: dict[int | None, bool] = {}

    def __call__(self, debt: Debt) -> bool:
        """Say it of one debt."""
        portfolio_id = debt.portfolio_id
        if portfolio_id not in self._known:
            self._known[portfolio_id] = confirming_policy(portfolio_id, day=self.today).plans
        return self._known[portfolio_id]


def _end_of(day: date) -> datetime:
    """Return the first instant after a day, which is over later in the west."""
    return datetime.combine(day + timedelta(days=1), time(12), tzinfo=UTC)

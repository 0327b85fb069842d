"""Trying a collection again that came back: as often and as late as the rules of its scheme allow, and no other."""

from datetime import UTC, date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.payments.gateway.life import CAME_BACK
from goodstanding.payments.gateway.operations.collecting import PaymentRefused, plan_again, usable_mandate
from goodstanding.payments.gateway.retry import RetryRefused, Rule, first_day, refuse_day, rule_of
from goodstanding.payments.models.gateway import Payment
from goodstanding.receivables.operations.held_debt import held_debt


@transaction.atomic
def retry_collection(payment_id: int, *, due_date: date | None = None, by: Actor, at: datetime) -> int:
    """Plan that a collection that came back is tried again, and return the new payment's number.

    due_date  a day on which the rules allow it; the first such day by default. A collection is followed by one other
    only: asked again, the same number is returned. Raises RetryRefused, PaymentRefused, PermissionRefused.
    """
    found = Payment.objects.filter(pk=payment_id).values_list("debt_id", flat=True).first()
    if found is None:
        raise PaymentRefused(f"There is no payment {payment_id}.")
    debt = held_debt(found, permission="payments.collect", by=by)
    row = Payment.objects.select_for_update(of=("self",)).select_related("debt", "mandate").get(pk=payment_id)
    known = Payment.objects.filter(retry_of=row).values_list("pk", flat=True).first()
    if known is not None:
        return known
    first, rule = _rule(row)
    retries = chain_length(row)
    days = {"first_date": _day(first), "last_date": _last_day(row)}
    today = at.astimezone(UTC).date()
    earliest = max(first_day(rule, retries=retries, **days), today)
    day = due_date or earliest
    if day < today:
        raise RetryRefused(f"{day} is over.")
    refuse_day(rule, day, retries=retries, **days)
    assert row.mandate_id is not None, "Only collections by mandate have a rule."
    usable_mandate(row.mandate_id, debt, at=at)
    return plan_again(row, key=f"{first.key}:again:{retries + 1}", due_date=day, by=by, at=at)


def chain_length(row: Payment) -> int:
    """Return how often the money of a payment was tried again until this one."""
    count = 0
    while row.retry_of is not None:
        row, count = row.retry_of, count + 1
    return count


def _rule(row: Payment) -> tuple[Payment, Rule]:
    """Return the first collection of the money, and what the scheme says of the code this one came back with."""
    if row.mandate is None:
        raise RetryRefused("Only what was taken by a mandate is tried again; a page is paid by whoever opens it.")
    if row.state not in CAME_BACK:
        raise RetryRefused(f"Payment {row.pk} is {row.state}; only what came back is tried again.")
    first = row
    while first.retry_of is not None:
        first = first.retry_of
    return first, rule_of(row.mandate.kind, row.returned_code or row.code)


def _day(row: Payment) -> date:
    return row.due_date or row.made_at.astimezone(UTC).date()


def _last_day(row: Payment) -> date:
    return row.returned_date or row.state_at.astimezone(UTC).date()

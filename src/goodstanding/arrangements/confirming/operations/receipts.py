"""Receipts at once: thanks for money that came in, and word that nothing is owed any more."""

from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import NamedTuple

from django.db import connection

from goodstanding.access.permission import Actor, require
from goodstanding.arrangements.confirming import field
from goodstanding.arrangements.confirming.operations.asking import ask_once
from goodstanding.arrangements.policy.policy import ConfirmingPolicy
from goodstanding.arrangements.policy.queries import confirming_policy
from goodstanding.ledger.queries import balance
from goodstanding.money.amount import Amount
from goodstanding.payments.models import Receipt

LOOKED_BACK = timedelta(days=2)
"""So long after it was entered a receipt may still be written about; the job comes every minute."""
AT_ONCE = 2_000

_NEW = """
SELECT r.id FROM payments_receipt AS r
WHERE r.recorded_at > %(since)s AND r.recorded_at <= %(at)s
    AND NOT EXISTS (SELECT FROM payments_receiptreversal AS b WHERE b.receipt_id = r.id)
    AND NOT EXISTS (SELECT FROM outreach_message AS m WHERE m.key = 'receipt:' || r.id)
    AND EXISTS (
        SELECT FROM receivables_debt AS d JOIN parties_contactpoint AS c ON c.person_id = d.debtor_id
        WHERE d.account_id = r.debt_id AND d.withdrawn_at IS NULL AND c.withdrawn_at IS NULL
            AND c.status IN ('valid', 'unverified') AND c.kind IN ('email', 'phone')
    )
ORDER BY r.id DESC LIMIT %(most)s
"""


class Written(NamedTuple):
    """How many receipts, and how many words of being paid in full, were asked for."""

    receipts: int = 0
    paid_in_full: int = 0


def confirm_receipts(*, by: Actor, at: datetime) -> Written:
    """Ask for a receipt for money that came in lately, once for each receipt that stands; return how many.

    Money that was received longer ago than the policy says is not written about: it was brought in from elsewhere.
    Raises PermissionRefused.
    """
    require(by, "plans.run")
    with connection.cursor() as cursor:
        cursor.execute(_NEW, {"since": at - LOOKED_BACK, "at": at, "most": AT_ONCE})
        numbers = [number for (number,) in cursor.fetchall()]
    rows = Receipt.objects.filter(id__in=numbers, reversal__isnull=True).select_related("debt").order_by("id")
    done = Written()
    # Asked once a portfolio: after a file came in, thousands of receipts are looked at every minute.
    policy_for = cache(partial(confirming_policy, day=at.astimezone(UTC).date()))
    for row in rows:
        receipts, paid_in_full = _confirm(row, policy_for(row.debt.portfolio_id), by=by, at=at)
        done = Written(done.receipts + receipts, done.paid_in_full + paid_in_full)
    return done


def _confirm(row: Receipt, policy: ConfirmingPolicy, *, by: Actor, at: datetime) -> Written:
    today = at.astimezone(UTC).date()
    if not policy.receipts or (today - row.received_date).days > policy.receipt_days:
        return Written()
    left = balance(row.debt_id, as_of=today).balance_minor
    told = field.of_receipt(
        number=row.pk, amount=Amount(row.amount_minor, row.currency), received_date=row.received_date,
        remaining=Amount(left, row.currency),
    )  # fmt: skip
    thanked = ask_once(row.debt, "receipt", key=f"receipt:{row.pk}", fields=told, by=by, at=at)
    if left > 0 or thanked is None or not policy.paid_in_full:
        return Written(thanked is not None, 0)
    ended = ask_once(row.debt, "paid-in-full", key=f"paid-in-full:{row.pk}", fields=told, by=by, at=at)
    return Written(1, ended is not None)

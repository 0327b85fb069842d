"""Taking back what was charged on a debt within a time in which nothing may be charged."""

from datetime import date, datetime

from goodstanding.ledger.models import Transaction
from goodstanding.ledger.operations.reversal import level_account, mirror
from goodstanding.receivables.models import Debt

CHARGED = ("interest", "fee", "cost")


def take_back_charges(debt: Debt, *, since: date, reason: str, at: datetime, entry_id: int) -> list[int]:
    """Part of a deed: reverse every charge of interest, fees and costs from a day on; return what was reversed.

    The debt's account is locked by the deed. The law takes them back, so nobody's own permission is asked for; the next
    interest run charges anew what was owed for the days before.
    """
    rows = Transaction.objects.filter(
        kind__in=CHARGED, effective_date__gte=since, reversed_by=None, postings__account_id=debt.pk
    )
    found = list(rows.distinct().order_by("id"))
    for one in found:
        mirror(one, reason=reason, effective_date=one.effective_date, at=at, entry_id=entry_id)
    if found:
        level_account(debt.account, reason=reason, at=at, entry_id=entry_id)
    return [one.pk for one in found]

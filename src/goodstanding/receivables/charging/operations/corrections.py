"""Part of the interest run: debts that were charged too much, corrected and levelled one by one."""

from datetime import date, datetime

import pyarrow as pa
from django.db import transaction

from goodstanding.ledger.levelling import NotLevel
from goodstanding.ledger.models import Account
from goodstanding.ledger.operations.interest import Change, post_interest


def correct(rows: pa.Table, *, through_date: date, at: datetime, entry_id: int) -> tuple[pa.Table, int]:
    """Post the changes of accounts, each levelled; return the rows posted, and how many debts would not level.

    The accounts are locked by the run already, and here for a preview.
    """
    changes: dict[int, list[Change]] = {}
    for account_id, item_id, minor in zip(
        *(rows[name].to_pylist() for name in ("account_id", "item_id", "change_minor")), strict=True
    ):
        changes.setdefault(account_id, []).append(Change(item_id, minor))
    odd = set()
    accounts = Account.objects.select_for_update(of=("self",), no_key=True).select_related("book")
    for account in accounts.filter(id__in=list(changes)).order_by("id"):
        try:
            with transaction.atomic():
                post_interest(account, changes[account.pk], through_date=through_date, at=at, entry_id=entry_id)
        except NotLevel:
            odd.add(account.pk)
    kept = pa.array([number not in odd for number in rows["account_id"].to_pylist()], pa.bool_())
    return rows.filter(kept), len(odd)

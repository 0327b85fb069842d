"""Withdrawing a debt or an item: the client takes it back, and from a day on nothing is owed on it here."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.balance import closings
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.models import Account
from goodstanding.ledger.operations.entries import enter
from goodstanding.ledger.posting import Part, closed
from goodstanding.ledger.queries import lines_of
from goodstanding.parties.operations.person_lock import order_after_sending
from goodstanding.receivables.models import Item
from goodstanding.receivables.operations.held_debt import about, held_debt, held_item
from goodstanding.refusal import Refusal


class WithdrawalRefused(Refusal):
    """A withdrawal needs a reason."""


@transaction.atomic
def withdraw_debt(debt_id: int, *, reason: str, effective_date: date, by: Actor, at: datetime) -> int:
    """Withdraw a debt with its items; return how many minor units were handed back to the client.

    What was open before the day stays told as it was. Money that lies unapplied stays there. Raises NoSuchDebt,
    DebtWithdrawn, WithdrawalRefused. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="debts.withdraw", by=by)
    if debt.debtor_id is not None:
        order_after_sending(debt.debtor_id)
    entry_id = allot()
    handed_back = close_open(
        debt.account, item_ids=None, reason=reason, from_date=effective_date, at=at, entry_id=entry_id
    )
    debt.withdrawn_at = at
    debt.entry_id = entry_id
    debt.save(update_fields=["withdrawn_at", "entry_id"])
    Item.objects.filter(debt=debt, withdrawn_at=None).update(withdrawn_at=at, entry_id=entry_id)
    append(
        "receivables.debt_withdrawn",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={"effective_date": effective_date.isoformat(), "reason": reason, "handed_back_minor": handed_back},
        entry_id=entry_id,
    )
    return handed_back


@transaction.atomic
def withdraw_item(item_id: int, *, reason: str, effective_date: date, by: Actor, at: datetime) -> int:
    """Withdraw one item of a debt; return how many minor units were handed back to the client.

    Raises NoSuchItem, DebtWithdrawn, WithdrawalRefused. Locks the debt's account.
    """
    item = held_item(item_id, permission="debts.withdraw", by=by)
    entry_id = allot()
    handed_back = close_open(
        item.debt.account, item_ids=[item_id], reason=reason, from_date=effective_date, at=at, entry_id=entry_id
    )
    item.withdrawn_at = at
    item.entry_id = entry_id
    item.save(update_fields=["withdrawn_at", "entry_id"])
    append(
        "receivables.item_withdrawn",
        by=by.name,
        at=at,
        subjects=about(item.debt),
        facts={
            "item": item_id,
            "effective_date": effective_date.isoformat(),
            "reason": reason,
            "handed_back_minor": handed_back,
        },
        entry_id=entry_id,
    )
    return handed_back


def close_open(
    account: Account,
    *,
    item_ids: Collection[int] | None,
    reason: str,
    from_date: date,
    at: datetime,
    entry_id: int,
) -> int:
    """Part of a deed: hand back what is open on some items (None: on all) from a day on; return the minor units.

    The account is held by the deed.
    """
    if not reason.strip():
        raise WithdrawalRefused("Say why it is withdrawn.")
    lines = lines_of(account.id)
    parts_by_day: dict[date, list[Part]] = defaultdict(list)
    for day, part in closings(lines, from_date=from_date):
        if item_ids is None or part.item_id in item_ids:
            parts_by_day[day].append(part)
    for day, parts in parts_by_day.items():
        entry = Entry("adjustment", day, closed(parts, account_id=account.id), reason=reason)
        enter(entry, book=account.book, at=at, entry_id=entry_id)
    return sum(part.amount_minor for parts in parts_by_day.values() for part in parts)

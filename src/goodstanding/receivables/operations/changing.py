"""Changing what is known of a debt, and what an item is worth or when it is due."""

from datetime import datetime
from typing import cast

from django.db import transaction

from goodstanding.access.permission import Actor
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.models import Posting, Transaction
from goodstanding.ledger.operations.reversal import level_account, mirror
from goodstanding.ledger.posting import Part, Posted
from goodstanding.ledger.queries import lines_of
from goodstanding.money.amount import Amount
from goodstanding.parties.models import Person
from goodstanding.receivables import item as nouns
from goodstanding.receivables.debt import DebtFacts, changes
from goodstanding.receivables.models import Debt, Item
from goodstanding.receivables.operations.held_debt import about, held_debt, held_item
from goodstanding.receivables.operations.placing import DebtRefused, ItemRefused, charge
from goodstanding.receivables.queries.debts import facts_of
from goodstanding.refusal import Refusal


class NothingChanged(Refusal):
    """What is told is what is known already."""


class ChargeUnclear(Refusal):
    """The item was not charged by a transaction of its own, so that charge cannot be replaced."""


@transaction.atomic
def change_debt(debt_id: int, facts: DebtFacts, *, debtor_id: int | None, by: Actor, at: datetime) -> None:
    """Replace what is known of a debt; what it was before stays on record.

    Raises NoSuchDebt, DebtWithdrawn, DebtRefused, NothingChanged. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="debts.change", by=by)
    if debtor_id is not None and not Person.objects.filter(id=debtor_id, withdrawn_at=None).exists():
        raise DebtRefused(f"There is no person {debtor_id}.")
    differing = changes(facts_of(debt), facts)
    if debtor_id != debt.debtor_id:
        differing["debtor_id"] = (debt.debtor_id, debtor_id)
    if not differing:
        raise NothingChanged(f"Nothing about debt {debt.reference} would change.")
    entry_id = allot()
    told_before = about(debt)
    columns = {name: now for name, (_, now) in differing.items()}
    Debt.objects.filter(account_id=debt_id).update(**columns, entry_id=entry_id)
    debt.debtor_id = debtor_id
    append(
        "receivables.debt_changed",
        by=by.name,
        at=at,
        subjects=list(dict.fromkeys(told_before + about(debt))),
        facts={name: [_plain(was), _plain(now)] for name, (was, now) in differing.items()},
        entry_id=entry_id,
    )


@transaction.atomic
def change_item(item_id: int, told: nouns.Item, *, reason: str, by: Actor, at: datetime) -> None:
    """Replace what is known of an item.

    Another amount or day of issue reverses the item's charge on its own day and charges anew, interest, fees and costs
    as they were and principal for the rest. What was paid beyond that goes to unapplied from the day on which it was
    too much. Raises NoSuchItem, DebtWithdrawn, ItemRefused, NothingChanged, ChargeUnclear, ReversalRefused without a
    reason, and NotLevel where more was written off than the item would be worth. Locks the debt's account.
    """
    item = held_item(item_id, permission="items.change", by=by)
    _refuse(item, told)
    before = _known(item)
    differing = {
        name: [_plain(was), _plain(now)]
        for name, was, now in zip(before._fields, before, told, strict=True)
        if was != now
    }
    if not differing:
        raise NothingChanged(f"Nothing about item {item.reference} would change.")
    entry_id = allot()
    item.reference, item.kind = told.reference, told.kind
    item.issued_date, item.due_date, item.amount_minor = told.issued_date, told.due_date, told.amount.minor
    item.entry_id = entry_id
    item.save(update_fields=["reference", "kind", "issued_date", "due_date", "amount_minor", "entry_id"])
    if (before.amount, before.issued_date) != (told.amount, told.issued_date):
        _charge_anew(item, reason=reason, at=at, entry_id=entry_id)
    append(
        "receivables.item_changed",
        by=by.name,
        at=at,
        subjects=about(item.debt),
        facts={"item": item_id, "reason": reason, "changes": differing},
        entry_id=entry_id,
    )


def _refuse(item: Item, told: nouns.Item) -> None:
    found = nouns.faults([told], currency=item.debt.currency)
    if Item.objects.filter(debt_id=item.debt_id, reference=told.reference).exclude(id=item.id).exists():
        found.append(nouns.Fault(told.reference, f"This debt has an item {told.reference} already."))
    if found:
        raise ItemRefused(found)


def _known(item: Item) -> nouns.Item:
    amount = Amount(item.amount_minor, item.debt.currency)
    return nouns.Item(item.reference, item.issued_date, item.due_date, amount, cast(nouns.ItemKind, item.kind))


def _charge_anew(item: Item, *, reason: str, at: datetime, entry_id: int) -> None:
    old = _standing_charge(item)
    charge_made = Transaction.objects.get(id=old[0].transaction_id)
    mirror(charge_made, reason=reason, effective_date=charge_made.effective_date, at=at, entry_id=entry_id)
    # A change of the amount leaves interest, fees and costs of the charge alone.
    others = [
        Part(line.item_id, line.component, line.amount_minor)
        for line in old
        if line.head == "receivable" and line.component != "principal"
    ]
    charge(item, others=others, at=at, entry_id=entry_id)
    level_account(item.debt.account, reason=reason, at=at, entry_id=entry_id)


def _standing_charge(item: Item) -> list[Posted]:
    """Return the lines of the one charge of an item that is not reversed, if it charges nothing else."""
    lines = lines_of(item.debt_id)
    reversed_ids = {line.reverses_id for line in lines}
    standing = {
        line.transaction_id
        for line in lines
        if line.kind == "charge" and line.item_id == item.id and line.transaction_id not in reversed_ids
    }
    its_lines = [line for line in lines if line.transaction_id in standing]
    whole = Posting.objects.filter(transaction_id__in=standing).count() == len(its_lines)
    if len(standing) != 1 or not whole or any(line.item_id != item.id for line in its_lines):
        raise ChargeUnclear(f"Item {item.reference} has no charge of its own that could be replaced.")
    return its_lines


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int | dict) else str(value)

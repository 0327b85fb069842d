"""Crediting an item: the client says that less is owed on it than was charged."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.balance import by_day, free_from
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.levelling import PAYING, NotLevel
from goodstanding.ledger.operations.entries import enter
from goodstanding.ledger.operations.repeating import BY_HAND, Asked, Deed, keep_key, refuse_repeat
from goodstanding.ledger.operations.reversal import level_account
from goodstanding.ledger.posting import Component, Part, closed
from goodstanding.ledger.queries import lines_of
from goodstanding.money.amount import Amount
from goodstanding.receivables.future import is_future
from goodstanding.receivables.operations.held_debt import about, held_item
from goodstanding.refusal import Refusal


class CreditNoteRefused(Refusal):
    """The credit note is more than the item is worth, or nothing says why."""


@transaction.atomic
def credit_note(
    item_id: int,
    amount: Amount,
    *,
    component: Component = "principal",
    reference: str,
    reason: str,
    effective_date: date,
    asked: Asked = BY_HAND,
    by: Actor,
    at: datetime,
) -> int:
    """Credit an item with an amount of one component and return the transaction's number.

    At most what the item is worth from the day on: what is open and what was paid. What was paid beyond the new worth
    goes to unapplied. Raises NoSuchItem, DebtWithdrawn, CreditNoteRefused, DeedKnown, LooksRepeated, and
    PermissionRefused above the actor's limit.
    `ledger.operations.reversal.reverse` takes it back. Locks the debt's account.
    """
    item = held_item(item_id, permission="accounts.read", by=by)
    debt = item.debt
    require(by, "credit_notes.post", client_id=debt.client_id, portfolio_id=debt.portfolio_id, amount=amount)
    part = Part(item_id, component, amount.minor)
    refuse_repeat(Deed("credit note", amount, effective_date, item_id), debt.account, asked=asked, at=at)
    _refuse(part, amount=amount, currency=debt.currency, account_id=debt.pk, effective_date=effective_date, at=at)
    if not reference.strip() or not reason.strip():
        raise CreditNoteRefused("Say which credit note it is, and why it was given.")
    entry_id = allot()
    lines = closed([part], account_id=debt.pk)
    entry = Entry("credit note", effective_date, lines, reference=reference, reason=reason)
    number = enter(entry, book=debt.account.book, at=at, entry_id=entry_id)
    keep_key(asked, debt.account, kind="credit note", transaction_id=number)
    try:
        followed = level_account(debt.account, reason=reason, at=at, entry_id=entry_id)
    except NotLevel as fault:
        raise CreditNoteRefused(str(fault)) from fault
    append(
        "payments.item_credited",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={
            "transaction": number, "item": item_id, "component": component, "amount": amount.decimal_string(),
            "currency": debt.currency, "effective_date": effective_date.isoformat(), "reference": reference,
            "reason": reason, "transactions_that_followed": followed,
        },
        entry_id=entry_id,
    )  # fmt: skip
    return number


def _refuse(part: Part, *, amount: Amount, currency: str, account_id: int, effective_date: date, at: datetime) -> None:
    if amount.minor <= 0:
        raise CreditNoteRefused("A credit note is above zero.")
    if amount.currency != currency:
        raise CreditNoteRefused(f"The credit note is in {amount.currency}, the debt in {currency}.")
    if is_future(effective_date, at=at):
        raise CreditNoteRefused(f"{effective_date} is still to come.")
    worth_minor = _worth(part, account_id=account_id, from_date=effective_date)
    if part.amount_minor > worth_minor:
        worth = Amount(worth_minor, currency)
        raise CreditNoteRefused(
            f"The {part.component} of this item is worth {worth} from {effective_date} on, no more."
        )


def _worth(part: Part, *, account_id: int, from_date: date) -> int:
    """Return the least that a component of an item is worth on a day or a later one: all of it but what pays it."""
    lines = [
        line
        for line in lines_of(account_id)
        if (line.head, line.item_id, line.component) == ("receivable", part.item_id, part.component)
        and line.cause not in PAYING
    ]
    return free_from(by_day(lines), day=from_date)

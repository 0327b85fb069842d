"""Saying which fees a contract allows, charging one, charging what a law grants for a late invoice, and waiving."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.compliance.queries import law_in_force
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.fees.catalogue import Allowed, FeeRefused, amount_of, faults, in_force, objections
from goodstanding.ledger.fees.queries import allowed_fees, charges_of
from goodstanding.ledger.interest.freeze import is_frozen, spans
from goodstanding.ledger.interest.queries import freezes_of, holding
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.models import FeeAllowed, Transaction
from goodstanding.ledger.operations.entries import enter
from goodstanding.ledger.operations.reversal import reverse
from goodstanding.ledger.posting import Part, charged
from goodstanding.ledger.queries import open_by_item
from goodstanding.money.amount import Amount
from goodstanding.money.currency import exponent
from goodstanding.receivables.charging.law import compensation, unauthorised
from goodstanding.receivables.charging.queries import circumstances_of, country_of
from goodstanding.receivables.models import Client, Debt, Item, Portfolio
from goodstanding.receivables.operations.clients import NoSuchClient, NoSuchPortfolio
from goodstanding.receivables.operations.held_debt import NoSuchItem, about, held_debt

COMPENSATION = "fixed compensation"
"""The name under which what a law grants for a late invoice is charged."""


class FeeCharged(NamedTuple):
    """A fee as it was charged: by which transaction, how much, and what allows it."""

    transaction_id: int
    amount: Amount
    rule: str


@transaction.atomic
def allow_fee(
    client_id: int, fee: Allowed, *, currency: str, portfolio_id: int | None = None, by: Actor, at: datetime
) -> int:
    """Put a fee into the catalogue of a client, or of one portfolio, from a day on; return its number.

    Told again with `is_withdrawn` it is allowed no more. Raises FeeRefused with all that is wrong, NoSuchClient,
    NoSuchPortfolio, UnknownCurrency, PermissionRefused.
    """
    require(by, "fees.allow", client_id=client_id, portfolio_id=portfolio_id)
    if not Client.objects.filter(id=client_id).exists():
        raise NoSuchClient(f"There is no client {client_id}.")
    if portfolio_id is not None and not Portfolio.objects.filter(id=portfolio_id, client_id=client_id).exists():
        raise NoSuchPortfolio(f"This client has no portfolio {portfolio_id}.")
    exponent(currency)
    found = faults(fee)
    if fee.name == COMPENSATION:
        found.append(f"{COMPENSATION.capitalize()} is what a law grants; it needs no entry in the catalogue.")
    if found:
        raise FeeRefused(" ".join(found))
    entry_id = allot()
    row = FeeAllowed.objects.create(
        client_id=client_id,
        portfolio_id=portfolio_id,
        currency=currency,
        recorded_at=at,
        entry_id=entry_id,
        **fee._asdict(),
    )
    append(
        "receivables.fee_allowed",
        by=by.name,
        at=at,
        subjects=[f"client:{client_id}"],
        facts=fee._asdict()
        | {
            "fee": row.pk,
            "portfolio": portfolio_id,
            "currency": currency,
            "effective_date": fee.effective_date.isoformat(),
        },
        entry_id=entry_id,
    )
    return row.pk


@transaction.atomic
def charge_fee(
    debt_id: int,
    name: str,
    *,
    item_id: int | None = None,
    effective_date: date,
    cause: Mapping[str, int | str] | None = None,
    by: Actor,
    at: datetime,
) -> FeeCharged:
    """Charge a fee that the contract allows, on an item or the oldest one, and return what was charged.

    `cause` is what made it due, as the evidence is to tell it.
    Raises FeeRefused where nothing allows it, with the rule, where it was charged as often as allowed, or while
    interest is frozen; NoSuchDebt, NoSuchItem, DebtWithdrawn, PermissionRefused. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="fees.charge", by=by)
    item = _item(debt, item_id)
    fees = allowed_fees(debt.client_id, portfolio_id=debt.portfolio_id, currency=debt.currency)
    fee = in_force(fees, name=name, day=effective_date)
    if fee is None:
        against = unauthorised(country_of(debt), book=law_in_force(day=effective_date, known_at=at))
        raise FeeRefused(f"No contract allows a fee {name!r} on this debt on {effective_date}.{against}")
    _refuse_while_frozen(debt, effective_date)
    found = objections(fee, charges_of(debt_id), item_id=item.pk, day=effective_date)
    if found:
        raise FeeRefused(" ".join(found))
    principal = sum(
        one.open_minor for one in open_by_item([debt_id], as_of=effective_date) if one.component == "principal"
    )
    amount = amount_of(fee, principal_minor=principal)
    if amount <= 0:
        raise FeeRefused(f"The fee {name!r} comes to nothing: no principal is open on {effective_date}.")
    return _charge(debt, item, name, amount, rule=fee.rule, day=effective_date, cause=cause or {}, by=by, at=at)


@transaction.atomic
def charge_compensation(item_id: int, *, effective_date: date, by: Actor, at: datetime) -> FeeCharged:
    """Charge the fixed sum that a law grants for a late invoice, once for each, and return what was charged.

    Raises NotAllowed where no law grants it, FeeRefused before the invoice is late or where it was charged already;
    NoSuchItem, DebtWithdrawn, PermissionRefused. Locks the debt's account.
    """
    row = Item.objects.filter(id=item_id, withdrawn_at=None).first()
    if row is None:
        raise NoSuchItem(f"There is no item {item_id}.")
    debt = held_debt(row.debt_id, permission="fees.charge", by=by)
    worth = Amount(row.amount_minor, debt.currency)
    book = law_in_force(day=effective_date, known_at=at)
    granted = compensation(circumstances_of(debt, amount=worth, due_date=row.due_date), day=effective_date, book=book)
    if effective_date <= row.due_date:
        raise FeeRefused(f"The invoice is not late on {effective_date}: it falls due on {row.due_date}.")
    _refuse_while_frozen(debt, effective_date)
    if any(one.name == COMPENSATION and one.item_id == item_id for one in charges_of(debt.pk)):
        raise FeeRefused(f"The fixed sum of {granted.rule} ({granted.citation}) was charged on this invoice already.")
    return _charge(
        debt, row, COMPENSATION, granted.amount.minor, rule=granted.rule, day=effective_date, cause={}, by=by, at=at
    )


def waive_fee(transaction_id: int, *, reason: str, effective_date: date, by: Actor, at: datetime) -> int:
    """Give a fee up by taking its charge back, and return the reversal's number.

    Raises FeeRefused where the transaction is no fee, and what `ledger.operations.reversal.reverse` raises.
    """
    row = Transaction.objects.filter(id=transaction_id, kind="fee").first()
    account_id = None if row is None else row.postings.values_list("account_id", flat=True).first()
    if account_id is None:
        raise FeeRefused(f"Transaction {transaction_id} is no fee.")
    portfolio_id = Debt.objects.filter(pk=account_id).values_list("portfolio_id", flat=True).first()
    return reverse(
        transaction_id, reason=reason, effective_date=effective_date, by=by, at=at, portfolio_id=portfolio_id
    )


def _item(debt: Debt, item_id: int | None) -> Item:
    rows = Item.objects.filter(debt=debt, withdrawn_at=None).order_by("due_date", "id")
    found = rows.first() if item_id is None else rows.filter(id=item_id).first()
    if found is None:
        raise NoSuchItem("This debt has no such item.")
    return found


def _refuse_while_frozen(debt: Debt, day: date) -> None:
    """Whoever freezes interest, for hardship or a moratorium, means fees as well."""
    for one in freezes_of([debt.pk]):
        if is_frozen(day, within=spans(holding([one]), until=date.max)):
            raise FeeRefused(f"Interest and fees are frozen on {day}: {one.reason}.")


def _charge(
    debt: Debt,
    item: Item,
    name: str,
    amount_minor: int,
    *,
    rule: str,
    day: date,
    cause: Mapping[str, int | str],
    by: Actor,
    at: datetime,
) -> FeeCharged:
    part = Part(item.pk, "fees", amount_minor)
    lines = charged(part, account_id=debt.pk, against="income")
    entry_id = allot()
    entry = Entry("fee", day, lines, reference=name, reason=f"Allowed by {rule}.")
    number = enter(entry, book=debt.account.book, at=at, entry_id=entry_id)
    amount = Amount(amount_minor, debt.currency)
    append(
        "receivables.fee_charged",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={
            "transaction": number,
            "fee": name,
            "item": item.pk,
            "amount": amount.decimal_string(),
            "currency": debt.currency,
            "effective_date": day.isoformat(),
            "rule": rule,
            **cause,
        },
        entry_id=entry_id,
    )
    return FeeCharged(number, amount, rule)

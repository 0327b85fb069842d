"""Placing a debt, and adding an item to it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.ledger.journal import Entry
from goodstanding.ledger.operations.books import ensure_book, open_account
from goodstanding.ledger.operations.entries import enter
from goodstanding.ledger.posting import Part, charged
from goodstanding.parties.models import Person
from goodstanding.receivables.debt import DebtFacts
from goodstanding.receivables.item import Fault, Item, faults
from goodstanding.receivables.models import Debt, Portfolio
from goodstanding.receivables.models import Item as ItemRow
from goodstanding.receivables.operations.clients import NoSuchPortfolio
from goodstanding.receivables.operations.held_debt import about, held_debt
from goodstanding.refusal import Refusal


class DebtKnown(Refusal):
    """The client has placed a debt of this reference before."""


class DebtRefused(Refusal):
    """A debt needs a reference, and a debtor who is in the book."""


class ItemRefused(Refusal):
    """Items that cannot be entered; `faults` holds everything that is wrong with them."""

    def __init__(self, found: Iterable[Fault]) -> None:
        """Say all of it in one text."""
        self.faults = list(found)
        super().__init__(" ".join(fault.what for fault in self.faults))


@transaction.atomic
def place_debt(
    portfolio_id: int,
    *,
    reference: str,
    currency: str,
    items: Sequence[Item],
    facts: DebtFacts,
    debtor_id: int | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Place a debt with its items in a portfolio and return its number, which is its account's too.

    Every item is charged on the day it was issued. Opens the client's book in the currency where there is none.
    Raises NoSuchPortfolio, DebtRefused, DebtKnown, ItemRefused, UnknownCurrency.
    """
    portfolio = Portfolio.objects.filter(id=portfolio_id).first()
    if portfolio is None:
        raise NoSuchPortfolio(f"There is no portfolio {portfolio_id}.")
    require(by, "debts.place", client_id=portfolio.client_id, portfolio_id=portfolio_id)
    _refuse(portfolio, reference=reference, debtor_id=debtor_id)
    book, _ = ensure_book(portfolio.client_id, currency)
    entry_id = allot()
    debt = Debt(
        account=open_account(book),
        client_id=portfolio.client_id,
        portfolio=portfolio,
        reference=reference,
        debtor_id=debtor_id,
        currency=currency,
        recorded_at=at,
        entry_id=entry_id,
        **_columns(facts),
    )
    debt.save(force_insert=True)
    rows = _enter_items(debt, items, at=at, entry_id=entry_id)
    append(
        "receivables.debt_placed",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={"portfolio": portfolio_id, "reference": reference, "currency": currency, "items": _told(rows)},
        entry_id=entry_id,
    )
    return debt.account_id


@transaction.atomic
def add_item(debt_id: int, item: Item, *, by: Actor, at: datetime) -> int:
    """Add an item to a debt, charged on the day it was issued, and return its number.

    Raises NoSuchDebt, DebtWithdrawn, ItemRefused. Locks the debt's account.
    """
    debt = held_debt(debt_id, permission="items.add", by=by)
    entry_id = allot()
    rows = _enter_items(debt, [item], at=at, entry_id=entry_id)
    append(
        "receivables.item_added",
        by=by.name,
        at=at,
        subjects=about(debt),
        facts={"items": _told(rows)},
        entry_id=entry_id,
    )
    return rows[0].id


def charge(item: ItemRow, *, others: Sequence[Part] = (), at: datetime, entry_id: int) -> None:
    """Part of a deed: make what an item is worth owed from the day it was issued.

    `others` are its parts that are not principal; the rest of its amount is. Raises ItemRefused if they are too large.
    """
    principal_minor = item.amount_minor - sum(part.amount_minor for part in others)
    if principal_minor < 0:
        raise ItemRefused(
            [Fault(item.reference, f"Item {item.reference} has more interest, fees and costs than that.")]
        )
    parts = [*others, Part(item.id, "principal", principal_minor)]
    lines = [line for part in parts if part.amount_minor for line in charged(part, account_id=item.debt_id)]
    entry = Entry("charge", item.issued_date, tuple(lines), reference=item.reference)
    enter(entry, book=item.debt.account.book, at=at, entry_id=entry_id)


def _refuse(portfolio: Portfolio, *, reference: str, debtor_id: int | None) -> None:
    if not reference.strip():
        raise DebtRefused("A debt needs a reference.")
    if Debt.objects.filter(client_id=portfolio.client_id, reference=reference).exists():
        raise DebtKnown(f"This client has a debt {reference} already.")
    if debtor_id is not None and not Person.objects.filter(id=debtor_id, withdrawn_at=None).exists():
        raise DebtRefused(f"There is no person {debtor_id}.")


def _enter_items(debt: Debt, items: Sequence[Item], *, at: datetime, entry_id: int) -> list[ItemRow]:
    found = faults(list(items), currency=debt.currency)
    known = set(ItemRow.objects.filter(debt=debt).values_list("reference", flat=True))
    found += [
        Fault(item.reference, f"This debt has an item {item.reference} already.")
        for item in items
        if item.reference in known
    ]
    if found:
        raise ItemRefused(found)
    return [_enter_item(debt, item, at=at, entry_id=entry_id) for item in items]


def _enter_item(debt: Debt, item: Item, *, at: datetime, entry_id: int) -> ItemRow:
    row = ItemRow.objects.create(
        debt=debt,
        reference=item.reference,
        kind=item.kind,
        issued_date=item.issued_date,
        due_date=item.due_date,
        amount_minor=item.amount.minor,
        recorded_at=at,
        entry_id=entry_id,
    )
    charge(row, at=at, entry_id=entry_id)
    return row


def _columns(facts: DebtFacts) -> dict[str, object]:
    return asdict(facts) | {"attributes": dict(facts.attributes)}


def _told(rows: Iterable[ItemRow]) -> list[dict[str, object]]:
    return [
        {
            "item": row.id,
            "reference": row.reference,
            "issued_date": row.issued_date.isoformat(),
            "due_date": row.due_date.isoformat(),
            "amount_minor": row.amount_minor,
        }
        for row in rows
    ]

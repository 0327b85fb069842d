"""The cast of the stories about debts: a client, a portfolio, a debtor, and the people who work on it."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from goodstanding.access.permission import Actor, Scope
from goodstanding.access.role import Role
from goodstanding.ledger.queries import balance
from goodstanding.money.amount import Amount
from goodstanding.parties.models import Person
from goodstanding.receivables.debt import DebtFacts
from goodstanding.receivables.item import Item
from goodstanding.receivables.operations.clients import open_client, open_portfolio
from goodstanding.receivables.operations.placing import place_debt

ADMINISTRATOR = Actor("user:1", frozenset({Role.ADMINISTRATOR}))
SUPERVISOR = Actor("user:2", frozenset({Role.SUPERVISOR}))
COLLECTOR = Actor("user:3", frozenset({Role.COLLECTOR}))
AUDITOR = Actor("user:4", frozenset({Role.AUDITOR}))
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
START = date(2026, 1, 1)
FAR = date(2030, 1, 1)


def day(number: int) -> date:
    """Return the first of January 2026 and so many days."""
    return START + timedelta(days=number)


def usd(minor: int) -> Amount:
    return Amount(minor, "USD")


class Book(NamedTuple):
    client_id: int
    portfolio_id: int
    debtor_id: int


def open_book(name: str = "Larch Utilities") -> Book:
    client_id = open_client(name, by=ADMINISTRATOR, at=NOON)
    portfolio_id = open_portfolio(client_id, name="Gas 2026", debt_type="utility", by=SUPERVISOR, at=NOON)
    return Book(client_id, portfolio_id, person(client_id, "Juniper Testcase").id)


def person(client_id: int, name: str) -> Person:
    return Person.objects.create(
        display_name=name, search_name=name.lower(), issuer_id=client_id, reference=f"P-{name}", entry_id=1
    )


def item(reference: str, minor: int, *, issued: int = 0, due: int = 30, currency: str = "USD") -> Item:
    return Item(reference, day(issued), day(due), Amount(minor, currency))


def place(book: Book, *items: Item, reference: str = "D-1", facts: DebtFacts | None = None) -> int:
    return place_debt(
        book.portfolio_id,
        reference=reference,
        currency=items[0].amount.currency if items else "USD",
        items=items,
        facts=facts or DebtFacts(),
        debtor_id=book.debtor_id,
        by=SUPERVISOR,
        at=NOON,
    )


def elsewhere(actor: Actor) -> Actor:
    """Return the actor as they would be with another client only."""
    return Actor(actor.name, actor.roles, Scope(clients=frozenset({999_999})))


def open_minor(debt_id: int, *, as_of: date = FAR) -> int:
    return balance(debt_id, as_of=as_of).open_minor


def unapplied_minor(debt_id: int, *, as_of: date = FAR) -> int:
    return balance(debt_id, as_of=as_of).unapplied_minor

"""A late invoice in Britain and what is needed to charge interest on it."""

from datetime import date, datetime, timedelta

from django.db import connection

from goodstanding.ledger.interest.base_rate import Change
from goodstanding.ledger.operations.rates import enter_rates
from goodstanding.ledger.queries import balance
from goodstanding.money.amount import Amount
from goodstanding.parties.models import ContactPoint
from goodstanding.payments.operations.recording import record
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.debt import DebtFacts
from goodstanding.receivables.operations.clients import open_client, open_portfolio, set_terms
from goodstanding.receivables.terms import Terms as Contract
from tests.receivables.cast import ADMINISTRATOR, NOON, START, SUPERVISOR, Book, item, person, place

BASE = [
    Change(date(2024, 8, 1), 50_000), Change(date(2024, 11, 7), 47_500), Change(date(2025, 2, 6), 45_000),
    Change(date(2025, 5, 8), 42_500), Change(date(2025, 8, 7), 40_000), Change(date(2025, 12, 18), 37_500),
]  # fmt: skip


def open_trade(
    *, interest_ppm: int = 0, country: str = "GB", name: str = "Alder Joinery", debt_type: str = "invoice"
) -> Book:
    """Open a client with a portfolio of invoices and a debtor who lives in a country."""
    client_id = open_client(name, by=ADMINISTRATOR, at=NOON)
    portfolio_id = open_portfolio(client_id, name="Trade", debt_type=debt_type, by=SUPERVISOR, at=NOON)  # type: ignore[arg-type]  # A word of the test.
    if interest_ppm:
        set_terms(portfolio_id, Contract(START - timedelta(days=900), 30, interest_ppm), by=SUPERVISOR, at=NOON)
    debtor = person(client_id, "Juniper Testcase")
    ContactPoint.objects.create(
        person=debtor, kind="address", value="1 Example Road", label="", country=country, entry_id=1, recorded_at=NOON
    )
    return Book(client_id, portfolio_id, debtor.id)


def late_debt(book: Book, minor: int = 100_000, *, reference: str = "D-1", currency: str = "GBP", due: int = 30) -> int:
    """Place a debt of one invoice issued on the first of January 2026, due so many days later."""
    facts = DebtFacts(debt_type="invoice")
    return place(book, item("INV-1", minor, due=due, currency=currency), reference=reference, facts=facts)


def know_base() -> None:
    """Bring in what the Bank of England's rate was."""
    enter_rates("boe_base", BASE, source="test", by=SUPERVISOR, at=NOON)


def interest_minor(debt_id: int, *, as_of: date = date(2030, 1, 1)) -> int:
    return balance(debt_id, as_of=as_of).under("receivable", "interest")


def commit_checks() -> None:
    """Ask for the check that the database makes at commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def pay(debt_id: int, minor: int, *, on: date, currency: str = "GBP", at: datetime = NOON) -> int:
    """Record a payment."""
    return record(debt_id, Receipt(Amount(minor, currency), on), by=SUPERVISOR, at=at)

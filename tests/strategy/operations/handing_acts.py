"""The acts that handing.py hands over: the same people and debts every day. It is imported once Django is ready."""

from datetime import date, datetime

from django.db import transaction

from goodstanding.payments.operations.recording import record
from goodstanding.payments.receipt import Receipt
from goodstanding.receivables.models import Debt
from tests.receivables.cast import NOON, SUPERVISOR, Book, usd
from tests.strategy.operations.planned import clock, debtors
from tests.strategy.operations.planned import plan as plan_one


def prepare(count: int, *, paid_every: int) -> None:
    """Place a debt for each of so many people, and have some of them paid."""
    for number, (_, debt) in enumerate(debtors(count)):
        if number % paid_every == 0:
            record(debt, Receipt(usd(10_000), NOON.date()), by=SUPERVISOR, at=NOON)


def plan_day(day: date, *, call_every: int, reach_every: int) -> None:
    """Plan one act a person on a day: e-mails, some calls of no team, some for the list of people hard to reach."""
    with transaction.atomic():
        for number, debt in enumerate(Debt.objects.order_by("account_id")):
            channel = "task" if number % reach_every == 1 else "call" if number % call_every == 2 else "email"
            assert debt.debtor_id is not None, "Everybody here is known."
            plan_one(Book(debt.client_id, debt.portfolio_id, debt.debtor_id), debt.account_id, on=day, channel=channel)


def eight(day: date) -> datetime:
    """Return eight in the morning of a day in New York."""
    return clock(day, 8)

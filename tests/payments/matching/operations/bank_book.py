"""A bank account of ours with lines that wait, beside the cast's books."""

from collections.abc import Callable, Collection
from datetime import date
from itertools import count
from typing import Any

from django.db import connection

from goodstanding.access.permission import Actor
from goodstanding.disputes.queries import disputed_among
from goodstanding.ledger.models import Posting
from goodstanding.payments.bank.operations.accounts import open_bank_account
from goodstanding.payments.matching.operations.looking import LookFigures, look
from goodstanding.payments.models.bank import BankAccount, BankFile, BankLine, Statement
from goodstanding.receivables.models import Item
from tests.receivables.cast import ADMINISTRATOR, NOON, SUPERVISOR, day

_NUMBERS = count(1)


def bank_account(name: str = "Clients", *, client: int | None = None, currency: str = "USD") -> int:
    number = f"44{next(_NUMBERS)}"
    return open_bank_account(name, number=number, currency=currency, client_id=client, by=ADMINISTRATOR, at=NOON)


def bank_line(account_id: int, minor: int, text: str = "", *, on: int = 40, **told: Any) -> int:
    account, number = BankAccount.objects.get(pk=account_id), next(_NUMBERS)
    file, _ = BankFile.objects.get_or_create(
        sha256="0" * 64, defaults={"name": "one", "format": "csv", "entered_at": NOON, "by": "user:1", "entry_id": 1}
    )
    statement, _ = Statement.objects.get_or_create(file=file, account=account, reference="1", entry_id=1)
    return BankLine.objects.create(
        statement=statement, account=account, position=number, fingerprint=f"line-{number}", booked_date=day(on),
        value_date=day(on), amount_minor=minor, currency=account.currency, text=text, entry_id=1, **told,
    ).pk  # fmt: skip


def look_now(*, apply: bool = True, sure_ppm: int = 950_000, by: Actor = SUPERVISOR) -> LookFigures:
    return look(disputed_among=disputed_among, apply=apply, sure_ppm=sure_ppm, by=by, at=NOON)


def undisputed(_debts: Collection[int] | None) -> Callable[[int, date], Collection[int]]:
    return lambda _debt, _day: ()


def item_id(reference: str) -> int:
    return Item.objects.get(reference=reference).pk


def postings() -> list[tuple[object, ...]]:
    """Everything in the ledger but its numbers and instants."""
    rows = Posting.objects.values_list(
        "account_id", "item_id", "head", "component", "amount_minor", "effective_date", "transaction__kind",
        "transaction__reference",
    )  # fmt: skip
    return sorted(rows, key=str)


def check_books() -> None:
    """Make the check of the commit now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

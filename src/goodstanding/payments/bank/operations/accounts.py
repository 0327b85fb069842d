"""Opening an account of ours at a bank, so that its statements can be entered."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.money.currency import exponent
from goodstanding.payments.bank.written import clean
from goodstanding.payments.models.bank import BankAccount
from goodstanding.receivables.models import Client
from goodstanding.refusal import Refusal


class BankAccountRefused(Refusal):
    """The account cannot be opened like this; the sentence says why."""


@transaction.atomic
def open_bank_account(
    name: str,
    *,
    number: str,
    currency: str,
    is_trust: bool = False,
    client_id: int | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Open an account and return its number here. Raises BankAccountRefused, UnknownCurrency."""
    require(by, "bank.accounts")
    exponent(currency)
    name, plain = clean(name, 80), clean(number, 60).replace(" ", "")
    if not name or not plain:
        raise BankAccountRefused("An account has a name for people and the bank's number of it.")
    if BankAccount.objects.filter(name=name).exists():
        raise BankAccountRefused(f"There is an account {name} already.")
    if BankAccount.objects.filter(number=plain, currency=currency).exists():
        raise BankAccountRefused(f"Account {plain} in {currency} is known already.")
    if client_id is not None and not Client.objects.filter(id=client_id).exists():
        raise BankAccountRefused(f"There is no client {client_id}.")
    entry_id = allot()
    row = BankAccount.objects.create(
        name=name, number=plain, currency=currency, is_trust=is_trust, client_id=client_id, opened_at=at,
        entry_id=entry_id,
    )  # fmt: skip
    append(
        "payments.bank_account_opened",
        by=by.name,
        at=at,
        subjects=[f"bank_account:{row.id}"] + ([f"client:{client_id}"] if client_id is not None else []),
        facts={"name": name, "number": plain, "currency": currency, "is_trust": is_trust, "client": client_id},
        entry_id=entry_id,
    )
    return row.id

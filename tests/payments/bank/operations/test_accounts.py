"""Opening an account of ours."""

import pytest

from goodstanding.access.permission import PermissionRefused
from goodstanding.evidence.models import Entry
from goodstanding.money.currency import UnknownCurrency
from goodstanding.payments.bank.operations.accounts import BankAccountRefused, open_bank_account
from goodstanding.payments.models.bank import BankAccount
from tests.receivables.cast import ADMINISTRATOR, COLLECTOR, NOON

pytestmark = pytest.mark.django_db


def test_an_account_is_opened_once() -> None:
    number = open_bank_account("Clients", number="DE02 1203", currency="EUR", is_trust=True, by=ADMINISTRATOR, at=NOON)
    row = BankAccount.objects.get(id=number)
    assert (row.number, row.is_trust) == ("DE021203", True)
    assert Entry.objects.filter(id=row.entry_id, kind="payments.bank_account_opened").exists()
    for name, told in (("Clients", "DE03"), ("Other", "DE021203"), ("", "DE04"), ("No number", " ")):
        with pytest.raises(BankAccountRefused):
            open_bank_account(name, number=told, currency="EUR", by=ADMINISTRATOR, at=NOON)
    with pytest.raises(BankAccountRefused, match="no client 999"):
        open_bank_account("X", number="DE05", currency="EUR", client_id=999, by=ADMINISTRATOR, at=NOON)
    with pytest.raises(UnknownCurrency):
        open_bank_account("X", number="DE05", currency="EURO", by=ADMINISTRATOR, at=NOON)


def test_a_collector_opens_none() -> None:
    with pytest.raises(PermissionRefused):
        open_bank_account("X", number="DE05", currency="EUR", by=COLLECTOR, at=NOON)

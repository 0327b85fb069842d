"""Weighing a file before it is entered."""

import pytest

from goodstanding.payments.bank.operations.accounts import open_bank_account
from goodstanding.payments.bank.operations.weighing import weigh
from goodstanding.payments.models.bank import BankFile, BankLine
from tests.payments.bank.camt.documents import balance, document, entry, statement
from tests.receivables.cast import ADMINISTRATOR, NOON

pytestmark = pytest.mark.django_db


def test_two_statements_of_a_file_are_weighed_one_after_the_other_and_nothing_is_written() -> None:
    open_bank_account("Clients", number="DE02", currency="EUR", by=ADMINISTRATOR, at=NOON)
    first = statement(balance("OPBD", "0.00"), balance("CLBD", "10.00"), entry("10.00"), name="1")
    second = statement(balance("OPBD", "10.00"), balance("CLBD", "20.00"), entry("10.00"), name="2")
    weighed = weigh(document(first, second), name="x")
    # The second follows on the first: its entry looks just like the first's, and is another one.
    assert ([len(one.recognised.fresh) for one in weighed.statements], weighed.sentences) == ([1, 1], ())
    again = weigh(document(first, first), name="x")
    assert [len(one.recognised.fresh) for one in again.statements] == [1, 0]
    assert not BankFile.objects.exists()
    assert not BankLine.objects.exists()

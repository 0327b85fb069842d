"""Questions about the bank."""

from datetime import date

import pytest

from goodstanding.access.permission import Actor, PermissionRefused
from goodstanding.payments.bank import queries
from goodstanding.payments.bank.operations.accounts import open_bank_account
from goodstanding.payments.bank.operations.entering import enter_bank_file
from tests.payments.bank.test_mt940 import ONE
from tests.receivables.cast import ADMINISTRATOR, AUDITOR, NOON, SUPERVISOR

pytestmark = pytest.mark.django_db


def test_accounts_statements_and_lines_are_told() -> None:
    open_bank_account("Clients", number="DE02120300000000202051", currency="EUR", by=ADMINISTRATOR, at=NOON)
    enter_bank_file(ONE, name="one.sta", by=SUPERVISOR, at=NOON)
    off = ONE.replace(b"C261119EUR100,00", b"C270110EUR107,50").replace(b"C261120EUR107,50", b"C270112EUR1,00")
    enter_bank_file(off, name="two.sta", taken_reason="Known.", by=SUPERVISOR, at=NOON)
    (account,) = queries.accounts(by=AUDITOR)
    assert (str(account.closing), account.told_until) == ("EUR 1.00", date(2027, 1, 12))
    second, first = queries.statements(account="Clients", by=AUDITOR)
    assert (first.standing, second.standing) == ("reconciled", "off by EUR -114.00, taken as it is")
    assert [line.amount.minor for line in queries.lines(first.statement_id, by=AUDITOR)] == [1000, -400, 150]
    assert queries.statement(first.statement_id, by=AUDITOR).file_name == "one.sta"
    assert queries.statements(account="Nowhere", by=AUDITOR) == []
    with pytest.raises(queries.NoSuchStatement):
        queries.lines(0, by=AUDITOR)
    with pytest.raises(PermissionRefused):
        queries.statements(by=Actor("user:9", frozenset()))

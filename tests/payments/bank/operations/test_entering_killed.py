"""Entering a file is killed before every word to the database, and at its commit: all of it is there, or nothing."""

import signal
from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from goodstanding.evidence.models import Entry
from goodstanding.evidence.queries import verify_database
from goodstanding.payments.bank.operations.accounts import open_bank_account
from goodstanding.payments.bank.operations.entering import enter_bank_file
from goodstanding.payments.models.bank import BankFile, BankLine, Statement
from tests.dying import dies_at
from tests.forking import in_child
from tests.payments.bank.test_mt940 import ONE
from tests.receivables.cast import ADMINISTRATOR, NOON, SUPERVISOR
from tests.workbench.served import copied_database

IBAN = "DE02120300000000202051"
POINTS_MOST = 200
Counts = tuple[int, int, int, int]


@pytest.fixture(scope="module", autouse=True)
def house(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """An account of ours in a copy of the test database, whose rows are committed."""
    with django_db_blocker.unblock(), copied_database():
        open_bank_account("Clients", number=IBAN, currency="EUR", by=ADMINISTRATOR, at=NOON)
        connection.close()
        yield


@pytest.fixture(autouse=True)
def unblocked(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield
        connection.close()


def counts() -> Counts:
    found = (BankFile.objects.count(), Statement.objects.count(), BankLine.objects.count(), Entry.objects.count())
    connection.close()
    return found


def enter(data: bytes) -> None:
    enter_bank_file(data, name="one.sta", by=SUPERVISOR, at=NOON)


def killed_at(number: int) -> int:
    """Enter the file in a process that dies before its so manieth word to the database; return its wait status."""

    def die() -> None:
        dies_at(number)
        enter(ONE)

    return in_child(die)


def test_killed_at_any_moment_a_file_is_entered_whole_or_not_at_all() -> None:
    before = counts()
    deaths = 0
    for number in range(1, POINTS_MOST):
        status = killed_at(number)
        after = counts()
        if after != before:
            assert after == (before[0] + 1, before[1] + 1, before[2] + 3, before[3] + 1)
            break
        assert status == signal.SIGKILL
        deaths += 1
    else:
        pytest.fail("The file was never entered.")
    assert deaths > 5
    enter(ONE)
    assert counts() == after, "once more changes nothing"
    assert verify_database().is_sound

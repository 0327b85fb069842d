"""Writing a file of debits is killed before every word to the database, and run by several at once: one file, whole."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from pytest_django import DjangoDbBlocker

from goodstanding.payments.bank.order.operations.writing import DebitsRefused
from goodstanding.payments.models.order import Debit, DebitFile
from tests.dying import dies_at
from tests.forking import ended, forked, in_child
from tests.payments.bank.order.counter import MONDAY, Counter
from tests.workbench.served import copied_database

POINTS_MOST = 200
WRITERS = 4


@pytest.fixture(scope="module")
def here(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Counter]:
    """A counter in a copy of the test database, whose rows are committed."""
    with django_db_blocker.unblock(), copied_database(), time_machine.travel(MONDAY, tick=False):
        counter = Counter()
        connection.close()
        yield counter


@pytest.fixture(autouse=True)
def unblocked(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield
        connection.close()


def killed_at(number: int, here: Counter, out: Path) -> int:
    """Write in a process that dies before its so manieth word to the database; return its wait status."""

    def die() -> None:
        dies_at(number)
        here.write(out)

    return in_child(die)


def test_whoever_dies_when_each_debit_is_in_one_whole_file(here: Counter, tmp_path: Path) -> None:
    mandate = here.mandate()
    here.collected(1_000, mandate)
    connection.close()
    for number in range(1, POINTS_MOST):
        if not Debit.objects.filter(file=None).exists():
            here.collected(1_000 + number, mandate)
        connection.close()
        first, second = tmp_path / f"{number}-first", tmp_path / f"{number}-second"
        status = killed_at(number, here, first)
        run = here.write(second)
        connection.close()
        there = [path.read_bytes() for path in (first, second) if path.exists()]
        assert there, f"Killed at {number}, nothing came on disk."
        assert len(set(there)) == 1, "Two files on disk are the same one."
        assert not Debit.objects.filter(file=None).exists()
        assert not DebitFile.objects.filter(written_at=None).exists()
        assert run.set_aside == {}
        if not (status and signal.SIGKILL):
            break
    else:
        pytest.fail("It was never done before it was killed.")
    assert DebitFile.objects.count() == Debit.objects.values("file").distinct().count()


def test_of_several_writers_one_writes(here: Counter, tmp_path: Path) -> None:
    here.collected(9_900, here.mandate())
    before = DebitFile.objects.count()
    connection.close()

    def one(number: int) -> None:
        try:
            here.write(tmp_path / str(number))
        except DebitsRefused:
            pass

    children = [forked(lambda number=number: one(number)) for number in range(WRITERS)]  # type: ignore[misc]  # bound now
    assert [ended(child) for child in children] == [0] * WRITERS
    assert len(list(tmp_path.iterdir())) == 1
    assert DebitFile.objects.count() == before + 1

"""An interest run that is killed -9 loses nothing and doubles nothing, wherever it dies."""

import os
import signal
import subprocess
import sys

import pytest
from pytest_django.plugin import DjangoDbBlocker

from goodstanding.evidence.models import Entry as EvidenceEntry
from goodstanding.ledger.models import Transaction
from tests.guards.checkout import HOME
from tests.receivables.charging.cast import interest_minor, late_debt, open_trade
from tests.workbench.served import copied_database

LONG = bool(os.environ.get("GOODSTANDING_LONG"))
STEPS = ("read_chunk", "compute", "_post", "_append", "charge_chunk") if LONG else ("_post", "charge_chunk")
"""`_append` is the last step inside a chunk's transaction; behind `charge_chunk` it is committed."""
DEBTS = 8


def run(database: str, through: str, step: str, in_chunk: int, *chunk_debts: int) -> int:
    paths, numbers = os.pathsep.join([str(HOME / "src"), str(HOME)]), map(str, (in_chunk, *chunk_debts))
    done = subprocess.run(
        [sys.executable, "-m", "tests.receivables.charging.killing", through, step, *numbers],
        env={**os.environ, "DATABASE_URL": database, "PYTHONPATH": paths},
        cwd=HOME, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode


@pytest.mark.usefixtures("django_db_setup")
def test_a_killed_run_is_finished_by_the_next(django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock(), copied_database() as database:
        book = open_trade(interest_ppm=100_000)
        debts = [late_debt(book, reference=f"D-{number}") for number in range(DEBTS)]
        for month, step in enumerate(STEPS, start=3):
            through, before = f"2026-{month:02}-28", Transaction.objects.filter(kind="interest").count()
            assert run(database, through, step, 2) == -signal.SIGKILL
            kept = Transaction.objects.filter(kind="interest").count() - before
            assert kept == (6 if step == "charge_chunk" else 3)
            assert run(database, through, "", 0) == 0
            assert Transaction.objects.filter(kind="interest").count() - before == DEBTS
            assert len({interest_minor(one) for one in debts}) == 1
        # A debt a chunk: enough chunks for two lanes, which die with whatever each of them was at.
        assert run(database, "2026-10-28", "_post", 3, 1) == -signal.SIGKILL
        assert len({interest_minor(one) for one in debts}) > 1
        assert run(database, "2026-10-28", "", 0, 1) == 0
        assert len({interest_minor(one) for one in debts}) == 1
        entries = EvidenceEntry.objects.filter(kind="receivables.interest_run_charged")
        assert sum(entries.values_list("rows_count", flat=True)) == DEBTS * (len(STEPS) + 1)

"""Fills books for a measurement, with a progress bar, and lets the server tidy up as it would overnight."""

import time
from datetime import UTC, datetime

from django.db import connection
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands.bench_books import DAY, SEED
from goodstanding.cli.main import say
from goodstanding.sample_book.operations.filling import fill


def filled(rows: int, *, night: bool = False) -> float:
    """Fill the books up to so many debtors, and return the seconds it took; 0 where they were full.

    night  fill them for a night: second debts, recent contacts and consents.
    """
    columns = TextColumn("Filling the books"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    begun = time.perf_counter()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("fill", total=rows)
        added = fill(
            rows,
            seed=SEED,
            as_of=DAY,
            by=OPERATOR,
            at=datetime.now(UTC),
            progress=lambda done: bar.update(task, completed=done),
            night=night,
        )
    seconds = time.perf_counter() - begun
    say("Tidying up as the server does by itself in the background …")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    return seconds if added else 0.0

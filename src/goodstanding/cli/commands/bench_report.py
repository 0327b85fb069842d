"""Measures the reports: ageing, summary and 24 months, over filled books."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection

from goodstanding.cli.commands.bench_books import DAY, restart
from goodstanding.cli.commands.bench_filling import filled
from goodstanding.cli.main import say
from goodstanding.insight import queries

ROUNDS = 5
REPORTS: dict[str, Callable[[], object]] = {
    "ageing": lambda: queries.ageing(client_id=None, as_of=DAY),
    "summary": lambda: queries.summary(client_id=None, as_of=DAY),
    "monthly": lambda: queries.monthly(client_id=None, as_of=DAY),
}


def run(folder: Path, *, rows: int) -> dict[str, Any]:
    """Fill the books and time ageing first after a restart of the server, then every report again and again."""
    filling = filled(rows)
    restart(folder)
    with connection.cursor() as cursor:  # Connecting is not part of the report.
        cursor.execute("SELECT 1")
    cold = seconds(REPORTS["ageing"])
    figures = {name: repeated(name, rows=rows) for name in REPORTS}
    return {
        "seconds": figures["ageing"]["median_seconds"],
        "rows_per_second": figures["ageing"]["rows_per_second"],
        "filling_seconds": round(filling, 1),
        "ageing_cold_seconds": round(cold, 3),
        "reports": figures,
    }


def repeated(name: str, *, rows: int) -> dict[str, Any]:
    """Time one report five times."""
    say(f"Timing {name} …")
    times = [seconds(REPORTS[name]) for _ in range(ROUNDS)]
    middle = median(times)
    return {
        "median_seconds": round(middle, 3),
        "slowest_seconds": round(max(times), 3),
        "rows_per_second": round(rows / middle),
    }


def seconds(ask: Callable[[], object]) -> float:
    """How long one question takes."""
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun

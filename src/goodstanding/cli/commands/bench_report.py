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
    """Fill the books and time every report, first after a restart of the server, then again and again."""
    filling = filled(rows)
    figures: dict[str, Any] = {}
    for name, ask in REPORTS.items():
        say(f"Timing {name} …")
        restart(folder)
        with connection.cursor() as cursor:  # Connecting is not part of the report.
            cursor.execute("SELECT 1")
        cold = seconds(ask)
        warm = [seconds(ask) for _ in range(ROUNDS)]
        middle = median(warm)
        figures[name] = {
            "cold_seconds": round(cold, 3),
            "median_seconds": round(middle, 3),
            "slowest_seconds": round(max(warm), 3),
            "rows_per_second": round(rows / middle),
        }
    return {
        "seconds": figures["ageing"]["median_seconds"],
        "rows_per_second": figures["ageing"]["rows_per_second"],
        "filling_seconds": round(filling, 1),
        "reports": figures,
    }


def seconds(ask: Callable[[], object]) -> float:
    """How long one question takes."""
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun

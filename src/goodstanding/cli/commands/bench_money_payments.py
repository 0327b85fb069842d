"""Measures posting: a file of payments is brought in by the very command that people use, split over what is open."""

import csv
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.db import connection

from goodstanding.cli.commands.bench_books import DAY, SEED, close_connections
from goodstanding.cli.commands.bench_import import ImportFailed
from goodstanding.cli.commands.bench_import import run as bring_in_placements
from goodstanding.cli.main import say
from goodstanding.sample_book.files import copied_map
from goodstanding.sample_book.placements import CLIENT

DEBTS_AT_MOST = 50_000
COLUMNS = ("account", "currency", "payment", "received", "amount", "method", "bill")
_DEBTS = """
    SELECT d.reference, sum(i.amount_minor) FROM receivables_debt AS d
    JOIN receivables_client AS c ON c.id = d.client_id JOIN receivables_item AS i ON i.debt_id = d.account_id
    WHERE c.name = %s GROUP BY d.reference ORDER BY d.reference
"""


def run(folder: Path, *, rows: int) -> dict[str, Any]:
    """Place debts, write a file of payments on them (in part, in full, and too much), and time its import."""
    bring_in_placements(folder, rows=min(rows, DEBTS_AT_MOST))
    place = _written(folder / "bench", rows=rows)
    close_connections()
    command = [sys.executable, "-m", "goodstanding.cli", "import", str(place)]
    command += ["--map", str(copied_map("payments", folder=folder / "bench")), "--client", CLIENT, "--json"]
    say(f"Posting {rows:,} payments …")
    begun = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode != 0:
        raise ImportFailed(f"The import ended with exit code {done.returncode}; what it said stands above.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM payments_receipt")
        posted = cursor.fetchone()[0]
    return {
        "payments_posted": posted,
        "payments_s": round(seconds, 2),
        "payments_per_s": round(rows / seconds),
        "payments_import": json.loads(done.stdout).get("seconds"),
    }


def _written(folder: Path, *, rows: int) -> Path:
    """Write so many payments, going round the debts: a third of what is owed, then the rest of it, then more."""
    with connection.cursor() as cursor:
        cursor.execute(_DEBTS, [CLIENT])
        debts = cursor.fetchall()
    place = folder / "payments.csv"
    with place.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number in range(rows):
            reference, owed_minor = debts[number % len(debts)]
            minor = max(1, int(owed_minor) // 3) if (number * 7 + SEED) % 4 else int(owed_minor)
            amount = f"{minor // 100}.{minor % 100:02d}"
            writer.writerow((reference, "USD", f"B{number:09d}", DAY.isoformat(), amount, "transfer", ""))
    return place

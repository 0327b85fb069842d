"""Measures the import: a file of placements is brought in by the very command that people use."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.db import connection

from goodstanding.cli.commands.bench_books import DAY, SEED, close_connections
from goodstanding.cli.main import say
from goodstanding.refusal import Refusal
from goodstanding.sample_book.placements import write_placements

COUNTED = {
    "persons": "parties_person",
    "contact_points": "parties_contactpoint",
    "debts": "receivables_debt",
    "items": "receivables_item",
    "postings": "ledger_posting",
}


class ImportFailed(Refusal):
    """The import that was to be measured did not end well."""


def run(folder: Path, *, rows: int) -> dict[str, Any]:
    """Write the file, bring it in by a process of its own, and tell how long that took and what is there now."""
    say(f"Writing a file of {rows:,} placements …")
    before = counts()
    brought = write_placements(folder / "bench", rows=rows, seed=SEED, as_of=DAY)
    close_connections()
    command = [sys.executable, "-m", "goodstanding.cli", "import", str(brought.file)]
    command += ["--map", str(brought.map), "--client", brought.client, "--json"]
    begun = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    seconds = time.perf_counter() - begun
    if done.returncode != 0:
        raise ImportFailed(f"The import ended with exit code {done.returncode}; what it said stands above.")
    added = {name: count - before[name] for name, count in counts().items()}
    return {
        "seconds": round(seconds, 2),
        "rows_per_second": round(rows / seconds),
        "file_mb": round(brought.file.stat().st_size / 1024 / 1024, 1),
        "added": added,
        "import": json.loads(done.stdout),
    }


def counts() -> dict[str, int]:
    """How many rows the tables hold."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in COUNTED.values()))  # noqa: S608  # Our own names.
        return dict(zip(COUNTED, cursor.fetchone(), strict=True))

"""A program that brings a file in again and again, and kills itself in the middle: for test_killed.py.

It loads everything once and forks, so that a try costs what the import costs and not a start of Python. Every try is
for a client of its own, so all of them share one database. Called with: the file, the map, tries, seed. Prints one JSON
line a try.
"""

import importlib
import json
import os
import random
import sys
from datetime import UTC, datetime
from pathlib import Path

from goodstanding.access.permission import OPERATOR
from goodstanding.cli.commands import readiness
from goodstanding.database import cluster
from tests.forking import in_child, timed

BRING_IN = "goodstanding.ingestion.operations.bring_in"
CHUNK_ROWS = 75
AT = datetime(2026, 6, 30, 12, tzinfo=UTC)


def main(file: Path, map_file: Path, *, tries: int, seed: int) -> None:
    """Bring the file in once undisturbed, then `tries` times with a kill somewhere, each finished by a second call."""
    assert in_child(readiness.ready_books) == 0
    os.environ["DATABASE_URL"] = cluster.connect_url(Path(os.environ["GOODSTANDING_DATA"]), {})
    readiness.ready_names()
    importlib.import_module(BRING_IN)
    clean = timed(lambda: bring_in_for("Clean", file, map_file))
    dice = random.Random(seed)
    for number in range(tries):
        client, after = f"Killed {number}", dice.uniform(0, clean)
        killed = in_child(lambda client=client: bring_in_for(client, file, map_file), kill_after=after)  # type: ignore[misc]
        finished = in_child(lambda client=client: bring_in_for(client, file, map_file))  # type: ignore[misc]
        line = {"client": client, "after": round(after, 4), "killed": killed != 0, "finished": finished}
        sys.stdout.write(json.dumps(line) + "\n")


def bring_in_for(client: str, file: Path, map_file: Path) -> None:
    """Bring the file in. Connections and threads begin here, in the child, so that no fork shares them."""
    importlib.import_module(BRING_IN).bring_in(
        file, map_file, client_name=client, by=OPERATOR, at=AT, chunk_rows=CHUNK_ROWS
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), tries=int(sys.argv[3]), seed=int(sys.argv[4]))

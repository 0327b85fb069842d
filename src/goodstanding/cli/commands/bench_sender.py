"""One worker of a measurement: a process that sends what e-mail is due in the books of its environment, and ends.

It says when it is ready and waits for a line, so that starting a program is not measured with it.
"""

import importlib
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from goodstanding.cli.commands.bench_books import DAY
from goodstanding.cli.commands.readiness import ready_books

NOON = datetime(DAY.year, DAY.month, DAY.day, 18, tzinfo=UTC)
"""Day everywhere between the coasts."""


def run() -> None:
    """Send until nothing is due."""
    ready_books()
    queries = importlib.import_module("goodstanding.outreach.channels.queries")
    sending = importlib.import_module("goodstanding.outreach.sending.operations.sending")
    house = importlib.import_module("goodstanding.strategy.queries.house.house").the_house()
    operator = importlib.import_module("goodstanding.access.permission").OPERATOR
    folder = Path(os.environ["GOODSTANDING_DATA"])
    provider = queries.provider_of("email", at=NOON, data_folder=folder)
    # A worker reads the lawbook once and runs for days.
    importlib.import_module("goodstanding.compliance.queries").law_in_force(day=DAY, known_at=NOON)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    begun = time.monotonic()

    def clock() -> datetime:
        return NOON + timedelta(seconds=time.monotonic() - begun)

    sending.send_due("email", house=house, provider=provider, data_folder=folder, by=operator, now=clock)
    provider.close()


if __name__ == "__main__":
    run()

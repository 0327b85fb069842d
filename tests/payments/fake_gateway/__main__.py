"""Runs the simulator until it is ended; prints its address once it listens."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from goodstanding.payments.gateway.simulator.server import SimulatorServer

parser = argparse.ArgumentParser(description="A provider of payments that moves no money.")
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--log", type=Path, required=True)
parser.add_argument("--hook", default="")
parser.add_argument("--secret", default="a secret of a test")
given = parser.parse_args()
server = SimulatorServer(
    given.log, port=given.port, now=lambda: datetime.now(UTC), hook=given.hook, secret=given.secret
)
print(server.address, flush=True)  # noqa: T201  Whoever started it waits for this.
server.serve_forever()

"""Runs the fake provider until it is ended; prints its address once it listens."""

import argparse
from pathlib import Path

from tests.outreach.fake_provider.server import FakeProvider

parser = argparse.ArgumentParser(description="A provider of texts, calls and letters that does as its script says.")
parser.add_argument("--port", type=int, default=0)
parser.add_argument("--log", type=Path, required=True)
parser.add_argument("--script", type=Path)
given = parser.parse_args()
provider = FakeProvider(given.port, log=given.log, script=given.script)
print(f"http://127.0.0.1:{provider.server_address[1]}", flush=True)  # noqa: T201  Whoever started it waits for this.
provider.serve_forever()

"""Starts the fake gateway, acts as its payers, lets its days pass, and reads its log."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.guards.checkout import HOME

SECRET = "a secret of a test"


class Running:
    """A fake gateway that runs as a process of its own."""

    def __init__(self, folder: Path, *, hook: str = "") -> None:
        self.log_file, self.hook = folder / "gateway.jsonl", hook
        self.address = ""
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        words = ["--log", str(self.log_file), "--hook", self.hook, "--secret", SECRET]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.payments.fake_gateway", *words], cwd=HOME, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        assert self.address, "The fake gateway did not start."

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            assert self.process.stdout is not None
            self.process.stdout.close()

    def act(self, reference: str, act: str = "pay") -> dict[str, Any]:
        """Do what the payer does on the page."""
        return self.ordered("act", reference=reference, act=act)

    @property
    def ahead(self) -> timedelta:
        """Return by how much its calendar is ahead of the world's."""
        return timedelta(days=sum(line["days"] for line in self.taken("clock")))

    def pass_days(self, days: int) -> None:
        self.ordered("days", days=days)

    def post(self) -> list[int]:
        """Let it post what is due, and return what was answered."""
        return list(self.ordered("post")["answers"])

    def standings(self) -> dict[str, Any]:
        """Return how every payment stands there, by the key it was asked under."""
        return self.ordered("payments")

    def taken(self, did: str) -> list[dict[str, Any]]:
        """Return everything of a kind that it ever took: the oracle."""
        if not self.log_file.exists():
            return []
        lines = [json.loads(line) for line in self.log_file.read_text().splitlines() if line]
        return [line for line in lines if line["did"] == did]

    def ordered(self, what: str, **told: Any) -> dict[str, Any]:
        request = Request(  # noqa: S310  Our own server.
            f"{self.address}/control/{what}", data=json.dumps(told).encode(), method="POST"
        )
        with urlopen(request, timeout=10) as answer:  # noqa: S310
            found: dict[str, Any] = json.loads(answer.read())
        return found


@contextmanager
def fake_gateway(folder: Path, *, hook: str = "") -> Iterator[Running]:
    """Run a fake gateway in a folder, and end it."""
    running = Running(folder, hook=hook)
    running.start()
    try:
        yield running
    finally:
        running.kill()

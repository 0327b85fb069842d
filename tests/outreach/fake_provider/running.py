"""Starts the fake provider, writes its script, reads its log, kills it, and starts it again."""

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.guards.checkout import HOME
from tests.outreach.fake_provider import log
from tests.outreach.fake_provider.script import ACCOUNT, TOKEN

PATIENCE_S = 20.0


class Running:
    """A fake provider that runs as a process of its own."""

    account, token = ACCOUNT, TOKEN

    def __init__(self, folder: Path) -> None:
        self.log_file, self.script_file = folder / "provider.jsonl", folder / "script.json"
        self.address = ""
        self.process: subprocess.Popen[str] | None = None

    def start(self, port: int = 0) -> None:
        """Start it, at the address it had before where it ran before."""
        words = ["--port", str(port), "--log", str(self.log_file), "--script", str(self.script_file)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.outreach.fake_provider", *words], cwd=HOME, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        assert self.address, "The fake provider did not start."

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            if self.process.stdout is not None:
                self.process.stdout.close()
            self.process = None

    def script(self, **words: Any) -> None:
        """Say what is to go wrong from now on."""
        draft = self.script_file.with_suffix(".draft")
        draft.write_text(json.dumps(words))
        draft.replace(self.script_file)

    def lines(self, kind: str, **facts: Any) -> list[dict[str, Any]]:
        """Return the lines of its log of a kind with these facts."""
        found = [one for one in log.read(self.log_file) if one["kind"] == kind]
        return [one for one in found if all(one.get(key) == value for key, value in facts.items())]

    def accepted(self, what: str = "message") -> list[dict[str, Any]]:
        """Return everything of a kind that it ever took: the oracle."""
        return self.lines("accepted", what=what)

    def waited_for(self, kind: str, count: int, **facts: Any) -> list[dict[str, Any]]:
        """Wait until the log has so many lines of a kind, and return them."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            with contextlib.suppress(json.JSONDecodeError):
                if len(found := self.lines(kind, **facts)) >= count:
                    return found
            time.sleep(0.02)
        raise AssertionError(f"The fake provider wrote fewer than {count} lines of {kind}.")


@contextmanager
def fake_provider(folder: Path, **script: Any) -> Iterator[Running]:
    """Run a fake provider with a script for as long as the block lasts."""
    running = Running(folder)
    running.script(**script)
    running.start()
    try:
        yield running
    finally:
        running.kill()

"""The durable log: JSON lines, each written before anything else happens."""

import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


class Log:
    """Lines that were written, by this process or by one that was killed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.Lock()
        self.lines: list[dict[str, Any]] = []
        self.by_subject: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for line in read(path):
            self._hold(line)
        _drop_half_a_line(path)
        self.handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def add(self, kind: str, **facts: Any) -> dict[str, Any]:
        """Write one line and return it once it outlives us; what was taken is on the disk."""
        with self.lock:
            line = {"n": len(self.lines) + 1, "kind": kind, "at": datetime.now(UTC).isoformat(), **facts}
            os.write(self.handle, (json.dumps(line) + "\n").encode())
            if kind == "accepted":
                os.fsync(self.handle)
            self._hold(line)
            return line

    def about(self, kind: str, subject: str) -> list[dict[str, Any]]:
        """Return the lines of a kind about a thing, by its sid, or of a kind of thing."""
        with self.lock:
            return list(self.by_subject.get((kind, subject), []))

    def of(self, kind: str, **facts: Any) -> list[dict[str, Any]]:
        """Return the lines of a kind with these facts."""
        with self.lock:
            lines = list(self.lines)
        return [one for one in lines if one["kind"] == kind and all(one.get(k) == v for k, v in facts.items())]

    def _hold(self, line: dict[str, Any]) -> None:
        self.lines.append(line)
        for subject in {line.get("sid"), line.get("what")} - {None}:
            self.by_subject.setdefault((line["kind"], str(subject)), []).append(line)


def read(path: Path) -> list[dict[str, Any]]:
    """Return the whole lines of a log; half a line is what nobody was told of."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text().splitlines(keepends=True) if line.endswith("\n")]


def _drop_half_a_line(path: Path) -> None:
    if path.exists():
        whole = path.read_bytes().rpartition(b"\n")
        os.truncate(path, len(whole[0]) + len(whole[1]))

"""The simulator's memory: a file of JSON lines that is only added to, and on the disk before anything is answered.

Several programs may use it at once, one at a time.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PRIVATE_MODE, FOLDER_MODE = 0o600, 0o700
Record = dict[str, Any]


class Log:
    """The file, and how far this program has read it."""

    def __init__(self, path: Path) -> None:
        self.path, self.offset = path, 0
        self._number = -1

    @contextmanager
    def held(self) -> Iterator[list[Record]]:
        """Hold the file; yields what others wrote since. `add` writes while it is held."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        self._number = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, PRIVATE_MODE)
        try:
            fcntl.flock(self._number, fcntl.LOCK_EX)
            yield self._unread()
        finally:
            os.close(self._number)
            self._number = -1

    def add(self, record: Record) -> None:
        """Put a line behind the last one and wait until it is on the disk."""
        assert self._number >= 0, "The log is held while it is written."
        text = json.dumps(record).encode() + b"\n"
        os.write(self._number, text)
        os.fsync(self._number)
        self.offset += len(text)

    def _unread(self) -> list[Record]:
        size = os.lseek(self._number, 0, os.SEEK_END)
        raw = os.pread(self._number, size - self.offset, self.offset)
        if raw and not raw.endswith(b"\n"):
            # Whoever wrote the last line died in the middle: what it spoke of was never answered.
            os.write(self._number, b"\n")
            raw += b"\n"
        self.offset += len(raw)
        return [record for record in map(_readable, raw.split(b"\n")) if record is not None]


def _readable(text: bytes) -> Record | None:
    try:
        told = json.loads(text)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None

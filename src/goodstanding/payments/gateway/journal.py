"""The journal of payments: every key that was about to be given to a provider, in a file beside the database.

A line is on disk before the provider is asked. A database that was put back from a backup gives the same keys out
again; what the journal knows and the database does not is looked up, and never simply asked for once more.
"""

import fcntl
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER, FILE = "payments", "handed_over.jsonl"
PRIVATE_MODE, FOLDER_MODE = 0o600, 0o700


@dataclass(frozen=True, slots=True)
class Line:
    """One ask that was about to leave: our key, the key the provider was shown, how much, and when."""

    key: str
    provider_key: str
    attempt: int
    provider: str
    debt: int
    amount_minor: int
    currency: str
    at: str


@dataclass(slots=True)
class _Read:
    offset: int
    lines: dict[str, Line]


_known: dict[Path, _Read] = {}


def file_in(data_folder: Path) -> Path:
    """Return the journal of an installation."""
    return data_folder / FOLDER / FILE


def write(data_folder: Path, line: Line) -> None:
    """Put a line behind the last one and wait until it is on disk."""
    path = file_in(data_folder)
    path.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    is_new = not path.exists()
    number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, PRIVATE_MODE)
    with os.fdopen(number, "rb+", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        size = file.seek(0, os.SEEK_END)
        torn = b""
        if size:
            file.seek(size - 1)
            torn = b"" if file.read(1) == b"\n" else b"\n"
        file.write(torn + json.dumps(asdict(line)).encode() + b"\n")
        os.fsync(file.fileno())
    if is_new:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def known(data_folder: Path, key: str) -> Line | None:
    """Return the first line of a key, or None where it never was about to leave. Reads only what was added since."""
    path = file_in(data_folder)
    if not path.exists():
        _known.pop(path, None)
        return None
    read = _known.setdefault(path, _Read(0, {}))
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) < read.offset:
            read.offset, read.lines = 0, {}
        file.seek(read.offset)
        raw = file.read()
    end = raw.rfind(b"\n") + 1
    read.offset += end
    for text in raw[:end].split(b"\n"):
        line = _readable(text)
        if line is not None:
            read.lines.setdefault(line.key, line)
    return read.lines.get(key)


def _readable(text: bytes) -> Line | None:
    """Return a line, or None for one that a power cut tore in two: what it spoke of never left."""
    try:
        return Line(**json.loads(text))
    except (ValueError, TypeError):
        return None

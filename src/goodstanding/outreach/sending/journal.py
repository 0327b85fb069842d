"""The journal: every key that was about to leave, in a file beside the database that only grows.

A line is on disk before its message is given to a provider. So a database that was restored from a backup can be told
from one that was not: it does not know what the journal knows. Several processes may write at once; a line that a power
cut tore in two never left.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

FOLDER, FILE = "outreach", "handed_over.jsonl"
PRIVATE_MODE, FOLDER_MODE = 0o600, 0o700
TAIL_BYTES = 128 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """One attempt that was about to leave; `log` is how many entries the evidence log had by then, at least.

    `said` is the SHA-256 of its text: a restored database does not know what left, and some providers know it only
    by what it says.
    """

    key: str
    message: int
    attempt: int
    made: int
    channel: str
    provider: str
    at: str
    log: int
    said: str = ""


def file_in(data_folder: Path) -> Path:
    """Return the journal of an installation."""
    return data_folder / FOLDER / FILE


def begin(data_folder: Path, *, at: datetime, log: int) -> None:
    """Write the first line, unless there is one: the journal is there before anything is said to have left."""
    if not exists(data_folder):
        _append(file_in(data_folder), [{"reconciled": at.isoformat(), "log": log}], only_first=True)


def write(data_folder: Path, lines: Sequence[Line]) -> None:
    """Put lines behind the last one and wait until they are on disk."""
    _append(file_in(data_folder), [asdict(line) for line in lines])


def write_reconciled(data_folder: Path, *, at: datetime, log: int) -> None:
    """Say that everything before was held against the database and what was not in it was looked up."""
    _append(file_in(data_folder), [{"reconciled": at.isoformat(), "log": log}])


def read(data_folder: Path, *, only_tail: bool = False) -> list[dict[str, Any]]:
    """Return the lines since the last reconciliation, that one first; or only those at the end of a long journal."""
    path = file_in(data_folder)
    if not path.exists():
        return []
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        start = max(0, size - TAIL_BYTES) if only_tail else 0
        file.seek(start)
        raw = file.read()
    lines = raw.split(b"\n")[:-1]
    return _since_reconciled(_readable(lines[1:] if start else lines))


def exists(data_folder: Path) -> bool:
    """Say whether anything ever was about to leave, as far as the journal knows."""
    path = file_in(data_folder)
    return path.exists() and path.stat().st_size > 0


def _since_reconciled(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = []
    for line in lines:
        if "reconciled" in line:
            kept = []
        kept.append(line)
    return kept


def _readable(lines: Iterable[bytes]) -> Iterable[dict[str, Any]]:
    for line in lines:
        try:
            told = json.loads(line)
        except ValueError:  # Torn by a power cut, then written behind: what stood there never left.
            continue
        if isinstance(told, dict):
            yield told


def _append(path: Path, lines: Sequence[dict[str, Any]], *, only_first: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    is_new = not path.exists()
    number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, PRIVATE_MODE)
    with os.fdopen(number, "rb+", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        size = file.seek(0, os.SEEK_END)
        if size and only_first:  # Another process was faster.
            return
        text = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        file.write(_line_end_missing(file, size) + text)
        os.fsync(file.fileno())
    if is_new:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _line_end_missing(file: Any, size: int) -> bytes:
    """Return a line end where the last line was torn, so that ours begins on its own."""
    if size == 0:
        return b""
    file.seek(size - 1)
    return b"" if file.read(1) == b"\n" else b"\n"

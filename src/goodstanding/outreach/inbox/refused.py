"""How many posts were refused, by source and reason: counted in a file, for a refused post leaves no row anywhere.

For the door, which counts, and for whoever looks whether somebody tries the doors. The names are ours: whatever the
outside sends as a source counts as "unknown".
"""

import fcntl
import json
import os
from collections.abc import Mapping
from pathlib import Path

FILE = "inbox-refused.json"
REASONS = ("forged", "unreadable", "too large", "unknown", "not posted", "not now")


def count_refused(folder: Path, *, source: str, reason: str) -> None:
    """Count one more; several programs may count at once. A count that cannot be written is lost, the answer is not."""
    assert reason in REASONS, reason
    try:
        handle = os.open(folder / FILE, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError:
        return
    with os.fdopen(handle, "r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        counts = _read(file.read())
        counts.setdefault(source, {})
        counts[source][reason] = counts[source].get(reason, 0) + 1
        file.seek(0)
        file.write(json.dumps(counts))
        file.truncate()


def refused_counts(folder: Path) -> Mapping[str, Mapping[str, int]]:
    """Return how many posts were refused so far, by source and reason."""
    try:
        return _read((folder / FILE).read_text(encoding="utf-8"))
    except OSError:
        return {}


def _read(text: str) -> dict[str, dict[str, int]]:
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}

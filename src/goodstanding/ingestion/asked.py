"""What was asked for: a file, by a map, for a client."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from goodstanding.access.permission import Actor
from goodstanding.ingestion.mapping.document import Map
from goodstanding.ingestion.mapping.finding import Finding, MapRefused
from goodstanding.ingestion.mapping.yaml_text import load
from goodstanding.ingestion.summary import OnError

Progress = Callable[[str, int, int | None], None]
"""Told what is being done, how many rows are done, and of how many, where that is known."""


@dataclass(frozen=True)
class Asked:
    """Everything that one call of the import was given."""

    file: Path
    document: Map
    map_name: str
    map_hash: str
    client_name: str
    by: Actor
    at: datetime
    on_error: OnError
    dry_run: bool
    chunk_rows: int
    progress: Progress


def read_map_text(map_file: Path) -> str:
    """Return the text of a map's file; raises MapRefused where it cannot be read."""
    try:
        return map_file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise MapRefused([Finding(str(map_file), f"The map cannot be read: {error.strerror}.")]) from error
    except UnicodeDecodeError as error:
        raise MapRefused([Finding(str(map_file), "The map is not written in UTF-8.")]) from error


def hash_of_map(text: str) -> str:
    """Return the hash of what a map says; comments and blanks do not count."""
    return sha256(json.dumps(load(text), sort_keys=True).encode()).hexdigest()

"""The words of one entry: what is put into its body, and how it is read back.

For the log's operations, queries and verification. A body names its own entry and position, so an entry that was
moved to another place convicts itself.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from goodstanding.evidence.canonical import canonical, instant

ERASED = "evidence.body_erased"


class Deed(NamedTuple):
    """What its author says about an entry: what happened, when, by whom, whom it concerns, and the facts."""

    kind: str
    at: datetime
    by: str
    subjects: Sequence[str]
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows a bulk entry has and the Merkle root over them."""

    count: int
    root: bytes


class Words(NamedTuple):
    """A body read back."""

    entry_id: int
    position: int
    kind: str
    at: str
    recorded_at: str
    by: str
    subjects: list[str]
    facts: dict[str, object]
    rows_count: int
    rows_root: str | None


class BodyUnreadable(ValueError):
    """The bytes are not the body of an entry."""


def write(deed: Deed, *, entry_id: int, position: int, recorded_at: datetime, rows: Rows | None) -> bytes:
    """Return the canonical bytes of a body; raises NotCanonical when the facts hold a float, a date and the like."""
    return canonical(
        {
            "entry_id": entry_id,
            "position": position,
            "kind": deed.kind,
            "at": instant(deed.at),
            "recorded_at": instant(recorded_at),
            "by": deed.by,
            "subjects": list(deed.subjects),
            "facts": deed.facts,
            "rows_count": rows.count if rows else 0,
            "rows_root": rows.root.hex() if rows else None,
        }
    )


def read(body: bytes) -> Words:
    """Return what a body says, or raise BodyUnreadable."""
    try:
        words = Words(**json.loads(body))
    except (ValueError, TypeError, RecursionError) as error:
        raise BodyUnreadable("The body is not the JSON of an entry.") from error
    if type(words.entry_id) is not int or type(words.position) is not int or not isinstance(words.facts, dict):
        raise BodyUnreadable("The body names no entry and position.")
    return words

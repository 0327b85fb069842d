"""Counting: what becomes of the records of a file, chunk by chunk, and what its money adds up to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from goodstanding.ingestion.mapping.document import Map
from goodstanding.ingestion.staging.shape import SHAPES
from goodstanding.ingestion.staging.workspace import number
from goodstanding.money.amount import Amount

STATES = ("new", "changed", "unchanged", "duplicate", "rejected")
TOTALLED = {"item": "items", "receipt": "receipts"}


def counts_by_chunk(work: duckdb.DuckDBPyConnection) -> dict[int, dict[str, dict[str, int]]]:
    """Return chunk → kind → new, changed, unchanged, duplicate; what was revived counts as new."""
    found: dict[int, dict[str, dict[str, int]]] = {}
    for kind in SHAPES:
        rows = work.execute(
            f"SELECT chunk, CASE state WHEN 'revived' THEN 'new' ELSE state END, count(*) FROM r_{kind} GROUP BY ALL "
            f"UNION ALL SELECT chunk, 'duplicate', count(*) FROM {kind} JOIN accepted USING (row) "
            "JOIN chunk_of USING (row) WHERE is_duplicate GROUP BY ALL"
        ).fetchall()
        for chunk, state, count in rows:
            kinds = found.setdefault(int(chunk), {})
            kinds.setdefault(kind, {}).update({str(state): int(count)})
    return found


def added(counts: Iterable[Mapping[str, Mapping[str, int]]], *, kinds: list[str]) -> dict[str, dict[str, int]]:
    """Add the counts of chunks; every kind of the map has every state."""
    sums: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    for one in counts:
        for kind, states in one.items():
            sums.setdefault(kind, Counter()).update(states)
    return {kind: {state: states[state] for state in STATES} for kind, states in sums.items()}


def rejected_by_kind(work: duckdb.DuckDBPyConnection, document: Map) -> dict[str, int]:
    """Return how many records of each kind stood in rejected rows."""
    found: Counter[str] = Counter()
    for slot, record in enumerate(document.records, start=1):
        found[record.kind] += number(
            work,
            f"SELECT count(*) FROM rows_{slot} WHERE row IN (SELECT row FROM rejected)",
        )
    return dict(found)


def rows_of(work: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many rows were read, accepted, duplicate, rejected, and left out by the map."""
    read = number(work, "SELECT count(*) FROM raw")
    rejected = number(work, "SELECT count(DISTINCT row) FROM rejected")
    accepted = number(work, "SELECT count(*) FROM accepted WHERE NOT is_duplicate")
    duplicate = number(work, "SELECT count(*) FROM accepted WHERE is_duplicate")
    left_out = read - rejected - accepted - duplicate
    return {"read": read, "accepted": accepted, "duplicate": duplicate, "rejected": rejected, "left_out": left_out}


def control_totals(work: duckdb.DuckDBPyConnection) -> dict[str, dict[str, dict[str, Any]]]:
    """Return currency → items and receipts → count and amount as a decimal string, over all accepted records."""
    totals: dict[str, dict[str, dict[str, Any]]] = {}
    for kind, name in TOTALLED.items():
        rows = work.execute(
            f"SELECT currency, count(*), sum(amount_minor)::HUGEINT FROM {kind} WHERE is_first GROUP BY currency "
            "ORDER BY currency"
        ).fetchall()
        for currency, count, minor in rows:
            amount = Amount(int(minor), str(currency)).decimal_string()
            totals.setdefault(str(currency), {})[name] = {"count": int(count), "amount": amount}
    return dict(sorted(totals.items()))


def repeats(work: duckdb.DuckDBPyConnection, document: Map) -> dict[str, int]:
    """Return how many receipts without a number look exactly like an earlier one: in all rows, and in accepted ones."""
    flagged = sum(
        number(work, f"SELECT count(*) - count(DISTINCT alike) FROM alike_{slot}")
        for slot, record in enumerate(document.records, start=1)
        if record.kind == "receipt"
    )
    return {"flagged": flagged, "accepted": number(work, "SELECT count(*) FROM receipt WHERE occurrence > 1")}

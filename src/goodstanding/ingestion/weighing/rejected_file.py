"""The file of rejected rows: why, and the row as it stood, so that it can be mended and brought in again.

A cell that a spreadsheet would run as a formula begins with an apostrophe here, which is taken off again when the
mended file comes in with the same map; see source.formula.
"""

import csv
from collections.abc import Sequence
from pathlib import Path

import duckdb

from goodstanding.ingestion.source.formula import REASON_COLUMNS, safe

_FETCHED = 5_000


def write_rejected(work: duckdb.DuckDBPyConnection, path: Path, *, columns: Sequence[str]) -> int:
    """Write one line for each rejected row with its first reason; return how many. Written whole or not at all."""
    # A broken row is told by how it is broken; else by what stands first in the map.
    found = work.cursor().execute("""
        WITH ranked AS (SELECT *, row_number() OVER (PARTITION BY row ORDER BY kind <> 'row', reason) AS place,
                count(*) OVER (PARTITION BY row) AS reasons FROM rejected)
        SELECT raw.row, ranked.col, ranked.value, ranked.reason, reasons, raw.* EXCLUDE (row)
            FROM ranked JOIN raw USING (row) WHERE place = 1 ORDER BY raw.row
    """)
    count = 0
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*REASON_COLUMNS, *columns])
        while rows := found.fetchmany(_FETCHED):
            count += len(rows)
            for number, column, value, reason, reasons, *cells in rows:
                more = "" if reasons == 1 else f" ({reasons - 1} more)"
                writer.writerow([number, safe(column or ""), safe(value or ""), f"{reason}{more}", *map(safe, cells)])
    draft.chmod(0o600)
    draft.replace(path)
    return count

"""The workspace: a DuckDB database of one import, where its rows are staged; gone when the import is over."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from goodstanding.ingestion.source.rows import Fault, Source

MEMORY_LIMIT = "800MB"
THREADS = 2
ROW = "row"
"""The column that numbers the rows as a person counts them."""


def open_workspace(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open a new workspace. It lives in memory up to the limit, and beyond it in files of the folder."""
    settings = {
        "memory_limit": MEMORY_LIMIT,
        "threads": str(THREADS),
        "temp_directory": str(folder),
        "autoinstall_known_extensions": "false",
        "TimeZone": "UTC",
    }
    work = duckdb.connect(":memory:", config=settings)
    # What a map asks for is run in here: it can reach no file and no network, whatever slips through.
    work.execute("SET enable_external_access = false")
    work.execute("SET lock_configuration = true")
    return work


def staged_columns(source: Source) -> dict[str, str]:
    """Return the name in the file → the name of the staged column."""
    return {name: f"c{place}" for place, name in enumerate(source.columns)}


def load(work: duckdb.DuckDBPyConnection, source: Source, *, progress: Callable[[int], None]) -> int:
    """Read the whole source into the table `raw`, its faults into `rejected`; return how many rows there were."""
    staged = list(staged_columns(source).values())
    work.execute(f"CREATE TABLE raw ({ROW} BIGINT, {', '.join(f'{name} VARCHAR' for name in staged)})")
    work.execute("CREATE TABLE rejected (row BIGINT, kind VARCHAR, col VARCHAR, value VARCHAR, reason VARCHAR)")
    count = 0
    for piece in source.pieces:
        if not piece.numbers:
            continue
        cells = [pa.array(column, pa.string()) for column in zip(*piece.cells, strict=True)]
        append(work, "raw", pa.table([pa.array(piece.numbers, pa.int64()), *cells], names=[ROW, *staged]))
        reject_faults(work, piece.faults)
        count += len(piece.numbers)
        progress(count)
    return count


def reject_faults(work: duckdb.DuckDBPyConnection, faults: list[Fault]) -> None:
    """Note the rows that could not be taken as they stand."""
    if faults:
        columns: dict[str, Any] = {
            "row": pa.array([fault.row for fault in faults], pa.int64()),
            "kind": pa.array(["row"] * len(faults)),
            "col": pa.array([fault.column for fault in faults]),
            "value": pa.array([fault.value for fault in faults]),
            "reason": pa.array([fault.reason for fault in faults]),
        }
        append(work, "rejected", pa.table(columns))


def append(work: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Append rows to a table of the workspace, by the names of their columns."""
    work.register("arriving", rows)
    work.execute(f"INSERT INTO {table} BY NAME SELECT * FROM arriving")
    work.unregister("arriving")


def number(work: duckdb.DuckDBPyConnection, question: str) -> int:
    """Return the one whole number that a question has for an answer."""
    # All of it is fetched, because an answer half read keeps its connection busy.
    answer = work.execute(question).fetchall()
    return int(answer[0][0] or 0)

"""A workspace with a few raw rows, for tests of single pieces of SQL; the rows count from 2, as below a header."""

from collections.abc import Sequence
from typing import Any

import duckdb

from goodstanding.ingestion.mapping.binding import bind
from goodstanding.ingestion.mapping.reading import read_map
from goodstanding.ingestion.staging.cell_text import cleaned
from goodstanding.ingestion.staging.kinds import stage_all
from goodstanding.ingestion.staging.records import Staging
from goodstanding.ingestion.staging.shape import SHAPES

Row = tuple[Any, ...]


def sheet(*rows: Sequence[str], empty: Sequence[str] = ()) -> duckdb.DuckDBPyConnection:
    """Make the tables `raw` (row, c0, c1 …) and `rejected`, and the view `cell` of the raw cells cleaned."""
    work = duckdb.connect(":memory:", config={"threads": "1"})
    width = len(rows[0]) if rows else 1
    work.execute(f"CREATE TABLE raw (row BIGINT, {', '.join(f'c{place} VARCHAR' for place in range(width))})")
    clean = ", ".join(f"{cleaned(f'c{place}', empty=empty)} AS c{place}" for place in range(width))
    work.execute(f"CREATE VIEW cell AS SELECT row, {clean} FROM raw")
    work.execute("CREATE TABLE rejected (row BIGINT, kind VARCHAR, col VARCHAR, value VARCHAR, reason VARCHAR)")
    for number, cells in enumerate(rows, start=2):
        work.execute(f"INSERT INTO raw VALUES ({', '.join('?' * (width + 1))})", [number, *cells])
    return work


def texts(*cells: str, empty: Sequence[str] = ()) -> duckdb.DuckDBPyConnection:
    """Make a sheet with one column."""
    return sheet(*[(cell,) for cell in cells], empty=empty)


def column(work: duckdb.DuckDBPyConnection, sql: str, *, of: str = "cell") -> list[Any]:
    """Return what an expression says of every row, in the order of the rows."""
    return [value for (value,) in work.execute(f"SELECT {sql} FROM {of} ORDER BY row").fetchall()]


def rejections(work: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return row, kind, column, value and reason of everything rejected."""
    found: list[Row] = work.execute("FROM rejected ORDER BY row, kind, col, reason").fetchall()
    return found


def staging_of(text: str, table: str, *, is_typed: bool = False) -> Staging:
    """Return what records are staged with: a map, and a table whose lines are rows and whose cells stand apart by |."""
    header, *lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    document = read_map(text)
    binding = bind(document, {name: f"c{place}" for place, name in enumerate(header)})
    usable = f"NOT {binding.conditions['skip']}" if "skip" in binding.conditions else "true"
    return Staging(sheet(*lines, empty=document.file.empty), binding, is_typed, usable)


def staged_kinds(text: str, table: str) -> duckdb.DuckDBPyConnection:
    """Return the workspace in which every kind of record has its table."""
    staging = staging_of(text, table)
    stage_all(staging)
    return staging.work


def mentions(**records: Sequence[dict[str, Any]]) -> duckdb.DuckDBPyConnection:
    """Return a workspace with staged records by kind, each a mapping of its columns; the slot is 1 if left out."""
    work = sheet()
    for shape in SHAPES.values():
        columns = ", ".join(f"{name} {kind}" for name, kind in shape.columns.items())
        work.execute(f"CREATE TABLE {shape.kind} (row BIGINT, slot INTEGER, {columns})")
    for kind, said in records.items():
        for record in said:
            values = {"slot": 1} | record
            marks = ", ".join("?" * len(values))
            work.execute(f"INSERT INTO {kind} ({', '.join(values)}) VALUES ({marks})", list(values.values()))
    return work

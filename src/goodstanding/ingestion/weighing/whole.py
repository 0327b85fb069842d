"""The whole of staging: from an opened file to records that are compared with the books."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import duckdb

from goodstanding.ingestion.mapping.binding import bind
from goodstanding.ingestion.mapping.document import Map
from goodstanding.ingestion.mapping.finding import Finding, MapRefused
from goodstanding.ingestion.source.rows import Source
from goodstanding.ingestion.staging.cell_text import cleaned
from goodstanding.ingestion.staging.kinds import stage_all
from goodstanding.ingestion.staging.mentions import mark_first_mentions, settle_mentions
from goodstanding.ingestion.staging.records import Staging
from goodstanding.ingestion.staging.workspace import load, number, staged_columns
from goodstanding.ingestion.weighing.chunks import cut_chunks
from goodstanding.ingestion.weighing.comparison import compare
from goodstanding.ingestion.weighing.naming import name_columns
from goodstanding.ingestion.weighing.objections import reject_by_books


@dataclass(frozen=True)
class Staged:
    """A staged file: its workspace and its columns."""

    work: duckdb.DuckDBPyConnection
    columns: dict[str, str]
    rows: int


def stage(
    work: duckdb.DuckDBPyConnection, source: Source, document: Map, *, chunk_rows: int, progress: Callable[[int], None]
) -> Staged:
    """Read, check and cut a file; raises MapRefused or SourceRefused. Nothing here depends on the books."""
    columns = staged_columns(source)
    binding = bind(document, columns)
    rows = load(work, source, progress=progress)
    cells = ", ".join(f"{cleaned(name, empty=document.file.empty)} AS {name}" for name in columns.values())
    work.execute(f"CREATE VIEW cell AS SELECT row, {cells} FROM raw")
    usable = "raw.row NOT IN (SELECT row FROM rejected WHERE kind = 'row')"
    if "skip" in binding.conditions:
        usable = f"{usable} AND NOT {binding.conditions['skip']}"
    try:
        stage_all(Staging(work, binding, source.is_typed, usable))
    except (duckdb.ConversionException, duckdb.BinderException, duckdb.InvalidInputException) as error:
        # Every value of ours is cast with care, so it is a condition that compares texts with something else.
        what = (
            f"A condition cannot be worked out: {str(error).splitlines()[0][:200]} Columns are text; see as_number()."
        )
        raise MapRefused([Finding("when", what)]) from error
    settle_mentions(work)
    cut_chunks(work, rows_max=chunk_rows)
    return Staged(work, columns, rows)


def weigh(staged: Staged, document: Map, *, last_day: date) -> list[int]:
    """Compare the staged records with what was looked up in the books; return the numbers of the chunks to enter."""
    reject_by_books(staged.work, document, last_day=last_day)
    mark_first_mentions(staged.work)
    compare(staged.work)
    assert number(staged.work, "SELECT count(*) FROM accepted SEMI JOIN rejected USING (row)") == 0, (
        "A row is one or the other."
    )
    name_columns(staged.work, document, columns=staged.columns)
    found = staged.work.execute(
        "SELECT DISTINCT chunk FROM chunk_of JOIN accepted USING (row) ORDER BY chunk"
    ).fetchall()
    return [int(chunk) for (chunk,) in found]

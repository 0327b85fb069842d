"""Moving many rows at once between Arrow and PostgreSQL, without a Python object per value.

For imports, the nightly run and the sealed sheets. Arrow writes CSV in C, PostgreSQL's COPY reads it, and the other way
round; both in pieces, so the memory needed does not grow with the number of rows. Nothing is committed in here.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import psycopg
import pyarrow as pa
from psycopg import sql

from goodstanding.database import copy_text

PIECE_BYTES = 8 * 1024 * 1024
PIECE_ROWS_MOST = 65_536


def copy_in(cursor: psycopg.Cursor[Any], table: str, columns: Sequence[str], rows: pa.Table) -> int:
    """Append `rows` to `table` ("name" or "schema.name") and return how many.

    `columns` names the columns of `rows` to copy, which are called the same in the table; the others keep their
    defaults. NULL and the empty text stay two things. Text and numbers go as they are; binary becomes bytea, list<…>
    becomes an array, jsonb is given as text, and instants must be aware.
    """
    chosen = rows.select(list(columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, ENCODING 'UTF8')").format(
        sql.Identifier(*table.split(".")), sql.SQL(", ").join(sql.Identifier(name) for name in columns)
    )
    with cursor.copy(statement) as copy:
        for piece in pieces(chosen):
            copy.write(copy_text.csv_bytes(piece))
    assert cursor.rowcount == rows.num_rows, "COPY takes every row or none"
    return cursor.rowcount


def pieces(rows: pa.Table) -> Iterator[pa.RecordBatch]:
    """The rows in pieces of some megabytes each, however wide they are."""
    row_bytes = max(1, rows.nbytes // max(1, rows.num_rows))
    yield from rows.to_batches(max_chunksize=max(1, min(PIECE_ROWS_MOST, PIECE_BYTES // row_bytes)))


def fetch_table(cursor: psycopg.Cursor[Any], query: str, params: Sequence[object] | None = None) -> pa.Table:
    """The answer of a query as an Arrow table, with Arrow's own types for PostgreSQL's.

    numeric(p, s) becomes decimal128(p, s); numeric without bounds, json, uuid and whatever Arrow does not know become
    text; bytea becomes binary, an array a list, timestamptz an instant in UTC.
    """
    question = sql.SQL(psycopg.ClientCursor(cursor.connection).mogrify(query, params) if params else query)
    cursor.execute(sql.SQL("SELECT * FROM ({}) AS answer LIMIT 0").format(question))
    answers = [copy_text.answer_of(column) for column in cursor.description or ()]
    names = [answer.name for answer in answers]
    assert len(set(names)) == len(names), "each column of the answer has a name of its own"
    shown = sql.SQL(", ").join(answer.shown for answer in answers)
    copy_out = sql.SQL("COPY (SELECT {} FROM ({}) AS answer) TO STDOUT (FORMAT csv, FORCE_QUOTE *, ENCODING 'UTF8')")
    with cursor.copy(copy_out.format(shown, question)) as copy:
        tables = [copy_text.table(text, answers=answers) for text in gathered(copy)]
    return pa.concat_tables(tables) if tables else copy_text.schema(answers).empty_table()


def gathered(lines: Iterable[bytes | bytearray | memoryview]) -> Iterator[bytes]:
    """COPY's answer, which comes row by row, in pieces of some megabytes of whole rows."""
    piece = bytearray()
    for line in lines:
        piece += line
        if len(piece) >= PIECE_BYTES:
            yield bytes(piece)
            piece.clear()
    if piece:
        yield bytes(piece)

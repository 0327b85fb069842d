"""Many rows of one table at once: numbers for them, looking them up by key, writing over them, giving back what was.

For the bulk parts of chapters, which run inside the import's transaction. Nothing is committed in here.
"""

import sys
from array import array
from collections.abc import Sequence
from typing import Any

import psycopg
import pyarrow as pa
from psycopg import sql

from goodstanding.database import rows
from goodstanding.refusal import Refusal

ENTRY = "entry_id"
"""The column that says which evidence entry wrote a row last."""
EXPECTED = "expected_entry_id"
"""The column of arriving rows that says which entry we believe wrote the row last."""


class RowsMoved(Refusal):
    """Somebody else wrote to the same rows meanwhile; nothing of ours was kept."""


def allot(cursor: psycopg.Cursor[Any], table: str, count: int, *, key: str = "id") -> pa.Array:
    """Take so many numbers from the sequence of a table's key; returns them as int64, rising."""
    # Named once: a function that finds the sequence would be called for every number.
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)::regclass::oid", [table, key])
    sequence = cursor.fetchone()
    assert sequence is not None and sequence[0], f"The key of {table} has a sequence."
    cursor.execute(
        "SELECT coalesce(string_agg(int8send(number), ''::bytea ORDER BY number), ''::bytea) FROM "
        "(SELECT nextval(%s::oid::regclass) AS number FROM generate_series(1, %s)) AS taken",
        [sequence[0], count],
    )
    answer = cursor.fetchone()
    assert answer is not None, "An aggregate has one row."
    numbers = array("q", bytes(answer[0]))
    if sys.byteorder == "little":
        numbers.byteswap()
    assert len(numbers) == count, "Every number asked for was taken."
    return pa.Array.from_buffers(pa.int64(), count, [None, pa.py_buffer(numbers)])


def bring_keys(cursor: psycopg.Cursor[Any], name: str, keys: pa.Table) -> None:
    """Make a temporary table of keys, text or int64, to look rows up by; it is gone when the transaction ends."""
    kinds = [sql.SQL("bigint") if pa.types.is_integer(field.type) else sql.SQL("text") for field in keys.schema]
    columns = [
        sql.SQL("{} {}").format(sql.Identifier(field.name), kind)
        for field, kind in zip(keys.schema, kinds, strict=True)
    ]
    table = sql.Identifier(name)
    cursor.execute(sql.SQL("DROP TABLE IF EXISTS pg_temp.{}").format(table))
    cursor.execute(sql.SQL("CREATE TEMP TABLE {} ({}) ON COMMIT DROP").format(table, sql.SQL(", ").join(columns)))
    rows.copy_in(cursor, name, keys.column_names, keys)
    cursor.execute(sql.SQL("ANALYZE pg_temp.{}").format(table))


def overwrite(
    cursor: psycopg.Cursor[Any],
    table: str,
    columns: Sequence[str],
    arriving: pa.Table,
    *,
    key: str = "id",
    revive: bool = True,
) -> int:
    """Write columns of `arriving` over the rows with the same keys; NULL leaves what is there. Returns how many.

    `arriving` also has the key, entry_id and `expected_entry_id`. Raises RowsMoved where a row is gone or was written
    by another entry than expected. `revive` also makes rows stand again that were withdrawn.
    """
    written_over = [*columns, ENTRY]
    _bring_rows(cursor, table, written_over, arriving, key=key)
    kept = [sql.SQL("{0} = coalesce(a.{0}, t.{0})").format(sql.Identifier(column)) for column in written_over]
    kept += [sql.SQL("withdrawn_at = NULL").format()] if revive else []
    statement = sql.SQL(
        "UPDATE {table} AS t SET {kept} FROM pg_temp.arriving AS a WHERE t.{key} = a.{key} AND t.{entry} = a.{expected}"
    )
    cursor.execute(
        statement.format(
            table=sql.Identifier(table),
            kept=sql.SQL(", ").join(kept),
            key=sql.Identifier(key),
            entry=sql.Identifier(ENTRY),
            expected=sql.Identifier(EXPECTED),
        )
    )
    written = cursor.rowcount
    cursor.execute("DROP TABLE pg_temp.arriving")
    if written != arriving.num_rows:
        raise RowsMoved("The books changed while the file came in; call again to go on from here.")
    return written


def _bring_rows(cursor: psycopg.Cursor[Any], table: str, columns: list[str], arriving: pa.Table, *, key: str) -> None:
    """Make a temporary table of arriving rows, typed as the table's own."""
    chosen = sql.SQL(", ").join(sql.Identifier(name) for name in dict.fromkeys([key, *columns]))
    cursor.execute(
        sql.SQL("CREATE TEMP TABLE arriving ON COMMIT DROP AS SELECT {}, {} AS {} FROM {} LIMIT 0").format(
            chosen, sql.Identifier(ENTRY), sql.Identifier(EXPECTED), sql.Identifier(table)
        )
    )
    rows.copy_in(cursor, "arriving", [*dict.fromkeys([key, *columns]), EXPECTED], arriving)

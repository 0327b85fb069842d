"""Many rows of a night at once, inside the transaction of their part: what is there already is left alone.

These are parts of a deed, not deeds: whoever calls them has asked the permission, and appends the entry. `hold` is the
chapter's one way to have a thing to oneself.
"""

from typing import Any

import psycopg
import pyarrow as pa
from django.db import connection

from goodstanding.database import rows


def raw_cursor() -> psycopg.Cursor[Any]:
    """Return psycopg's own cursor, for COPY; it is in Django's transaction."""
    return connection.connection.cursor()  # type: ignore[no-any-return]  # Django does not say what its connection is.


def hold(name: str) -> None:
    """Hold what a name stands for until the transaction ends; whoever else wants it waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def bring(cursor: psycopg.Cursor[Any], table: str, name: str, arriving: pa.Table) -> None:
    """Make a temporary table of arriving rows, typed as the table's own; it is gone when the transaction ends."""
    columns = ", ".join(arriving.column_names)
    cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
    cursor.execute(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS SELECT {columns} FROM {table} LIMIT 0")
    rows.copy_in(cursor, name, arriving.column_names, arriving)
    numbers = ", ".join(column for column in arriving.column_names if column == "id" or column.endswith("_id"))
    cursor.execute(f"ANALYZE pg_temp.{name} ({numbers})")  # What joins go by; the words would take longer.


def insert_new(cursor: psycopg.Cursor[Any], table: str, name: str, arriving: pa.Table, *, drop: str = "") -> None:
    """Add the rows that no unique key of the table forbids; `drop` first takes others out of what arrives."""
    bring(cursor, table, name, arriving)
    if drop:
        cursor.execute(drop)
    add_brought(cursor, table, name, arriving.column_names)


def add_brought(cursor: psycopg.Cursor[Any], table: str, name: str, columns: list[str]) -> list[tuple[int, ...]]:
    """Add the rows of a brought table that no unique key forbids; return what the table says of them."""
    listed = ", ".join(columns)
    returning = "RETURNING id" if "id" in columns else ""
    cursor.execute(
        f"INSERT INTO {table} ({listed}) SELECT {listed} FROM pg_temp.{name} ON CONFLICT DO NOTHING {returning}"
    )
    return cursor.fetchall() if returning else []

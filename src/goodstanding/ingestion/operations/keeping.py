"""Keeping what a batch writes over, so that it can be given back when the batch is undone."""

from datetime import datetime

import pyarrow as pa
from django.apps import apps
from psycopg import sql

from goodstanding.database import bulk_table
from goodstanding.disputes.operations.bulk import DISPUTES
from goodstanding.ingestion.models import Chunk
from goodstanding.ingestion.operations.looking_up import Cursor
from goodstanding.parties.operations.bulk import CONTACT_POINTS, PERSONS
from goodstanding.receivables.operations.bulk import DEBTS, ITEMS

TABLES = {
    "person": (PERSONS, "id"),
    "contact_point": (CONTACT_POINTS, "id"),
    "debt": (DEBTS, "account_id"),
    "item": (ITEMS, "id"),
    "dispute": (DISPUTES, "id"),
}
"""Kind of row → its table and key."""


def give_back(cursor: Cursor, chunk: Chunk) -> None:
    """Write back, whole, every row that a chunk had written over, as it stood before."""
    for kind, (table, key) in TABLES.items():
        if not chunk.overwrites.filter(kind=kind).exists():
            continue
        columns = sql.SQL(", ").join(sql.Identifier(name) for name in _columns(table) if name != key)
        statement = sql.SQL(
            "UPDATE {table} AS t SET ({columns}) = "
            "(SELECT {columns} FROM jsonb_populate_record(NULL::{table}, o.before)) "
            "FROM ingestion_overwrite AS o WHERE o.chunk_id = %s AND o.kind = %s AND t.{key} = o.row_id"
        )
        cursor.execute(
            statement.format(table=sql.Identifier(table), key=sql.Identifier(key), columns=columns), [chunk.pk, kind]
        )


def withdraw(cursor: Cursor, chunk: Chunk, *, at: datetime, entry_id: int) -> dict[str, int]:
    """Withdraw every row that a chunk had brought; return how many of each kind."""
    counts = {}
    for kind, (table, key) in TABLES.items():
        if kind in chunk.ranges:
            first, last = chunk.ranges[kind]
            statement = sql.SQL(
                "UPDATE {table} SET withdrawn_at = %s, entry_id = %s WHERE {key} BETWEEN %s AND %s AND recorded_at = %s"
            )
            cursor.execute(
                statement.format(table=sql.Identifier(table), key=sql.Identifier(key)),
                [at, entry_id, first, last, chunk.entered_at],
            )
            counts[kind] = cursor.rowcount
    return counts


def _columns(table: str) -> list[str]:
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    return [str(field.column) for field in model._meta.concrete_fields]


def keep_before(cursor: Cursor, chunk: Chunk, kind: str, ids: pa.ChunkedArray) -> None:
    """Copy rows as they stand, whole, and lock them until the transaction ends."""
    table, key = TABLES[kind]
    bulk_table.bring_keys(cursor, "wanted", pa.table({"row_id": ids}))
    statement = sql.SQL(
        "WITH standing AS MATERIALIZED (SELECT t.* FROM {table} AS t JOIN pg_temp.wanted ON t.{key} = row_id "
        "ORDER BY t.{key} FOR UPDATE OF t) INSERT INTO ingestion_overwrite (chunk_id, kind, row_id, before) "
        "SELECT %s, %s, standing.{key}, to_jsonb(standing) FROM standing"
    )
    cursor.execute(statement.format(table=sql.Identifier(table), key=sql.Identifier(key)), [chunk.pk, kind])

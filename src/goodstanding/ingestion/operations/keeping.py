"""Keeping what a batch writes over, so that it can be given back when the batch is undone."""

import pyarrow as pa
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

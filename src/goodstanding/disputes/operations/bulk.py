"""Many disputes at once, inside the transaction and under the entry of an import.

These are parts of an import's deed, not deeds: the import has asked the permission, and appends the one entry that
`entry_id` names. Rows come and go as Arrow tables whose columns are called as the books' are.
"""

from typing import Any

import psycopg
import pyarrow as pa

from goodstanding.database import bulk_table, rows
from goodstanding.parties.operations.person_lock import order_all_after_sending

DISPUTES = "disputes_dispute"
DISPUTE_COLUMNS = ("opened_date", "closed_date", "reason", "outcome")


def known_disputes(cursor: psycopg.Cursor[Any], keys: pa.Table, *, client_id: int) -> pa.Table:
    """Return the client's disputes with these keys of their source (keys: source_key), withdrawn ones too."""
    bulk_table.bring_keys(cursor, "wanted", keys)
    columns = ", ".join(f"d.{name}" for name in DISPUTE_COLUMNS)
    return rows.fetch_table(
        cursor,
        f"SELECT d.id, d.debt_id, d.item_id, d.source_key, {columns}, d.entry_id, "
        f"d.withdrawn_at IS NOT NULL AS is_withdrawn FROM {DISPUTES} AS d JOIN pg_temp.wanted USING (source_key) "
        "WHERE d.client_id = %s",
        [client_id],
    )


def open_disputes(cursor: psycopg.Cursor[Any], new: pa.Table) -> int:
    """Add disputes: id, client_id, debt_id, item_id, source_key, DISPUTE_COLUMNS, recorded_at and entry_id."""
    if new.num_rows:
        order_all_after_sending()
    columns = ("id", "client_id", "debt_id", "item_id", "source_key", *DISPUTE_COLUMNS, "recorded_at", "entry_id")
    return rows.copy_in(cursor, DISPUTES, columns, new)


def change_disputes(cursor: psycopg.Cursor[Any], changed: pa.Table) -> int:
    """Write over disputes: id, DISPUTE_COLUMNS (NULL keeps what is there), entry_id and expected_entry_id."""
    return bulk_table.overwrite(cursor, DISPUTES, DISPUTE_COLUMNS, changed)

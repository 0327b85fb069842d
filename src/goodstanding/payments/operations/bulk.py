"""Many receipts at once, inside the transaction and under the entry of an import.

These are parts of an import's deed, not deeds: the import has asked the permission, and appends the one entry that
`entry_id` names. Rows come and go as Arrow tables whose columns are called as the books' are.
"""

from datetime import datetime
from typing import Any

import psycopg
import pyarrow as pa

from goodstanding.database import bulk_table, rows

RECEIPTS = "payments_receipt"
RECEIPT_COLUMNS = (
    "id", "client_id", "debt_id", "amount_minor", "currency", "received_date", "method", "reference", "source_key",
    "repeats_id", "transaction_id", "recorded_at", "entry_id",
)  # fmt: skip
BANK_ACCOUNT = "bank_account_id"
UNDONE = "Its import was undone."


def known_receipts(cursor: psycopg.Cursor[Any], keys: pa.Table, *, client_id: int) -> pa.Table:
    """Return the client's receipts with these keys of their source (keys: source_key)."""
    bulk_table.bring_keys(cursor, "wanted", keys)
    return rows.fetch_table(
        cursor,
        "SELECT r.id, r.debt_id, r.source_key, r.amount_minor, r.currency, r.received_date, r.entry_id "
        "FROM payments_receipt AS r JOIN pg_temp.wanted USING (source_key) WHERE r.client_id = %s",
        [client_id],
    )


def record(cursor: psycopg.Cursor[Any], new: pa.Table) -> int:
    """Add receipts whose transactions are posted: the columns of RECEIPT_COLUMNS, and bank_account_id where known."""
    known = [BANK_ACCOUNT] if BANK_ACCOUNT in new.column_names else []
    return rows.copy_in(cursor, RECEIPTS, [*RECEIPT_COLUMNS, *known], new)


def take_back(cursor: psycopg.Cursor[Any], reversals: dict[int, int], *, at: datetime, entry_id: int) -> int:
    """Record that receipts were taken back by reversals of their transactions; return how many.

    Their source may name them anew, so their keys are set free: the row keeps its key with the entry that undid it.
    """
    pairs = pa.table(
        {"original_id": pa.array(reversals.keys(), pa.int64()), "reversal_id": pa.array(reversals.values(), pa.int64())}
    )
    bulk_table.bring_keys(cursor, "taken_back", pairs)
    cursor.execute(
        "INSERT INTO payments_receiptreversal (receipt_id, reason, reversed_date, transaction_id, recorded_at, "
        "entry_id) SELECT r.id, %s, r.received_date, reversal_id, %s, %s FROM payments_receipt AS r "
        "JOIN pg_temp.taken_back ON r.transaction_id = original_id",
        [UNDONE, at, entry_id],
    )
    count = cursor.rowcount
    cursor.execute(
        "UPDATE payments_receipt AS r SET source_key = source_key || ' undone by entry ' || %s FROM pg_temp.taken_back "
        "WHERE r.transaction_id = original_id",
        [str(entry_id)],
    )
    return count

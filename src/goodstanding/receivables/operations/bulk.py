"""Many debts, items and liable persons at once, inside the transaction and under the entry of an import.

These are parts of an import's deed, not deeds: the import has asked the permission, and appends the one entry that
`entry_id` names. Rows come and go as Arrow tables whose columns are called as the books' are.
"""

from typing import Any

import psycopg
import pyarrow as pa

from goodstanding.database import bulk_table, rows

DEBTS = "receivables_debt"
DEBT_COLUMNS = (
    "portfolio_id", "debtor_id", "debt_type", "original_creditor", "jurisdiction", "placed_date", "last_statement_date",
    "charge_off_date", "last_payment_date", "transaction_date", "judgment_date", "attributes",
)  # fmt: skip
ITEMS = "receivables_item"
ITEM_COLUMNS = ("kind", "issued_date", "due_date", "amount_minor")
LIABLE = "receivables_liable"
_STAMPS = ("recorded_at", "entry_id")


def known_debts(cursor: psycopg.Cursor[Any], keys: pa.Table, *, client_id: int) -> pa.Table:
    """Return the client's debts with these references (keys: reference), withdrawn ones too; their id is account_id."""
    bulk_table.bring_keys(cursor, "wanted", keys)
    columns = ", ".join(f"d.{name}" for name in DEBT_COLUMNS)
    return rows.fetch_table(
        cursor,
        f"SELECT d.account_id AS id, d.reference, d.currency, {columns}, d.entry_id, "
        f"d.withdrawn_at IS NOT NULL AS is_withdrawn FROM {DEBTS} AS d JOIN pg_temp.wanted USING (reference) "
        "WHERE d.client_id = %s",
        [client_id],
    )


def known_items(cursor: psycopg.Cursor[Any], keys: pa.Table) -> pa.Table:
    """Return all items of these debts (keys: debt_id), withdrawn ones too."""
    bulk_table.bring_keys(cursor, "wanted", keys)
    columns = ", ".join(f"i.{name}" for name in ITEM_COLUMNS)
    return rows.fetch_table(
        cursor,
        f"SELECT i.id, i.debt_id, i.reference, {columns}, i.entry_id, i.withdrawn_at IS NOT NULL AS is_withdrawn "
        f"FROM {ITEMS} AS i JOIN pg_temp.wanted USING (debt_id)",
    )


def known_liable(cursor: psycopg.Cursor[Any], keys: pa.Table) -> pa.Table:
    """Return who else is liable for these debts (keys: debt_id): id, debt_id, person_id, role."""
    bulk_table.bring_keys(cursor, "wanted", keys)
    return rows.fetch_table(
        cursor,
        f"SELECT l.id, l.debt_id, l.person_id, l.role FROM {LIABLE} AS l JOIN pg_temp.wanted USING (debt_id)",
    )


def place_debts(cursor: psycopg.Cursor[Any], new: pa.Table) -> int:
    """Add debts to accounts that are open: account_id, client_id, reference, currency, DEBT_COLUMNS and the stamps."""
    columns = ("account_id", "client_id", "reference", "currency", *DEBT_COLUMNS, *_STAMPS)
    return rows.copy_in(cursor, DEBTS, columns, new)


def add_items(cursor: psycopg.Cursor[Any], new: pa.Table) -> int:
    """Add items: id, debt_id, reference, ITEM_COLUMNS and the stamps; their charges are posted by the ledger."""
    return rows.copy_in(cursor, ITEMS, ("id", "debt_id", "reference", *ITEM_COLUMNS, *_STAMPS), new)


def add_liable(cursor: psycopg.Cursor[Any], new: pa.Table) -> int:
    """Add liable persons: id, debt_id, person_id, role and the stamps."""
    return rows.copy_in(cursor, LIABLE, ("id", "debt_id", "person_id", "role", *_STAMPS), new)


def change_debts(cursor: psycopg.Cursor[Any], changed: pa.Table) -> int:
    """Write over debts: account_id, DEBT_COLUMNS (NULL keeps what is there), entry_id and expected_entry_id."""
    return bulk_table.overwrite(cursor, DEBTS, DEBT_COLUMNS, changed, key="account_id")


def change_items(cursor: psycopg.Cursor[Any], changed: pa.Table) -> int:
    """Write over items: id, ITEM_COLUMNS (NULL keeps), entry_id and expected_entry_id; charges are the ledger's."""
    return bulk_table.overwrite(cursor, ITEMS, ITEM_COLUMNS, changed)

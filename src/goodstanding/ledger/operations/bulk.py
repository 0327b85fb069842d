"""Many accounts and transactions at once, inside the transaction and under the entry of an import.

These are parts of an import's deed, not deeds: the import has asked the permission, and appends the one entry that
`entry_id` names. Rows come as Arrow tables whose columns are called as the books' are. The triggers of the ledger watch
over this path as over any other.
"""

from datetime import datetime
from typing import Any

import psycopg
import pyarrow as pa

from goodstanding.database import bulk_table, rows
from goodstanding.ledger.posting import COMPONENTS

ACCOUNTS = "ledger_account"
TRANSACTIONS = "ledger_transaction"
_TRANSACTION = ("id", "book_id", "kind", "effective_date", "recorded_at", "reference", "entry_id")
_POSTING = (
    "transaction_id", "book_id", "account_id", "item_id", "head", "component", "amount_minor", "effective_date",
    "recorded_at",
)  # fmt: skip
REVERSED = "Its import was undone."


def open_accounts(cursor: psycopg.Cursor[Any], new: pa.Table) -> int:
    """Open accounts: id, book_id."""
    return rows.copy_in(cursor, ACCOUNTS, ("id", "book_id"), new)


def post(cursor: psycopg.Cursor[Any], transactions: pa.Table, postings: pa.Table) -> int:
    """Post transactions and then their lines; returns how many transactions. Unbalanced ones are refused at commit."""
    posted = rows.copy_in(cursor, TRANSACTIONS, _TRANSACTION, transactions)
    rows.copy_in(cursor, "ledger_posting", _POSTING, postings)
    return posted


def mirror_all(
    cursor: psycopg.Cursor[Any], transaction_ids: pa.Array, *, reason: str, at: datetime, entry_id: int
) -> dict[int, int]:
    """Take transactions back on their own days, exactly; return original → reversal. Reversed ones are passed over."""
    bulk_table.bring_keys(cursor, "wanted", pa.table({"transaction_id": transaction_ids}))
    cursor.execute(
        f"INSERT INTO {TRANSACTIONS} (book_id, kind, effective_date, recorded_at, reference, reason, reverses_id, "
        "entry_id) SELECT t.book_id, 'reversal', t.effective_date, %s, t.reference, %s, t.id, %s "
        f"FROM {TRANSACTIONS} AS t JOIN pg_temp.wanted ON t.id = transaction_id "
        f"WHERE NOT EXISTS (SELECT FROM {TRANSACTIONS} AS r WHERE r.reverses_id = t.id) "
        "ORDER BY t.id RETURNING reverses_id, id",
        [at, reason, entry_id],
    )
    made = dict(cursor.fetchall())
    pairs = pa.table(
        {"original_id": pa.array(made.keys(), pa.int64()), "reversal_id": pa.array(made.values(), pa.int64())}
    )
    bulk_table.bring_keys(cursor, "mirrored", pairs)
    cursor.execute(
        "INSERT INTO ledger_posting (transaction_id, book_id, account_id, item_id, head, component, amount_minor, "
        "effective_date, recorded_at) SELECT reversal_id, p.book_id, p.account_id, p.item_id, p.head, p.component, "
        "-p.amount_minor, p.effective_date, %s FROM ledger_posting AS p JOIN pg_temp.mirrored "
        "ON p.transaction_id = original_id ORDER BY p.id",
        [at],
    )
    return made


def charge_again(cursor: psycopg.Cursor[Any], *, reversed_by: int, at: datetime, entry_id: int) -> int:
    """Post again, on their own days, the charges that an entry had taken back; return how many."""
    cursor.execute(
        f"WITH original AS (SELECT o.* FROM {TRANSACTIONS} AS r JOIN {TRANSACTIONS} AS o ON o.id = r.reverses_id "
        "WHERE r.entry_id = %s AND o.kind = 'charge'), numbered AS (SELECT id AS original_id, "
        f"nextval(pg_get_serial_sequence('{TRANSACTIONS}', 'id')) AS again_id FROM original ORDER BY id), "
        f"posted AS (INSERT INTO {TRANSACTIONS} (id, book_id, kind, effective_date, recorded_at, reference, reason, "
        "entry_id) SELECT again_id, book_id, kind, effective_date, %s, reference, reason, %s FROM original "
        "JOIN numbered ON original_id = original.id) SELECT original_id, again_id FROM numbered",
        [reversed_by, at, entry_id],
    )
    made = cursor.fetchall()
    originals, again = [one for one, _ in made], [one for _, one in made]
    pairs = pa.table({"original_id": pa.array(originals, pa.int64()), "again_id": pa.array(again, pa.int64())})
    bulk_table.bring_keys(cursor, "again", pairs)
    cursor.execute(
        "INSERT INTO ledger_posting (transaction_id, book_id, account_id, item_id, head, component, amount_minor, "
        "effective_date, recorded_at) SELECT again_id, p.book_id, p.account_id, p.item_id, p.head, p.component, "
        "p.amount_minor, p.effective_date, %s FROM ledger_posting AS p JOIN pg_temp.again "
        "ON p.transaction_id = original_id ORDER BY p.id",
        [at],
    )
    return len(made)


def standing_charges(cursor: psycopg.Cursor[Any], items: pa.Table) -> pa.Table:
    """Return the charges of items that are not reversed: item_id, transaction_id (items: account_id, item_id)."""
    bulk_table.bring_keys(cursor, "wanted", items)
    return rows.fetch_table(
        cursor,
        "SELECT DISTINCT w.item_id, t.id AS transaction_id FROM pg_temp.wanted AS w "
        "JOIN ledger_posting AS p ON p.account_id = w.account_id AND p.item_id = w.item_id "
        "JOIN ledger_transaction AS t ON t.id = p.transaction_id AND t.kind = 'charge' "
        "WHERE NOT EXISTS (SELECT FROM ledger_transaction AS r WHERE r.reverses_id = t.id)",
    )


def charged(cursor: psycopg.Cursor[Any], keys: pa.Table) -> pa.Table:
    """Return what stands charged on items of accounts (keys: account_id): item_id and a column for each component."""
    bulk_table.bring_keys(cursor, "wanted", keys)
    sums = ", ".join(
        f"coalesce(sum(p.amount_minor) FILTER (WHERE p.component = '{name}'), 0)::bigint AS {name}"
        for name in COMPONENTS
    )
    return rows.fetch_table(
        cursor,
        f"SELECT p.item_id, {sums} FROM pg_temp.wanted JOIN ledger_posting AS p USING (account_id) "
        "JOIN ledger_transaction AS t ON t.id = p.transaction_id "
        "LEFT JOIN ledger_transaction AS o ON o.id = t.reverses_id "
        "WHERE p.head = 'receivable' AND p.item_id IS NOT NULL AND coalesce(o.kind, t.kind) = 'charge' "
        "GROUP BY p.item_id",
    )


def moved_accounts(cursor: psycopg.Cursor[Any], keys: pa.Table) -> list[int]:
    """Return which of these accounts (keys: account_id) hold more than charges: money, credits, write-offs."""
    bulk_table.bring_keys(cursor, "wanted", keys)
    cursor.execute(
        "SELECT account_id FROM pg_temp.wanted AS w WHERE EXISTS (SELECT FROM ledger_posting AS p "
        "WHERE p.account_id = w.account_id AND p.head NOT IN ('receivable', 'placed')) ORDER BY account_id"
    )
    return [number for (number,) in cursor.fetchall()]


def hold_accounts(cursor: psycopg.Cursor[Any], keys: pa.Table) -> None:
    """Lock accounts until the transaction ends, in one order for everybody (keys: account_id)."""
    bulk_table.bring_keys(cursor, "wanted", keys)
    cursor.execute(
        "SELECT FROM ledger_account WHERE id IN (SELECT account_id FROM pg_temp.wanted) ORDER BY id FOR NO KEY UPDATE"
    )


def lines(cursor: psycopg.Cursor[Any], keys: pa.Table) -> pa.Table:
    """Return what moved on accounts that money can pay or has to fill, by day.

    account_id, item_id, component, effective_date, amount_minor, head: "receivable", "written off" (less what was
    recovered of it), or "unapplied", which tells of no item.
    """
    bulk_table.bring_keys(cursor, "wanted", keys)
    return rows.fetch_table(
        cursor,
        "SELECT p.account_id, p.item_id, p.component, p.effective_date, sum(p.amount_minor)::bigint AS amount_minor, "
        "CASE p.head WHEN 'recovered' THEN 'written off' ELSE p.head END AS head "
        "FROM ledger_posting AS p JOIN pg_temp.wanted USING (account_id) "
        "WHERE p.head IN ('receivable', 'written off', 'recovered', 'unapplied') GROUP BY 1, 2, 3, 4, 6",
    )

"""Receiving the money of a chunk: each receipt one balanced transaction, split over what is open on its debt."""

from collections import defaultdict
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from goodstanding.disputes.dispute import Dispute
from goodstanding.disputes.models import Dispute as DisputeRow
from goodstanding.ingestion.operations.looking_up import Cursor
from goodstanding.ingestion.settling import Arrived, Owed, Standing
from goodstanding.ingestion.weighing.chunk_rows import Stamp
from goodstanding.ledger.operations import bulk as ledger
from goodstanding.ledger.posting import Line
from goodstanding.payments.operations import bulk as payments
from goodstanding.receivables.models import Debt, Item
from goodstanding.receivables.queries.waterfall import rulings_by_debt


def receive(cursor: Cursor, work: duckdb.DuckDBPyConnection, chunk: int, *, stamp: Stamp) -> None:
    """Post and record the receipts of a chunk, by day and then in the order of the file."""
    arrived = _arrived(work, chunk)
    if not arrived:
        return
    standings = _standings(cursor, work, chunk, accounts=sorted({receipt.account_id for receipt in arrived}))
    lines = [(receipt, line) for receipt in arrived for line in standings[receipt.account_id].pay(receipt)]
    transactions = work.sql(
        "SELECT transaction_id AS id, book_number.id AS book_id, 'receipt' AS kind, received_date AS effective_date, "
        f"coalesce(reference, '') AS reference, {stamp.sql} FROM e_receipt JOIN book_number USING (currency) "
        f"WHERE chunk = {chunk}"
    ).to_arrow_table()
    books = dict(zip(transactions["id"].to_pylist(), transactions["book_id"].to_pylist(), strict=True))
    ledger.post(cursor, transactions, _postings(lines, books, stamp))
    payments.record(cursor, _receipts(work, chunk, stamp))


def _arrived(work: duckdb.DuckDBPyConnection, chunk: int) -> list[Arrived]:
    rows = work.execute(
        "SELECT transaction_id, debt_id, amount_minor, received_date, item_id FROM e_receipt "
        f"WHERE chunk = {chunk} ORDER BY received_date, row, id"
    ).fetchall()
    return [Arrived(*row) for row in rows]


def _standings(
    cursor: Cursor, work: duckdb.DuckDBPyConnection, chunk: int, *, accounts: list[int]
) -> dict[int, Standing]:
    """Return what is owed on the accounts, which are locked until the transaction ends."""
    keys = pa.table({"account_id": pa.array(accounts, pa.int64())})
    ledger.hold_accounts(cursor, keys)
    owed: dict[int, list[Owed]] = defaultdict(list)
    for row in zip(*(column.to_pylist() for column in ledger.lines(cursor, keys).columns), strict=True):
        line = Owed(*row)
        owed[line.account_id].append(line)
    withdrawn = set(Debt.objects.filter(pk__in=accounts, withdrawn_at__isnull=False).values_list("pk", flat=True))
    due: dict[int, dict[int, date]] = defaultdict(dict)
    items = Item.objects.filter(debt_id__in=list(owed), withdrawn_at=None)
    for account_id, item_id, day in items.values_list("debt_id", "id", "due_date"):
        if account_id not in withdrawn:
            due[account_id][item_id] = day
    disputes = _disputes(work, chunk, accounts=list(owed))
    rulings = rulings_by_debt(accounts)
    return {
        account_id: Standing(
            owed[account_id],
            due_dates=due[account_id],
            disputes=disputes[account_id],
            rulings=rulings.get(account_id, ()),
        )
        for account_id in accounts
    }


def _disputes(work: duckdb.DuckDBPyConnection, chunk: int, *, accounts: list[int]) -> dict[int, list[Dispute]]:
    """Return the disputes of the accounts: those in the books, and those that the chunk brings."""
    found: dict[int, list[Dispute]] = defaultdict(list)
    rows = DisputeRow.objects.filter(debt_id__in=accounts, withdrawn_at=None)
    for account_id, opened, closed, item_id in rows.values_list("debt_id", "opened_date", "closed_date", "item_id"):
        found[account_id].append(Dispute(opened, closed, item_id))
    brought = work.execute(
        f"SELECT debt_id, opened_date, closed_date, item_id FROM e_dispute WHERE chunk = {chunk}"
    ).fetchall()
    for account_id, opened, closed, item_id in brought:
        found[account_id].append(Dispute(opened, closed, item_id))
    return found


def _postings(lines: list[tuple[Arrived, Line]], books: dict[int, int], stamp: Stamp) -> pa.Table:
    columns: dict[str, list[Any]] = {
        "transaction_id": [receipt.transaction_id for receipt, _ in lines],
        "book_id": [books[receipt.transaction_id] for receipt, _ in lines],
        "account_id": [line.account_id for _, line in lines],
        "item_id": [line.item_id for _, line in lines],
        "head": [line.head for _, line in lines],
        "component": [line.component for _, line in lines],
        "amount_minor": [line.amount_minor for _, line in lines],
        "effective_date": [receipt.received_date for receipt, _ in lines],
        "recorded_at": [stamp.at] * len(lines),
    }
    kinds = dict.fromkeys(("head", "component"), pa.string()) | {
        "effective_date": pa.date32(),
        "recorded_at": pa.timestamp("us", "UTC"),
    }
    return pa.table({name: pa.array(values, kinds.get(name, pa.int64())) for name, values in columns.items()})


def _receipts(work: duckdb.DuckDBPyConnection, chunk: int, stamp: Stamp) -> pa.Table:
    """Return the rows of the receipts; one that looks like an earlier one of the same day names the first of them."""
    first = "'same:' || split_part(e.source_key, ':', 2) || ':1'"
    return work.sql(
        f"SELECT e.id, {stamp.client_id}::BIGINT AS client_id, e.debt_id, e.amount_minor, e.currency, e.received_date, "
        "coalesce(e.method, '') AS method, coalesce(e.reference, '') AS reference, e.source_key, "
        f"CASE WHEN e.occurrence > 1 THEN n.id END AS repeats_id, e.transaction_id, {stamp.sql} "
        f"FROM e_receipt AS e LEFT JOIN receipt_id AS n ON e.occurrence > 1 AND n.source_key = {first} "
        f"WHERE e.chunk = {chunk} ORDER BY e.id"
    ).to_arrow_table()

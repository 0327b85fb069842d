"""Asking the books for everything that the records of a file could be, and copying the answers into the workspace."""

from collections.abc import Callable

import duckdb
import psycopg
import pyarrow as pa
from django.db import connection, transaction

from goodstanding.disputes.operations import bulk as disputes
from goodstanding.ingestion.models import Chunk
from goodstanding.ingestion.staging.workspace import append
from goodstanding.ingestion.weighing.book_tables import make_tables
from goodstanding.ledger.operations import bulk as ledger
from goodstanding.parties.models import Person
from goodstanding.parties.operations import bulk as parties
from goodstanding.payments.operations import bulk as payments
from goodstanding.receivables.models import Debt, Portfolio
from goodstanding.receivables.operations import bulk as receivables

SLICE_KEYS = 50_000
Cursor = psycopg.Cursor[tuple[object, ...]]
"""The driver's own cursor."""


def raw_cursor() -> Cursor:
    """Return a cursor of the driver itself on Django's connection, for COPY."""
    connection.ensure_connection()
    cursor: Cursor = connection.connection.cursor()
    return cursor


def look_up(work: duckdb.DuckDBPyConnection, *, client_id: int | None) -> None:
    """Fill the `book_` tables with what the client's books know of the keys that were staged; nothing is written."""
    make_tables(work)
    if client_id is None:
        return
    with transaction.atomic():
        cursor = raw_cursor()
        _portfolios(work, client_id)
        if not _has_anything(client_id):
            return

        def fill(kind: str, keys: str, ask: Callable[[pa.Table], pa.Table]) -> None:
            _fill(work, kind, keys=keys, ask=ask)

        fill(
            "person",
            "SELECT DISTINCT reference FROM person",
            lambda keys: parties.known_persons(cursor, keys, issuer_id=client_id),
        )
        fill("contact_point", _PERSONS, lambda keys: parties.known_contact_points(cursor, keys))
        fill(
            "debt",
            "SELECT DISTINCT reference FROM debt",
            lambda keys: receivables.known_debts(cursor, keys, client_id=client_id),
        )
        fill("item", _DEBTS, lambda keys: receivables.known_items(cursor, keys))
        fill("charged", _ACCOUNTS, lambda keys: ledger.charged(cursor, keys))
        fill("liable", _DEBTS, lambda keys: receivables.known_liable(cursor, keys))
        fill(
            "receipt", _KEYS.format("receipt"), lambda keys: payments.known_receipts(cursor, keys, client_id=client_id)
        )
        fill(
            "dispute", _KEYS.format("dispute"), lambda keys: disputes.known_disputes(cursor, keys, client_id=client_id)
        )


_PERSONS = "SELECT id AS person_id FROM book_person WHERE EXISTS (FROM contact_point)"
_DEBTS = "SELECT id AS debt_id FROM book_debt"
_ACCOUNTS = "SELECT id AS account_id FROM book_debt WHERE EXISTS (FROM item)"
_KEYS = "SELECT DISTINCT source_key FROM {}"


def _fill(work: duckdb.DuckDBPyConnection, kind: str, *, keys: str, ask: Callable[[pa.Table], pa.Table]) -> None:
    """Ask for slices of the keys, so that neither side ever holds all answers in memory."""
    reader = work.cursor().sql(keys).to_arrow_reader(SLICE_KEYS)
    for batch in reader:
        found = ask(pa.Table.from_batches([batch]))
        if found.num_rows:
            append(work, f"book_{kind}", found)


def _has_anything(client_id: int) -> bool:
    """Has the client a person or a debt? Without, there is nothing to compare a file with."""
    return Debt.objects.filter(client_id=client_id).exists() or Person.objects.filter(issuer_id=client_id).exists()


def _portfolios(work: duckdb.DuckDBPyConnection, client_id: int) -> None:
    rows = list(Portfolio.objects.filter(client_id=client_id).order_by("id").values_list("id", "name"))
    undone = Chunk.objects.filter(batch__client_id=client_id, undo_entry_id__isnull=False)
    entries = list(undone.values_list("undo_entry_id", flat=True))
    columns = {
        "id": pa.array([number for number, _ in rows], pa.int64()),
        "name": pa.array([name for _, name in rows], pa.string()),
    }
    append(work, "book_portfolio", pa.table(columns))
    append(work, "book_undoing", pa.table({"entry_id": pa.array(entries, pa.int64())}))

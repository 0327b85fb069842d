"""Entering one chunk: one transaction, one evidence entry.

The order is that of the house's floors: people first, then debts and items with their charges, then the money.
"""

from datetime import datetime
from typing import NamedTuple

import duckdb
import psycopg
import pyarrow as pa
from django.db import DatabaseError, transaction

from goodstanding.access.permission import Actor
from goodstanding.disputes.operations import bulk as disputes
from goodstanding.evidence.operations import allot, append
from goodstanding.ingestion.models import Batch, Chunk
from goodstanding.ingestion.operations.keeping import keep_before
from goodstanding.ingestion.operations.looking_up import Cursor, raw_cursor
from goodstanding.ingestion.operations.receiving import receive
from goodstanding.ingestion.weighing import chunk_rows
from goodstanding.ingestion.weighing.chunk_rows import WRITTEN_OVER, Stamp, rows_of_chunk
from goodstanding.ledger.models import Account
from goodstanding.ledger.operations import bulk as ledger
from goodstanding.ledger.operations.reversal import level_account
from goodstanding.parties.operations import bulk as parties
from goodstanding.receivables.operations import bulk as receivables
from goodstanding.refusal import Refusal

_MOVED = (psycopg.errors.UniqueViolation, psycopg.errors.DeadlockDetected)
"""How the database says that somebody else wrote the same rows at the same time."""
CHANGED_BY_FILE = "A later file told another amount or day."


class BooksMoved(Refusal):
    """Somebody else wrote the same records while the file came in."""


class Part(NamedTuple):
    """What one chunk is entered with."""

    work: duckdb.DuckDBPyConnection
    batch: Batch
    number: int
    columns: dict[str, str]
    counts: dict[str, dict[str, int]]


def enter_chunk(part: Part, *, by: Actor) -> int:
    """Enter one chunk and return its entry's number; raises BooksMoved where its records are not as they were.

    Either all of the chunk is in the books afterwards, or nothing is.
    """
    try:
        with transaction.atomic():
            return _enter(part, by=by)
    except (psycopg.Error, DatabaseError) as error:
        cause = error if isinstance(error, psycopg.Error) else error.__cause__
        if isinstance(cause, _MOVED):
            raise BooksMoved("The books changed while the file came in; call again to go on from here.") from error
        raise


def _enter(part: Part, *, by: Actor) -> int:
    cursor = raw_cursor()
    # Searchable words are gathered in longer runs before they go into their indexes; cheaper by a third.
    cursor.execute("SET LOCAL gin_pending_list_limit = '32MB'")
    cursor.execute("SELECT clock_timestamp()")
    answer = cursor.fetchone()
    assert answer is not None and isinstance(answer[0], datetime), "The database tells the time."
    stamp = Stamp(part.batch.client_id, allot(), answer[0])
    keys, digests = chunk_rows.source_rows(part.work, part.number, columns=part.columns)
    chunk = _chunk(part, stamp)
    _enter_people(cursor, part, chunk, stamp)
    _enter_debts(cursor, part, chunk, stamp)
    _charge(cursor, part, stamp)
    receive(cursor, part.work, part.number, stamp=stamp)
    _enter_disputes(cursor, part, chunk, stamp)
    # Checked now instead of at commit, because from the entry until then nobody else can write evidence.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return append(
        "ingestion.rows_entered",
        by=by.name,
        at=stamp.at,
        subjects=[f"batch:{part.batch.pk}", f"client:{stamp.client_id}"],
        facts={"batch": part.batch.pk, "chunk": part.number, "counts": part.counts},
        rows_keys=keys,
        rows_hashes=digests,
        entry_id=stamp.entry_id,
    )


def _chunk(part: Part, stamp: Stamp) -> Chunk:
    first, last = part.work.execute(f"SELECT min(row), max(row) FROM chunk_of WHERE chunk = {part.number}").fetchall()[
        0
    ]
    return Chunk.objects.create(
        batch=part.batch,
        number=part.number,
        first_row=first,
        last_row=last,
        counts=part.counts,
        ranges=chunk_rows.ranges_of_chunk(part.work, part.number),
        entry_id=stamp.entry_id,
        entered_at=stamp.at,
    )


def _enter_people(cursor: Cursor, part: Part, chunk: Chunk, stamp: Stamp) -> None:
    def rows(kind: str, where: str = chunk_rows.NEW) -> pa.Table:
        return rows_of_chunk(part.work, kind, part.number, stamp=stamp, where=where)

    if (new := rows("person")).num_rows:
        parties.register_persons(cursor, new)
    if (changed := rows("person", WRITTEN_OVER)).num_rows:
        keep_before(cursor, chunk, "person", changed["id"])
        parties.change_persons(cursor, changed)
    if (new := rows("contact_point")).num_rows:
        parties.add_contact_points(cursor, new)
    if (changed := rows("contact_point", WRITTEN_OVER)).num_rows:
        keep_before(cursor, chunk, "contact_point", changed["id"])
        parties.change_contact_points(cursor, changed)


def _enter_debts(cursor: Cursor, part: Part, chunk: Chunk, stamp: Stamp) -> None:
    def rows(kind: str, where: str = chunk_rows.NEW) -> pa.Table:
        return rows_of_chunk(part.work, kind, part.number, stamp=stamp, where=where)

    if (new := rows("debt")).num_rows:
        ledger.open_accounts(cursor, chunk_rows.accounts_of_chunk(part.work, part.number))
        receivables.place_debts(cursor, new)
    if (changed := rows("debt", WRITTEN_OVER)).num_rows:
        keep_before(cursor, chunk, "debt", changed["account_id"])
        receivables.change_debts(cursor, changed)
    if (new := rows("liable")).num_rows:
        receivables.add_liable(cursor, new)
    if (new := rows("item")).num_rows:
        receivables.add_items(cursor, new)
    if (changed := rows("item", WRITTEN_OVER)).num_rows:
        keep_before(cursor, chunk, "item", changed["id"])
        receivables.change_items(cursor, changed)


def _charge(cursor: Cursor, part: Part, stamp: Stamp) -> None:
    """Charge new items, and charge changed ones anew: the old charge is taken back on its own day."""
    recharged = chunk_rows.recharged_items(part.work, part.number)
    accounts = recharged.group_by("account_id").aggregate([])
    if recharged.num_rows:
        ledger.hold_accounts(cursor, accounts)
        standing = ledger.standing_charges(cursor, recharged)["transaction_id"].combine_chunks()
        ledger.mirror_all(cursor, standing, reason=CHANGED_BY_FILE, at=stamp.at, entry_id=stamp.entry_id)
    transactions = chunk_rows.transactions_of_chunk(part.work, part.number, stamp=stamp)
    if transactions.num_rows:
        ledger.post(cursor, transactions, chunk_rows.postings_of_chunk(part.work, part.number, stamp=stamp))
    if recharged.num_rows:
        _level(ledger.moved_accounts(cursor, accounts), stamp)


def _level(accounts: list[int], stamp: Stamp) -> None:
    """Let what was paid beyond a new amount follow, account by account."""
    for account in Account.objects.filter(id__in=accounts).order_by("id").select_related("book"):
        level_account(account, reason=CHANGED_BY_FILE, at=stamp.at, entry_id=stamp.entry_id)


def _enter_disputes(cursor: Cursor, part: Part, chunk: Chunk, stamp: Stamp) -> None:
    new = rows_of_chunk(part.work, "dispute", part.number, stamp=stamp)
    if new.num_rows:
        disputes.open_disputes(cursor, new)
    changed = rows_of_chunk(part.work, "dispute", part.number, stamp=stamp, where=WRITTEN_OVER)
    if changed.num_rows:
        keep_before(cursor, chunk, "dispute", changed["id"])
        disputes.change_disputes(cursor, changed)

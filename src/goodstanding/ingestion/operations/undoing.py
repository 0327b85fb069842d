"""Undoing a batch: chunk by chunk, the last first, each one transaction and one evidence entry."""

from collections.abc import Callable
from datetime import datetime

import pyarrow as pa
from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.ingestion.models import Batch, Chunk
from goodstanding.ingestion.operations.dependents import between, dependents, undoing_entries
from goodstanding.ingestion.operations.keeping import give_back, withdraw
from goodstanding.ingestion.operations.looking_up import Cursor, raw_cursor
from goodstanding.ingestion.operations.workplace import only_import_of
from goodstanding.ingestion.queries import NoSuchBatch
from goodstanding.ledger.levelling import NotLevel
from goodstanding.ledger.models import Account, Posting, Transaction
from goodstanding.ledger.operations import bulk as ledger
from goodstanding.ledger.operations.reversal import level_account
from goodstanding.payments.operations import bulk as payments
from goodstanding.receivables.models import Debt, Liable
from goodstanding.refusal import Refusal

REASON = "Its import was undone."


class UndoRefused(Refusal):
    """The batch is undone already, or later work rests on it."""


def undo(
    batch_id: int, *, by: Actor, at: datetime, progress: Callable[[str, int, int | None], None] = lambda *_: None
) -> int:
    """Undo a batch and return how many chunks were undone now; one that was cut off goes on.

    Raises NoSuchBatch, PermissionRefused, ImportRuns, and UndoRefused with what stands in the way.
    """
    batch = Batch.objects.select_related("client").filter(pk=batch_id).first()
    if batch is None:
        raise NoSuchBatch(f"There is no batch {batch_id}.")
    require(by, "batches.undo", client_id=batch.client_id)
    with only_import_of(batch.client.name):
        batch.refresh_from_db()
        if batch.state == "undone":
            raise UndoRefused(f"Batch {batch_id} is undone already.")
        left = list(batch.chunks.filter(undone_at=None).order_by("-number"))
        _refuse(batch, left)
        Batch.objects.filter(pk=batch.pk).update(state="undoing")
        for count, chunk in enumerate(left):
            progress("Undoing", count, len(left))
            _undo_chunk(batch, chunk, by=by)
        _close(batch, by=by, at=at)
        progress("Undoing", len(left), len(left))
    return len(left)


def _refuse(batch: Batch, chunks: list[Chunk]) -> None:
    found = dependents(batch, chunks)
    if found:
        raise UndoRefused(f"Batch {batch.pk} cannot be undone, because later work rests on it: {'; '.join(found)}.")


@transaction.atomic
def _undo_chunk(batch: Batch, chunk: Chunk, *, by: Actor) -> None:
    """Undo one chunk, with its accounts locked and once more asked whether anything rests on it."""
    cursor = raw_cursor()
    cursor.execute("SELECT clock_timestamp()")
    answer = cursor.fetchone()
    assert answer is not None and isinstance(answer[0], datetime), "The database tells the time."
    at, entry_id = answer[0], allot()
    own = Transaction.objects.filter(entry_id=chunk.entry_id)
    accounts = sorted(
        set(Posting.objects.filter(transaction__in=own).exclude(account=None).values_list("account_id", flat=True))
    )
    held = Debt.objects.select_for_update(of=("self", "account"), no_key=True).select_related("account")
    list(held.filter(pk__in=accounts).order_by("pk"))
    _refuse(batch, [chunk])
    taken_back = _take_money_back(cursor, batch, chunk, accounts=accounts, at=at, entry_id=entry_id)
    withdrawn = withdraw(cursor, chunk, at=at, entry_id=entry_id)
    Liable.objects.filter(between("pk", chunk.ranges.get("liable", [0, -1])), entry_id=chunk.entry_id).delete()
    give_back(cursor, chunk)
    chunk.undone_at, chunk.undo_entry_id = at, entry_id
    chunk.save(update_fields=["undone_at", "undo_entry_id"])
    append(
        "ingestion.rows_undone",
        by=by.name,
        at=at,
        subjects=[f"batch:{batch.pk}", f"client:{batch.client_id}"],
        facts={
            "batch": batch.pk,
            "chunk": chunk.number,
            "withdrawn": withdrawn,
            "transactions_reversed": taken_back,
            "entry_undone": chunk.entry_id,
        },
        entry_id=entry_id,
    )


def _take_money_back(
    cursor: Cursor, batch: Batch, chunk: Chunk, *, accounts: list[int], at: datetime, entry_id: int
) -> int:
    """Reverse what the chunk posted, post again what it had reversed, and level the accounts that it shares."""
    posted = Transaction.objects.filter(entry_id=chunk.entry_id).exclude(kind="reversal")
    # Where a later batch had replaced a charge of ours and was undone, its undoing charged again in our stead.
    lines = Posting.objects.filter(between("item_id", chunk.ranges.get("item", [0, -1])), account_id__in=accounts)
    restored = Transaction.objects.filter(
        entry_id__in=undoing_entries(batch), kind__in=["charge", "allocation"], id__in=lines.values("transaction_id")
    )
    numbers = pa.array(
        sorted({*posted.values_list("id", flat=True), *restored.values_list("id", flat=True)}), pa.int64()
    )
    reversals = ledger.mirror_all(cursor, numbers, reason=REASON, at=at, entry_id=entry_id)
    payments.take_back(cursor, reversals, at=at, entry_id=entry_id)
    ledger.charge_again(cursor, reversed_by=chunk.entry_id, at=at, entry_id=entry_id)
    first, last = chunk.ranges.get("debt", [0, -1])
    shared = [number for number in accounts if not first <= number <= last]
    if shared:
        keys = pa.table({"account_id": pa.array(shared, pa.int64())})
        _level(ledger.moved_accounts(cursor, keys), at=at, entry_id=entry_id)
    return len(reversals)


def _level(accounts: list[int], *, at: datetime, entry_id: int) -> None:
    for account in Account.objects.filter(pk__in=accounts).order_by("pk").select_related("book"):
        try:
            level_account(account, reason=REASON, at=at, entry_id=entry_id)
        except NotLevel as refusal:
            raise UndoRefused(f"Debt {account.pk} stands in the way: {refusal}") from refusal


@transaction.atomic
def _close(batch: Batch, *, by: Actor, at: datetime) -> None:
    Batch.objects.filter(pk=batch.pk).update(state="undone", ended_at=at)
    append(
        "ingestion.batch_undone",
        by=by.name,
        at=at,
        subjects=[f"batch:{batch.pk}", f"client:{batch.client_id}"],
        facts={"batch": batch.pk, "file": batch.file_name},
    )

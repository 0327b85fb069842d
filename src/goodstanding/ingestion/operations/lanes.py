"""Entering chunks side by side: PostgreSQL does most of the work, and a machine has more than one core.

Chunks that do not wait for each other are entered by two lanes, each with a database connection of its own. What is
in the books afterwards does not depend on it: numbers are given out beforehand, and each chunk is a transaction.
"""

from collections.abc import Callable, Sequence

from django.db import connection, connections, transaction

from goodstanding.access.permission import Actor
from goodstanding.database import bulk_table
from goodstanding.database.lanes import in_lanes
from goodstanding.ingestion.asked import Asked
from goodstanding.ingestion.models import Batch
from goodstanding.ingestion.operations.entering import Part, enter_chunk
from goodstanding.ingestion.operations.looking_up import raw_cursor
from goodstanding.ingestion.operations.opening import number_books
from goodstanding.ingestion.weighing import tally
from goodstanding.ingestion.weighing.chunks import are_apart
from goodstanding.ingestion.weighing.entry_rows import number_rows
from goodstanding.ingestion.weighing.whole import Staged

_SEQUENCES = {
    "person": "parties_person",
    "contact_point": "parties_contactpoint",
    "debt": "ledger_account",
    "liable": "receivables_liable",
    "item": "receivables_item",
    "receipt": "payments_receipt",
    "dispute": "disputes_dispute",
    "transaction": "ledger_transaction",
}
"""Kind of row → the table whose sequence numbers it."""


def enter_left(asked: Asked, staged: Staged, batch: Batch, chunks: Sequence[int]) -> None:
    """Enter the chunks that are not in the books yet."""
    done = set(batch.chunks.values_list("number", flat=True))
    left = [chunk for chunk in chunks if chunk not in done]
    if not left:
        return
    _prepare(staged, batch)
    counts = tally.counts_by_chunk(staged.work)
    sizes = dict(staged.work.execute("SELECT chunk, count(*) FROM chunk_of GROUP BY chunk").fetchall())
    entered = [size for chunk, size in sizes.items() if chunk in done]
    total = sum(sizes.values())

    def report(part: Part) -> None:
        entered.append(sizes[part.number])
        asked.progress("Entering", sum(entered), total)

    asked.progress("Entering", sum(entered), total)
    parts = [Part(staged.work, batch, chunk, staged.columns, counts.get(chunk, {})) for chunk in left]
    enter_all(parts, are_apart=are_apart(staged.work), by=asked.by, entered=report)


def _prepare(staged: Staged, batch: Batch) -> None:
    """Open missing books and number the rows of all chunks. Numbers of chunks that are never entered are lost."""
    with transaction.atomic():
        cursor = raw_cursor()
        number_books(staged.work, client_id=batch.client_id)
        number_rows(staged.work, allot=lambda kind, count: bulk_table.allot(cursor, _SEQUENCES[kind], count))


def enter_all(parts: Sequence[Part], *, are_apart: bool, by: Actor, entered: Callable[[Part], None]) -> None:
    """Enter all chunks; call `entered` after each. The first refusal ends it, after the chunks that were under way."""
    in_lanes(
        lambda part: enter_chunk(part._replace(work=part.work.cursor()), by=by),
        parts,
        done=lambda part, _: entered(part),
        are_apart=are_apart and not connection.in_atomic_block,
        leave=connections.close_all,
    )

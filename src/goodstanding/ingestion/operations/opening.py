"""What a batch needs before its first chunk: the client, its books, its portfolios, and the batch itself."""

from datetime import datetime

import duckdb
import pyarrow as pa
from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import append
from goodstanding.ingestion.asked import Asked
from goodstanding.ingestion.models import Batch
from goodstanding.ingestion.staging.workspace import append as append_rows
from goodstanding.ingestion.summary import Summary
from goodstanding.ingestion.weighing.whole import Staged
from goodstanding.ledger.operations.books import ensure_book
from goodstanding.receivables.models import Client
from goodstanding.receivables.operations.clients import open_client, open_portfolio
from goodstanding.receivables.portfolio import debt_type_of


@transaction.atomic
def begin(asked: Asked, staged: Staged, summary: Summary, *, file_hash: str, client_id: int | None) -> Batch:
    """Save a new batch with everything its chunks refer to, and put its beginning on record."""
    if client_id is None:
        client_id = open_client(asked.client_name, by=asked.by, at=asked.at)
    require(asked.by, "files.import", client_id=client_id)
    batch = Batch.objects.create(
        client_id=client_id,
        file_name=asked.file.name,
        file_hash=file_hash,
        map_name=asked.map_name,
        map_hash=asked.map_hash,
        rows=staged.rows,
        rejected=summary.rows["rejected"],
        summary={"chunk_rows": asked.chunk_rows},
        begun_at=asked.at,
        begun_by=asked.by.name,
    )
    append(
        "ingestion.batch_begun",
        by=asked.by.name,
        at=asked.at,
        subjects=[f"batch:{batch.pk}", f"client:{client_id}"],
        facts={
            "batch": batch.pk,
            "file": batch.file_name,
            "file_sha256": file_hash,
            "map": batch.map_name,
            "map_sha256": batch.map_hash,
        },
    )
    _open_portfolios(staged.work, client_id, by=asked.by, at=asked.at)
    return batch


def _open_portfolios(work: duckdb.DuckDBPyConnection, client_id: int, *, by: Actor, at: datetime) -> None:
    wanted = work.execute("""
        SELECT portfolio, coalesce(min(debt_type), 'other') FROM r_debt
        WHERE portfolio IS NOT NULL AND portfolio NOT IN (SELECT name FROM book_portfolio) GROUP BY portfolio
        ORDER BY min(row)
    """).fetchall()
    for name, debt_type in wanted:
        number = open_portfolio(client_id, name=name, debt_type=debt_type_of(debt_type), by=by, at=at)
        work.execute("INSERT INTO book_portfolio VALUES (?, ?)", [number, name])


def number_books(work: duckdb.DuckDBPyConnection, *, client_id: int) -> None:
    """Make `book_number` (currency, id): the client's books in the currencies of the file, opened where missing."""
    work.execute("CREATE TABLE book_number (currency VARCHAR, id BIGINT)")
    found = work.execute("SELECT DISTINCT currency FROM r_debt WHERE currency IS NOT NULL ORDER BY 1").fetchall()
    numbers = {str(currency): ensure_book(client_id, str(currency))[0].pk for (currency,) in found}
    columns = {"currency": pa.array(numbers.keys(), pa.string()), "id": pa.array(numbers.values(), pa.int64())}
    append_rows(work, "book_number", pa.table(columns))


def client_named(name: str) -> int | None:
    """Return the number of the client of that name, whatever its capitals."""
    found = Client.objects.filter(name__iexact=" ".join(name.split())).values_list("id", flat=True).first()
    return None if found is None else int(found)

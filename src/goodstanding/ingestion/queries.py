"""Questions about batches."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from goodstanding.ingestion.models import Batch
from goodstanding.refusal import Refusal


class NoSuchBatch(Refusal):
    """There is no batch of this number."""


class BatchLine(NamedTuple):
    """A batch as a list shows it."""

    batch_id: int
    client: str
    file_name: str
    map_name: str
    state: str
    rows: int
    rejected: int
    begun_at: datetime
    ended_at: datetime | None
    begun_by: str
    summary: Mapping[str, Any]


def batches(*, client_id: int | None = None) -> list[BatchLine]:
    """Return the batches of a client, or of all clients, the latest first."""
    rows = Batch.objects.select_related("client").order_by("-id")
    if client_id is not None:
        rows = rows.filter(client_id=client_id)
    return [_line(row) for row in rows]


def batch_of(batch_id: int) -> BatchLine:
    """Return one batch; raises NoSuchBatch."""
    row = Batch.objects.select_related("client").filter(pk=batch_id).first()
    if row is None:
        raise NoSuchBatch(f"There is no batch {batch_id}.")
    return _line(row)


def _line(row: Batch) -> BatchLine:
    return BatchLine(
        row.pk, row.client.name, row.file_name, row.map_name, row.state, row.rows, row.rejected, row.begun_at,
        row.ended_at, row.begun_by, row.summary,
    )  # fmt: skip

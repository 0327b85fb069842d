"""Closing a batch: its numbers are the sums of its chunks, whoever entered them and in how many goes."""

from dataclasses import replace

from django.db import transaction

from goodstanding.evidence.operations import append
from goodstanding.ingestion.asked import Asked
from goodstanding.ingestion.models import Batch
from goodstanding.ingestion.summary import Summary
from goodstanding.ingestion.weighing import tally


@transaction.atomic
def close(asked: Asked, batch: Batch, summary: Summary) -> Summary:
    """Mark a batch as entered, put its end on record, and return its summary."""
    counts = list(batch.chunks.order_by("number").values_list("counts", flat=True))
    records = tally.added(counts, kinds=list(summary.records))
    for kind, states in summary.records.items():
        records[kind]["rejected"] = states["rejected"]
    whole = replace(summary, records=records).ended("entered", batch=batch.pk)
    batch.state, batch.ended_at, batch.rejected = "entered", asked.at, summary.rows["rejected"]
    batch.summary = {"chunk_rows": batch.summary["chunk_rows"], **whole.kept}
    batch.save(update_fields=["state", "ended_at", "rejected", "summary"])
    append(
        "ingestion.batch_entered",
        by=asked.by.name,
        at=asked.at,
        subjects=[f"batch:{batch.pk}", f"client:{batch.client_id}"],
        facts={"batch": batch.pk, **whole.kept},
    )
    return whole

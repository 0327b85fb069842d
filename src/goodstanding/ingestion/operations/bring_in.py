"""Bringing in a file: read, check, compare with the books, and enter chunk by chunk."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.calendars.local_time import local_date
from goodstanding.database import bulk_table
from goodstanding.evidence.operations import append
from goodstanding.ingestion.mapping.document import Map
from goodstanding.ingestion.mapping.finding import Finding, MapRefused
from goodstanding.ingestion.mapping.reading import read_map
from goodstanding.ingestion.mapping.yaml_text import load
from goodstanding.ingestion.models import Batch
from goodstanding.ingestion.operations.entering import Part
from goodstanding.ingestion.operations.lanes import enter_all
from goodstanding.ingestion.operations.looking_up import look_up, raw_cursor
from goodstanding.ingestion.operations.opening import begin, client_named, number_books
from goodstanding.ingestion.operations.workplace import imports_folder, only_import_of, workplace
from goodstanding.ingestion.source.opening import hash_of, open_source
from goodstanding.ingestion.source.rows import Source
from goodstanding.ingestion.staging import tally
from goodstanding.ingestion.staging.chunks import are_apart
from goodstanding.ingestion.staging.entry_rows import number_rows
from goodstanding.ingestion.staging.rejected_file import write_rejected
from goodstanding.ingestion.staging.whole import Staged, stage, weigh
from goodstanding.ingestion.staging.workspace import open_workspace
from goodstanding.ingestion.summary import OnError, Summary
from goodstanding.receivables.client import tidy_name
from goodstanding.receivables.future import FIRST_ZONE
from goodstanding.refusal import Refusal

CHUNK_ROWS = 20_000
Progress = Callable[[str, int, int | None], None]
"""Told what is being done, how many rows are done, and of how many, where that is known."""
_SEQUENCES = {
    "person": "parties_person", "contact_point": "parties_contactpoint", "debt": "ledger_account",
    "liable": "receivables_liable", "item": "receivables_item", "receipt": "payments_receipt",
    "dispute": "disputes_dispute", "transaction": "ledger_transaction",
}  # fmt: skip


class BatchBeingUndone(Refusal):
    """The same file is being undone."""


@dataclass(frozen=True)
class Asked:
    """What was asked for: a file by a map for a client."""

    file: Path
    document: Map
    map_name: str
    map_hash: str
    client_name: str
    by: Actor
    at: datetime
    on_error: OnError
    dry_run: bool
    chunk_rows: int
    progress: Progress


def bring_in(
    file: Path,
    map_file: Path,
    *,
    client_name: str,
    by: Actor,
    at: datetime,
    on_error: OnError = "reject",
    dry_run: bool = False,
    chunk_rows: int = CHUNK_ROWS,
    progress: Progress = lambda *_: None,
) -> Summary:
    """Bring a file in by a map for a client, and return what became of it.

    The same file by the same map is the same batch: where it is in the books nothing is changed, where it was cut off
    it goes on. Raises MapRefused, SourceRefused, ImportRuns, PermissionRefused, NameRefused, BatchBeingUndone,
    BooksMoved. A dry run writes nothing but the file of rejected rows.
    """
    begun = time.monotonic()
    map_text = read_map_text(map_file)
    asked = Asked(
        file, read_map(map_text), map_file.name, hash_of_map(map_text), tidy_name(client_name), by, at, on_error,
        dry_run, chunk_rows, progress,
    )  # fmt: skip
    client_id = client_named(asked.client_name)
    require(by, "files.import", client_id=client_id)
    if dry_run:
        summary = _bring_in(asked, client_id)
    else:
        with only_import_of(asked.client_name):
            # Somebody may have opened the client while we waited for our turn.
            summary = _bring_in(asked, client_named(asked.client_name))
    return Summary(**{**summary.__dict__, "seconds": time.monotonic() - begun})


def read_map_text(map_file: Path) -> str:
    """Return the text of a map's file; raises MapRefused where it cannot be read."""
    try:
        return map_file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise MapRefused([Finding(str(map_file), f"The map cannot be read: {error.strerror}.")]) from error
    except UnicodeDecodeError as error:
        raise MapRefused([Finding(str(map_file), "The map is not written in UTF-8.")]) from error


def hash_of_map(map_text: str) -> str:
    """Return the hash of what a map says; comments and blanks do not count."""
    return sha256(json.dumps(load(map_text), sort_keys=True).encode()).hexdigest()


def _bring_in(asked: Asked, client_id: int | None) -> Summary:
    file_hash = hash_of(asked.file)
    batch = _same_batch(asked, file_hash, client_id)
    chunk_rows = batch.summary.get("chunk_rows", asked.chunk_rows) if batch else asked.chunk_rows
    source = open_source(asked.file, settings=asked.document.file)
    with workplace() as folder:
        work = open_workspace(folder)
        try:
            staged = stage(
                work,
                source,
                asked.document,
                chunk_rows=chunk_rows,
                progress=lambda done: asked.progress("Reading", done, None),
            )
            asked.progress("Comparing with the books", staged.rows, staged.rows)
            look_up(work, client_id=client_id)
            chunks = weigh(staged, asked.document, last_day=local_date(asked.at, FIRST_ZONE))
            summary = _summarise(asked, source, staged, file_hash)
            if asked.dry_run:
                return summary
            if batch is not None and batch.state == "entered":
                return summary.ended("entered before", batch=batch.pk)
            if asked.on_error == "abort" and summary.rows["rejected"] and batch is None:
                return summary.ended("aborted")
            if batch is None:
                batch = begin(
                    Batch(
                        file_name=asked.file.name, file_hash=file_hash, map_name=asked.map_name, map_hash=asked.map_hash,
                        rows=staged.rows, rejected=summary.rows["rejected"], begun_at=asked.at, begun_by=asked.by.name,
                        summary={"chunk_rows": chunk_rows, "file_rejected": summary.kept},
                    ),
                    work, client_id=client_id, client_name=asked.client_name, by=asked.by, at=asked.at,
                )  # fmt: skip
            _enter(asked, staged, batch, chunks)
            return _finish(asked, batch, summary)
        finally:
            work.close()


def _same_batch(asked: Asked, file_hash: str, client_id: int | None) -> Batch | None:
    """Return the batch that this file was or is being brought in as."""
    if client_id is None:
        return None
    found = Batch.objects.filter(client_id=client_id, file_hash=file_hash, map_hash=asked.map_hash)
    batch = found.exclude(state="undone").first()
    if batch is not None and batch.state == "undoing":
        raise BatchBeingUndone(f"This file is batch {batch.pk}, which is being undone; finish undoing it first.")
    return batch


def _summarise(asked: Asked, source: Source, staged: Staged, file_hash: str) -> Summary:
    counts = list(tally.counts_by_chunk(staged.work).values())
    kinds = list(dict.fromkeys(record.kind for record in asked.document.records))
    records = tally.added(counts, kinds=kinds)
    for kind, count in tally.rejected_by_kind(staged.work, asked.document).items():
        records[kind]["rejected"] = count
    repeats = tally.repeats(staged.work, asked.document)
    rows = tally.rows_of(staged.work)
    return Summary(
        file=asked.file.name,
        format=source.format,
        encoding=source.encoding,
        delimiter=source.delimiter,
        client=asked.client_name,
        outcome="dry run",
        rows=rows,
        records={kind: records[kind] for kind in kinds},
        repeats_flagged=repeats["flagged"],
        repeats_accepted=repeats["accepted"],
        totals=tally.control_totals(staged.work),
        rejected_file=_write_rejected(asked, staged, file_hash) if rows["rejected"] else None,
    )


def _write_rejected(asked: Asked, staged: Staged, file_hash: str) -> str:
    path = imports_folder() / f"rejected-{file_hash[:12]}-{_short(asked)}.csv"
    write_rejected(staged.work, path, columns=list(staged.columns))
    return str(path)


def _short(asked: Asked) -> str:
    """Return a few letters that tell this map and client from others, for a file's name."""
    return sha256(f"{asked.map_hash}{asked.client_name}".encode()).hexdigest()[:6]


def _enter(asked: Asked, staged: Staged, batch: Batch, chunks: list[int]) -> None:
    """Enter the chunks that are not in the books yet, in their order."""
    done = set(batch.chunks.values_list("number", flat=True))
    left = [chunk for chunk in chunks if chunk not in done]
    if not left:
        return
    with transaction.atomic():
        number_books(staged.work, client_id=batch.client_id)
    with transaction.atomic():
        cursor = raw_cursor()
        number_rows(staged.work, allot=lambda kind, count: bulk_table.allot(cursor, _SEQUENCES[kind], count))
    counts = tally.counts_by_chunk(staged.work)
    sizes = dict(staged.work.execute("SELECT chunk, count(*) FROM chunk_of GROUP BY chunk").fetchall())
    total = sum(sizes.values())
    entered = [size for chunk, size in sizes.items() if chunk in done]

    def report(part: Part) -> None:
        entered.append(sizes[part.number])
        asked.progress("Entering", sum(entered), total)

    asked.progress("Entering", sum(entered), total)
    parts = [Part(staged.work, batch, chunk, staged.columns, counts.get(chunk, {})) for chunk in left]
    enter_all(parts, are_apart=are_apart(staged.work), by=asked.by, entered=report)


def _finish(asked: Asked, batch: Batch, summary: Summary) -> Summary:
    """Close the batch with the sums of all its chunks, and put its end on record."""
    counts = list(batch.chunks.order_by("number").values_list("counts", flat=True))
    records = tally.added(counts, kinds=list(summary.records))
    for kind, states in summary.records.items():
        records[kind]["rejected"] = states["rejected"]
    whole = Summary(**{**summary.__dict__, "records": records, "outcome": "entered", "batch": batch.pk})
    at = asked.at + timedelta() if asked.at.tzinfo else asked.at.replace(tzinfo=UTC)
    with transaction.atomic():
        batch.state, batch.ended_at, batch.rejected = "entered", at, summary.rows["rejected"]
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

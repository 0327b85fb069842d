"""Bringing in a file: read, check, compare with the books, and enter chunk by chunk."""

import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from goodstanding.access.permission import Actor, require
from goodstanding.calendars.local_time import local_date
from goodstanding.ingestion.asked import Asked, Progress, hash_of_map, read_map_text
from goodstanding.ingestion.mapping.reading import read_map
from goodstanding.ingestion.models import Batch
from goodstanding.ingestion.operations.closing import close
from goodstanding.ingestion.operations.lanes import enter_left
from goodstanding.ingestion.operations.looking_up import look_up
from goodstanding.ingestion.operations.opening import begin, client_named
from goodstanding.ingestion.operations.summarising import summarise
from goodstanding.ingestion.operations.workplace import only_import_of, workplace
from goodstanding.ingestion.source.opening import hash_of, open_source
from goodstanding.ingestion.source.rows import Source
from goodstanding.ingestion.staging.workspace import open_workspace
from goodstanding.ingestion.summary import OnError, Summary
from goodstanding.ingestion.weighing.whole import Staged, stage, weigh
from goodstanding.receivables.client import tidy_name
from goodstanding.receivables.future import FIRST_ZONE
from goodstanding.refusal import Refusal

CHUNK_ROWS = 20_000


class BatchBeingUndone(Refusal):
    """The same file is being undone."""


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
    it goes on. A dry run writes nothing but the file of rejected rows. Raises MapRefused, SourceRefused, ImportRuns,
    PermissionRefused, NameRefused, BatchBeingUndone, BooksMoved.
    """
    begun = time.monotonic()
    text = read_map_text(map_file)
    asked = Asked(
        file=file,
        document=read_map(text),
        map_name=map_file.name,
        map_hash=hash_of_map(text),
        client_name=tidy_name(client_name),
        by=by,
        at=at,
        on_error=on_error,
        dry_run=dry_run,
        chunk_rows=chunk_rows,
        progress=progress,
    )
    require(by, "files.import", client_id=client_named(asked.client_name))
    if dry_run:
        summary = _bring_in(asked)
    else:
        with only_import_of(asked.client_name):
            summary = _bring_in(asked)
    return replace(summary, seconds=time.monotonic() - begun)


def _bring_in(asked: Asked) -> Summary:
    """Work in a folder and a database of our own, which are gone afterwards."""
    file_hash = hash_of(asked.file)
    # Somebody may have opened the client while we waited for our turn.
    client_id = client_named(asked.client_name)
    batch = _same_batch(asked, file_hash, client_id)
    source = open_source(asked.file, settings=asked.document.file)
    with workplace() as folder:
        work = open_workspace(folder)
        try:
            chunk_rows = batch.summary["chunk_rows"] if batch else asked.chunk_rows
            staged = stage(
                work,
                source,
                asked.document,
                chunk_rows=chunk_rows,
                progress=lambda done: asked.progress("Reading", done, None),
            )
            return _compare_and_enter(asked, source, staged, batch, file_hash=file_hash, client_id=client_id)
        finally:
            work.close()


def _compare_and_enter(
    asked: Asked, source: Source, staged: Staged, batch: Batch | None, *, file_hash: str, client_id: int | None
) -> Summary:
    asked.progress("Comparing with the books", staged.rows, staged.rows)
    look_up(staged.work, client_id=client_id)
    chunks = weigh(staged, asked.document, last_day=local_date(asked.at, FIRST_ZONE))
    summary = summarise(asked, source, staged, file_hash)
    if asked.dry_run:
        return summary
    if batch is not None and batch.state == "entered":
        return summary.ended("entered before", batch=batch.pk)
    if asked.on_error == "abort" and summary.rows["rejected"] and batch is None:
        return summary.ended("aborted")
    if batch is None:
        batch = begin(asked, staged, summary, file_hash=file_hash, client_id=client_id)
    enter_left(asked, staged, batch, chunks)
    return close(asked, batch, summary)


def _same_batch(asked: Asked, file_hash: str, client_id: int | None) -> Batch | None:
    """Return the batch that this file was or is being brought in as."""
    if client_id is None:
        return None
    found = Batch.objects.filter(client_id=client_id, file_hash=file_hash, map_hash=asked.map_hash)
    batch = found.exclude(state="undone").first()
    if batch is not None and batch.state == "undoing":
        raise BatchBeingUndone(f"This file is batch {batch.pk}, which is being undone; finish undoing it first.")
    return batch

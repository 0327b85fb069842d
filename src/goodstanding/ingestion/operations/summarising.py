"""Summing a file up before anything is entered, and writing its rejected rows."""

from hashlib import sha256

from goodstanding.ingestion.asked import Asked
from goodstanding.ingestion.operations.workplace import imports_folder
from goodstanding.ingestion.source.rows import Source
from goodstanding.ingestion.summary import Summary
from goodstanding.ingestion.weighing import tally
from goodstanding.ingestion.weighing.rejected_file import write_rejected
from goodstanding.ingestion.weighing.whole import Staged


def summarise(asked: Asked, source: Source, staged: Staged, file_hash: str) -> Summary:
    """Return what would become of the file, as a dry run says it."""
    counts = tally.counts_by_chunk(staged.work).values()
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
    """Write the rejected rows to a file that this file, map and client have to themselves; return its path."""
    of_whom = sha256(f"{asked.map_hash}{asked.client_name.casefold()}".encode()).hexdigest()[:6]
    path = imports_folder() / f"rejected-{file_hash[:12]}-{of_whom}.csv"
    write_rejected(staged.work, path, columns=list(staged.columns))
    return str(path)

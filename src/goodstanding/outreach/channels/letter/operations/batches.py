"""Putting batches on record that lie in the folder of the print house."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from goodstanding.access.permission import Actor, require
from goodstanding.evidence.operations import allot, append
from goodstanding.outreach.channels.letter.print_house.shelf import MANIFEST_JSON, Shelf
from goodstanding.outreach.models.letter import PrintBatch


def record_batches(data_folder: Path, *, by: Actor, at: datetime) -> list[str]:
    """Put every batch on record that is not yet, and return their names.

    Whoever is told of a batch by its record alone learns as much as from its files; a batch is recorded once, however
    often this is done. Raises PermissionRefused.
    """
    require(by, "sending.run")
    shelf = Shelf(data_folder, data_folder)
    there = shelf.batches()
    known = set(PrintBatch.objects.filter(key__in=there).values_list("key", flat=True))
    fresh = [batch for batch in reversed(there) if batch not in known]
    return [batch for batch in fresh if _record(shelf, batch, by=by, at=at)]


@transaction.atomic
def _record(shelf: Shelf, batch: str, *, by: Actor, at: datetime) -> bool:
    """Put one batch on record, unless its files are not there yet or somebody else was quicker."""
    told = shelf.manifest_of(batch)
    if told is None or Shelf(shelf.data_folder, Path(told.folder)).is_waiting(batch):
        return False
    manifest_sha256 = sha256((shelf.record_of(batch) / MANIFEST_JSON).read_bytes()).hexdigest()
    entry_id = allot()
    row, is_new = PrintBatch.objects.get_or_create(
        key=batch,
        defaults={
            "folder": told.folder, "letters": len(told.letters), "pages": told.pages, "sheets": told.sheets,
            "pdf_sha256": told.pdf_sha256, "copies_sha256": told.copies_sha256, "manifest_sha256": manifest_sha256,
            "at": at, "by": by.name, "entry_id": entry_id,
        },
    )  # fmt: skip
    if not is_new:
        return False
    append(
        "outreach.letters_to_print_house",
        by=by.name,
        at=at,
        subjects=[f"print_batch:{batch}"],
        facts={
            "batch": batch, "folder": told.folder, "letters": row.letters, "pages": row.pages, "sheets": row.sheets,
            "pdf_sha256": row.pdf_sha256, "copies_sha256": row.copies_sha256, "manifest_sha256": manifest_sha256,
        },
        rows=[(f"message:{one.message_id}", bytes.fromhex(one.sha256)) for one in told.letters],
        entry_id=entry_id,
    )  # fmt: skip
    return True

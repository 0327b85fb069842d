"""Shelf: where batches lie, and how one gets there whole or not at all, whatever happens on the way.

Two folders: the record in the data folder (manifest and copies, never moved), and the folder the print house takes from
(the file to print and the manifest). Both are written under temporary names and put on disk. The record is renamed
first and what the print house sees last; that second renaming is the moment at which a batch exists. Whoever died
between the two leaves a record and a temporary folder, and both are taken away: nobody can have printed it.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goodstanding.outreach.channels.letter.print_house import manifest
from goodstanding.outreach.channels.letter.print_house.manifest import Manifest

RECORDS = "letters"
MANIFEST_JSON, MANIFEST_CSV, LETTERS, COPIES = "manifest.json", "manifest.csv", "letters.pdf", "copies.zip"
FOLDER_MODE, SHELF_MODE, FILE_MODE = 0o700, 0o750, 0o440
_BATCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_LOCK = ".lock"


class Shelf:
    """The two folders of an installation; `folder` is where the print house takes from."""

    def __init__(self, data_folder: Path, folder: Path) -> None:
        """Name the folders; they are made when they are needed."""
        self.data_folder, self.folder = data_folder, folder
        self.records = data_folder / RECORDS

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the shelf alone among processes, with everything a dead one left cleared away."""
        self.records.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        with (self.records / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._clear_away()
            yield

    def manifest_of(self, batch: str) -> Manifest | None:
        """Return the manifest of a batch that exists."""
        path = self.record_of(batch) / MANIFEST_JSON
        return manifest.read(path.read_bytes()) if path.exists() else None

    def batches(self) -> list[str]:
        """Return the batches that exist, the newest first."""
        if not self.records.exists():
            return []
        found = [path for path in self.records.iterdir() if _BATCH.fullmatch(path.name) and path.is_dir()]
        return [path.name for path in sorted(found, key=lambda path: (-path.stat().st_mtime_ns, path.name))]

    def begin(self, batch: str) -> tuple[Path, Path]:
        """Make the temporary folders of a batch: for its record, and for the print house."""
        record, shown = _temporary(self.record_of(batch)), _temporary(self.folder / batch)
        record.mkdir(mode=FOLDER_MODE)
        self.folder.mkdir(parents=True, exist_ok=True)
        shown.mkdir(mode=SHELF_MODE)
        return record, shown

    def put(self, batch: str) -> None:
        """Let a batch exist; everything in its temporary folders is on disk afterwards and cannot be written to."""
        record, shown = self.record_of(batch), self.folder / batch
        for path in (record, shown):
            _secure(_temporary(path))
        for path in (record, shown):
            _temporary(path).rename(path)
            _sync(path.parent)

    def is_waiting(self, batch: str) -> bool:
        """Say whether a batch is still under its temporary name, where the print house takes from."""
        return _temporary(self.folder / batch).exists()

    def drop(self, batch: str) -> None:
        """Take away what was begun and does not become a batch."""
        for path in (self.record_of(batch), self.folder / batch):
            _remove(_temporary(path))

    def record_of(self, batch: str) -> Path:
        """Return the folder of a batch's record."""
        if not _BATCH.fullmatch(batch):
            raise ValueError(f"{batch[:80]!r} cannot name a batch.")
        return self.records / batch

    def _clear_away(self) -> None:
        """Take away what somebody who died left: whatever is not whole, and the record of what never appeared."""
        for parent in (self.records, self.folder):
            for path in parent.glob(".*.gone"):
                shutil.rmtree(path)
        for path in self.records.glob(".*.part"):
            _remove(_temporary(self.folder / _batch_in(path)))
            _remove(path)
        for path in (*self.folder.glob(".*.part"), *self._unborn()):
            # The record goes first: the other way round, a second death between the two would leave a record of
            # letters that nobody printed.
            _remove(self.records / _batch_in(path))
            _remove(path)

    def _unborn(self) -> list[Path]:
        """Return what the batch made last left in a folder that print houses took from before this one.

        Only that one can be half there: the shelf is held while a batch is made.
        """
        told = self.manifest_of(self.batches()[0]) if self.batches() else None
        path = _temporary(Path(told.folder) / told.batch) if told else None
        return [path] if path and path.exists() and path.parent != self.folder else []


def _batch_in(temporary: Path) -> str:
    return temporary.name.removeprefix(".").removesuffix(".part")


def _temporary(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _remove(path: Path) -> None:
    """Remove a folder and what is in it; first under another name, so that it is gone at once or not at all."""
    if path.exists():
        doomed = path.with_name(f".{path.name.strip('.')}.gone")
        if doomed.exists():
            shutil.rmtree(doomed)
        path.rename(doomed)
        shutil.rmtree(doomed)


def _secure(folder: Path) -> None:
    """Put the files of a folder, and the folder, on disk, and let nobody write to them."""
    for path in folder.iterdir():
        _sync(path)
        path.chmod(FILE_MODE)
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Where an import works: a folder of its own below the data folder, and a lock that keeps a client's imports apart."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import connection

from goodstanding.refusal import Refusal

PREFIX = "work-"


class ImportRuns(Refusal):
    """Another import of the same client is running."""


def imports_folder() -> Path:
    """Return the folder of imports, made where it is missing."""
    folder = Path(settings.DATA_FOLDER) / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def workplace() -> Iterator[Path]:
    """Lend a folder that is gone afterwards; folders that a killed import left behind are removed first."""
    for left in imports_folder().glob(f"{PREFIX}*"):
        _sweep(left)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=imports_folder()))
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield folder
    finally:
        os.close(lock)
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove a folder unless a living import holds it."""
    with suppress(OSError):
        lock = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(lock)


@contextmanager
def only_import_of(client_name: str) -> Iterator[None]:
    """Keep every other import and undoing of the client out meanwhile; raises ImportRuns where one is running.

    The lock belongs to the database session: it goes with the program, however that ends.
    """
    number = int.from_bytes(
        sha256(f"import:{' '.join(client_name.split()).casefold()}".encode()).digest()[:8], signed=True
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise ImportRuns(f"Another import for {client_name} is running; call again when it is done.")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])

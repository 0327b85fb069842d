"""Books of their own for a measurement: a data folder and a database server that nobody else uses.

For `goodstanding bench`. Whatever data folder or DATABASE_URL the caller has, it is never touched.
"""

import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from goodstanding.cli.commands.readiness import ready_books
from goodstanding.database import cluster

DAY = date(2026, 6, 30)
"""The last day of every filling, so that two measurements measure the same."""

SEED = 1


@contextmanager
def books(keep: Path | None) -> Iterator[Path]:
    """Ready empty books, or those of an earlier measurement, and yield their data folder.

    keep  where the books are and stay; without it they lie in the temporary folder and are removed at the end.
    """
    folder = keep.expanduser().resolve() if keep else Path(tempfile.mkdtemp(prefix="goodstanding-bench-"))
    os.environ["GOODSTANDING_DATA"] = str(folder)
    os.environ.pop("DATABASE_URL", None)
    try:
        ready_books()
        yield folder
    finally:
        close_connections()
        if keep:
            cluster.stop(folder)
        else:
            cluster.remove(folder)
            shutil.rmtree(folder, ignore_errors=True)


def close_connections() -> None:
    """Let go of the server, so that it can stop; Django, if it was loaded at all, connects again by itself."""
    importlib.import_module("django.db").connections.close_all()


def restart(folder: Path) -> None:
    """Stop and start the server: what it held in its own memory is gone, what the machine holds of its files is not."""
    close_connections()
    cluster.stop(folder)
    cluster.ensure_running(folder)


def rows_folder(folder: Path) -> Path:
    """Where the server keeps its rows; its process is found there."""
    return cluster.status(folder).cluster

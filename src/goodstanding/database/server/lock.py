"""The lock of a data folder: one program at a time makes, starts or stops its server.

The operating system lets go of it when the holder dies, however it dies, so no lock is ever left behind.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from goodstanding.database import private_file
from goodstanding.database.data_folder import POSTGRES
from goodstanding.database.refusal import DatabaseRefused
from goodstanding.database.server.room import LOCK

PAUSE_SECONDS = 0.05
PID_DIGITS_MOST = 20


@contextmanager
def held(data_folder: Path, *, patience_seconds: float) -> Iterator[int]:
    """Hold the lock; gives its file number, which a program may inherit to keep it held after our death."""
    path = data_folder / POSTGRES / LOCK
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        private_file.give_to_owner_of(path.parent, handle)
        wait(handle, data_folder=data_folder, patience_seconds=patience_seconds)
        os.truncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield handle
    finally:
        os.close(handle)


def wait(handle: int, *, data_folder: Path, patience_seconds: float) -> None:
    """Wait until no other live program holds the lock, but not for longer than `patience_seconds`."""
    give_up = time.monotonic() + patience_seconds
    while not taken(handle):
        if time.monotonic() >= give_up:
            holder = os.pread(handle, PID_DIGITS_MOST, 0).decode().strip() or "unknown"
            raise DatabaseRefused(
                f"Another program (process {holder}) has been busy with the data folder {data_folder} "
                f"for more than {patience_seconds:.0f} seconds.",
                remedy="Wait until it is done, or end it, and call again.",
            )
        time.sleep(PAUSE_SECONDS)


def taken(handle: int) -> bool:
    """Try to take the lock, without waiting."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

"""Faults of the machine, which are nobody's defect: a full disk, a database that went away. Each is one sentence.

For the command line's door. Anything that is not known here keeps its trace, because then it is a defect of ours.
"""

import errno
from collections.abc import Iterator

import psycopg
from psycopg import errors

FULL = (
    "The disk is full. Free at least 1 GB there, or choose another --data, and call again; nothing was left half-done."
)
GONE = "The database went away in the middle of the work. What was not finished was taken back; call again."
LOCKED = "The database waited too long for another program. Nothing was left half-done; call again."
READ_ONLY = (
    "The database takes no writing just now, for it is a copy of another one. Name the leading one in DATABASE_URL."
)
MEMORY = "This machine has too little memory for that. Close other programs, or work on a smaller file."
FULL_NUMBERS = {errno.ENOSPC, errno.EDQUOT}
FULL_WORDS = ("No space left on device", "could not extend file", "Disk quota exceeded")


def sentence_for(fault: BaseException) -> str | None:
    """Return the sentence for a fault of the machine, or None where it is none."""
    for cause in causes(fault):
        if isinstance(cause, errors.DiskFull) or any(words in str(cause) for words in FULL_WORDS):
            return FULL
        if isinstance(cause, OSError) and cause.errno in FULL_NUMBERS:
            return FULL
        if isinstance(cause, errors.LockNotAvailable | errors.QueryCanceled):
            return LOCKED
        if isinstance(cause, errors.ReadOnlySqlTransaction):
            return READ_ONLY
        if isinstance(cause, MemoryError | errors.OutOfMemory):
            return MEMORY
        if isinstance(cause, psycopg.OperationalError) and (
            cause.sqlstate is None or cause.sqlstate[:2] in {"08", "57"}
        ):
            return GONE
    return None


def causes(fault: BaseException) -> Iterator[BaseException]:
    """Yield a fault and what it came from, the outermost first; Django wraps what the driver says."""
    known: set[int] = set()
    cause: BaseException | None = fault
    while cause is not None and id(cause) not in known:
        known.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__

"""What this chapter says when it cannot go on: one sentence and its remedy, fit for the screen."""

import errno

from goodstanding.refusal import Refusal

FULL_DISK_NUMBERS = (errno.ENOSPC, errno.EDQUOT)
FULL_DISK_WORDS = ("No space left on device", "Disk quota exceeded", "could not extend file")


class RefusedWithRemedy(Refusal):
    """A refusal in two parts: `sentence` says what is wrong, `remedy` what to do about it."""

    def __init__(self, sentence: str, *, remedy: str) -> None:
        super().__init__(f"{sentence} {remedy}")
        self.sentence = sentence
        self.remedy = remedy


class DatabaseRefused(RefusedWithRemedy):
    """The database cannot be reached, made, started or stopped."""


def full_disk(place: object) -> DatabaseRefused:
    """The refusal for a full disk, worded the same wherever it is noticed."""
    remedy = "Free at least 1 GB there, or choose another --data, and call again."
    return DatabaseRefused(f"The disk that holds {place} is full.", remedy=remedy)


def speaks_of_full_disk(words: str) -> bool:
    """Do these words of PostgreSQL say that the disk is full?"""
    return any(sign in words for sign in FULL_DISK_WORDS)


def from_system(fault: OSError, *, place: object) -> DatabaseRefused:
    """Turn what the operating system said about the database's folders into a sentence and a remedy."""
    if fault.errno in FULL_DISK_NUMBERS:
        return full_disk(place)
    if isinstance(fault, PermissionError):
        return DatabaseRefused(
            f"The database in {place} belongs to another account.",
            remedy="Run as the account it belongs to, or choose another --data.",
        )
    return DatabaseRefused(
        f"The database in {place} cannot be used: {fault}.", remedy="Mend that, or choose another --data."
    )

"""What this chapter says when it cannot go on: one sentence and its remedy, fit for the screen."""


class Refused(Exception):
    """A start that cannot go on. `sentence` says what is wrong, `remedy` what to do about it."""

    def __init__(self, sentence: str, *, remedy: str) -> None:
        super().__init__(f"{sentence} {remedy}")
        self.sentence = sentence
        self.remedy = remedy


class DatabaseRefused(Refused):
    """The database cannot be reached, made, started or stopped."""


NO_SPACE_SIGNS = ("No space left on device", "Disk quota exceeded", "could not extend file", "File too large")


def no_space(place: object) -> DatabaseRefused:
    """The refusal for a full disk, worded the same wherever it is noticed."""
    return DatabaseRefused(
        f"The disk that holds {place} is full.",
        remedy="Free at least 1 GB there, or choose another --data, and call again.",
    )


def speaks_of_full_disk(words: str) -> bool:
    """Do these words of PostgreSQL say that the disk is full?"""
    return any(sign in words for sign in NO_SPACE_SIGNS)

"""The key of an attempt: under which a provider gets a message, and by which we find the message again.

It holds the second at which the message was made, so that a book restored from a backup, which counts its acts and
messages from where it was, never gives a provider a key it has seen for something else.
"""

from datetime import datetime
from typing import NamedTuple


class AttemptKey(NamedTuple):
    """What the key of an attempt says; `made` is the second at which the message was made, counted from 1970."""

    message_key: str
    made: int
    attempt: int


def key_of(message_key: str, *, made_at: datetime, attempt: int) -> str:
    """Return the key of an attempt.

    >>> from datetime import UTC
    >>> key_of("act:17", made_at=datetime(2026, 11, 22, tzinfo=UTC), attempt=2)
    'act:17/6b023080-2'
    """
    return f"{message_key}/{int(made_at.timestamp()):x}-{attempt}"


def read_key(text: str) -> AttemptKey | None:
    """Return what a key says, or None where it is no key of ours.

    >>> read_key("act:17/6b023080-2")
    AttemptKey(message_key='act:17', made=1795305600, attempt=2)
    """
    message_key, slash, rest = text.rpartition("/")
    made, dash, attempt = rest.partition("-")
    if not (message_key and slash and dash and _is_hexadecimal(made) and attempt.isascii() and attempt.isdecimal()):
        return None
    return AttemptKey(message_key, int(made, 16), int(attempt))


def _is_hexadecimal(text: str) -> bool:
    return bool(text) and set(text) <= set("0123456789abcdef")

"""What stands in an answer or a post of another machine, read without trust: the thing that was looked for, or nothing.

For every adapter and every reader of posts. Nothing here raises, whatever came: a field of another kind counts as one
that is not there.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from goodstanding.wire.line import Answer

AGAIN_S_MAX = 3600
TAKEN_BELOW, REFUSED_FROM, FAILED_FROM = 300, 400, 500
_DIGITS_MAX = 15
_TEXT_MAX = 500


def told(answer: Answer) -> dict[str, Any] | None:
    """Return the object an answer holds as JSON, or nothing where it is none."""
    return json_object(answer.body)


def json_object(body: bytes) -> dict[str, Any] | None:
    """Return the object that bytes hold as JSON, or nothing where they hold none.

    >>> json_object(b'{"a": 1}'), json_object(b"[1]"), json_object(b"{")
    ({'a': 1}, None, None)
    """
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def inner(found: object, *names: str) -> Mapping[str, Any]:
    """Return an object within an object, name below name; an empty one where it is not there.

    >>> inner({"a": {"b": {"c": 1}}}, "a", "b")
    {'c': 1}
    """
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def rows(found: object, *names: str) -> Sequence[Mapping[str, Any]] | None:
    """Return a list of objects within an object; nothing where it is no such list."""
    *way, last = names
    listed = inner(found, *way).get(last)
    return listed if isinstance(listed, list) and all(isinstance(one, dict) for one in listed) else None


def text(found: Mapping[str, Any], name: str, *, most: int = _TEXT_MAX) -> str:
    """Return a text of an object, cut to a length; empty where there is none that can be kept."""
    value = found.get(name)
    if not isinstance(value, str) or "\x00" in value:
        return ""
    return value[:most].encode("utf-8", "replace").decode()


def whole(value: object) -> int | None:
    """Return a whole number from zero on, given as such or as digits, or nothing.

    >>> whole(7), whole("007"), whole("-7"), whole(7.5), whole(True)
    (7, 7, None, None, None)
    """
    digits = str(value)
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= _DIGITS_MAX else None


def signed(value: object) -> int | None:
    """Return a whole number, which may lie below zero, given as a number; or nothing."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and isinstance(value, int) and abs(value) < 10**_DIGITS_MAX else None


def stated_at(words: str) -> datetime | None:
    """Return the instant of a header such as Date, in UTC, or nothing."""
    try:
        at = parsedate_to_datetime(words)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def instant(words: str) -> datetime | None:
    """Return the instant an ISO 8601 text names, in UTC, or nothing. Without a zone it is taken for UTC."""
    try:
        at = datetime.fromisoformat(words)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def instant_of_seconds(value: object) -> datetime | None:
    """Return the instant of so many seconds since 1970, or nothing."""
    seconds = signed(value)
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def answered_at(answer: Answer) -> datetime | None:
    """Return when the other machine says that it answered, by its own clock."""
    return stated_at(answer.headers.get("date", ""))


def seconds_to_wait(answer: Answer) -> int | None:
    """Return how long an answer asks us to wait, at most an hour; nothing where it does not say so in seconds."""
    found = whole(answer.headers.get("retry-after", ""))
    return None if found is None else min(found, AGAIN_S_MAX)


def path_below(address: str) -> str:
    """Return the path and question of the next page; whatever machine it names is not asked.

    >>> path_below("https://elsewhere.example/list?page=2")
    '/list?page=2'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    return f"{parts.path}?{parts.query}"

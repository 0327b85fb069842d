"""Canonical JSON: exactly one text for one value, so that a hash of it means something.

For everybody who writes facts into the log. Keys are sorted by code point, nothing is indented, text is UTF-8.
Numbers are whole: a float is refused, because two programs may print the same float differently. Amounts travel as
minor units, rates as text, dates and instants as ISO 8601 text (see `instant`).
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


class NotCanonical(ValueError):
    """The value has no canonical text; the sentence says where and why."""


def canonical(value: object) -> bytes:
    """Return the canonical JSON of null, bool, int, str, lists and mappings of these, or raise NotCanonical.

    >>> canonical({"b": [1, None], "a": "é"})
    b'{"a":"\\xc3\\xa9","b":[1,null]}'
    """
    text = _JSON.encode(_plain(value, "value"))
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("The text holds half of a surrogate pair, which has no UTF-8 form.") from error


def instant(at: datetime) -> str:
    """Return an aware instant as UTC text with microseconds, or raise NotCanonical for a naive one."""
    if at.tzinfo is None:
        raise NotCanonical(f"The instant {at.isoformat()} says no time zone.")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _plain(value: object, where: str) -> object:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Mapping):
        return {_key(key, where): _plain(item, f"{where}.{key}") for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return [_plain(item, f"{where}[{place}]") for place, item in enumerate(value)]
    raise NotCanonical(f"At {where}: a {type(value).__name__} has no canonical text; write it as text or whole number.")


def _key(key: object, where: str) -> str:
    if isinstance(key, str):
        return key
    raise NotCanonical(f"At {where}: the key {key!r} is not text.")

"""Turns the plain words and numbers of a situation into cells, each kind of column in its own way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from goodstanding.calendars import wall_clock
from goodstanding.factsheet.column import Column, Kind
from goodstanding.factsheet.sheet import Cells, truths, whole, word_sets, words
from goodstanding.refusal import Refusal

MISSING: Any = object()
EPOCH = date(1970, 1, 1)
CENTS = 2


class SituationUnreadable(Refusal, ValueError):
    """A situation says something that is no date, no amount or not in the form its place wants."""


def look_up(row: Mapping[str, Any], path: str) -> Any:
    """Return what stands at a dotted path, or MISSING."""
    found: Any = row
    for step in path.split("."):
        if not isinstance(found, (dict, Mapping)) or step not in found:
            return MISSING
        found = found[step]
    return found


def leaves(tree: Any, path: str) -> Iterator[str]:
    """Return the dotted path of every value in a tree of keys; lists count as values."""
    if isinstance(tree, Mapping):
        for key, below in tree.items():
            yield from leaves(below, f"{path}.{key}")
    else:
        yield path


def cells_of(column: Column, values: Sequence[Any], zones: Sequence[str]) -> Cells:
    """Return the cells of one column; a missing value has the column's default, a null is unknown."""
    read = READERS[column.kind]
    found = [
        None if value is MISSING or value is None else read(value, zone)
        for value, zone in zip(values, zones, strict=True)
    ]
    if column.kind == "truth":
        return truths(column.default if value is MISSING else one for value, one in zip(values, found, strict=True))
    if column.kind == "text":
        return words(found)
    if column.kind == "texts":
        return word_sets([] if value is MISSING else one for value, one in zip(values, found, strict=True))
    return whole(found)


def seconds(value: Any, zone: str) -> int | None:
    """Return an instant; a bare date is the beginning of that day on the person's calendar."""
    text = str(value)
    try:
        if len(text) == len("2026-05-04"):
            return int(wall_clock.start_of(whole([(date.fromisoformat(text) - EPOCH).days]), zone)[0])
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise SituationUnreadable(f"{text!r} is no instant; write it as 2026-05-04T10:00:00-04:00.") from error
    if at.tzinfo is None:
        raise SituationUnreadable(f"{text!r} does not say its offset from UTC.")
    return int(at.timestamp())


def days(value: Any, zone: str) -> int | None:
    """Return a date in days since 1970; an instant is taken on the person's calendar, other words are no date.

    A time without an offset is what a calendar and a clock on the wall showed: its day is its day.
    """
    text = str(value)
    try:
        if len(text) == len("2026-05-04"):
            return (date.fromisoformat(text) - EPOCH).days
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    if at.tzinfo is None:
        return (at.date() - EPOCH).days
    return int(wall_clock.day_of(whole([int(at.timestamp())]), zone)[0])


def minor(value: Any, _zone: str) -> int | None:
    """Return an amount in cents; what is no number, or finer than a cent, is nothing."""
    try:
        cents = Decimal(str(value)).scaleb(CENTS)
        return int(cents) if cents == cents.to_integral_value() else None
    except (InvalidOperation, ValueError, OverflowError):
        return None


def _truth(value: Any, _zone: str) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "yes": True, "false": False, "no": False}.get(str(value).lower())


def _text(value: Any, _zone: str) -> str | None:
    return None if isinstance(value, Mapping | list) else str(value)


def _texts(value: Any, _zone: str) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _number(value: Any, _zone: str) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None


READERS: dict[Kind, Callable[[Any, str], Any]] = {
    "truth": _truth, "text": _text, "texts": _texts, "number": _number,
    "instant": seconds, "date": days, "amount": minor,
}  # fmt: skip

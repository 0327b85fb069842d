"""A value of the law: what it is on a given day, where that stands, and how sure we are.

`null` says that the law was repealed; a day before the first entry is unknown. An entry may also say from when and
until when it was known to be coming (`announced`, `withdrawn`), so that an earlier day's question is answered by what
was the law then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any, Literal, TypeAlias

from goodstanding.compliance.expression.typed import Sort
from goodstanding.compliance.expression.view import Value
from goodstanding.money.currency import exponent
from goodstanding.refusal import Refusal

Confidence: TypeAlias = Literal["seen", "secondary", "recalled", "policy"]
CONFIDENCES: dict[Confidence, str] = {
    "seen": "The legal text was read.",
    "secondary": "Read in a secondary source only.",
    "recalled": "Recalled, and to be checked by counsel.",
    "policy": "The business's own choice.",
}
EPOCH = date(1970, 1, 1)
COUNTS = (
    "days", "business days", "calls", "contacts", "conversations", "messages", "visits", "hours", "minutes", "seconds",
    "months", "years", "notices", "count", "per mille", "digits",
)  # fmt: skip
ENTRY_KEYS = {"from", "value", "source", "checked_on", "confidence", "announced", "withdrawn", "note"}


class LawbookRefused(Refusal, ValueError):
    """A file of the lawbook does not say plainly what it must; the text names the file and the place."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a value is from a day on. `first_day`, `announced` and `withdrawn` are days since 1970."""

    first_day: int
    value: Value
    written: object
    source: str
    checked_on: str
    confidence: Confidence
    announced: int | None = None
    withdrawn: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A named value with its unit and its entries, the earliest first."""

    name: str
    unit: str
    sort: Sort
    entries: tuple[Entry, ...]

    def as_announced(self, known_on: int | None) -> tuple[Entry, ...]:
        """Return the entries that stood in the books on a day; None for all that stand now."""
        if known_on is None:
            return tuple(entry for entry in self.entries if entry.withdrawn is None)
        return tuple(
            entry
            for entry in self.entries
            if (entry.announced is None or entry.announced <= known_on)
            and (entry.withdrawn is None or entry.withdrawn > known_on)
        )

    def on(self, day: int, *, known_on: int | None = None) -> Entry | None:
        """Return the entry in force on a day, or None where the law of that day is not known."""
        standing = [entry for entry in self.as_announced(known_on) if entry.first_day <= day]
        return max(standing, key=lambda entry: entry.first_day) if standing else None


def read_value(name: str, raw: Mapping[str, Any], *, where: str) -> DatedValue:
    """Return a value from its YAML form; raises LawbookRefused naming the file and the value."""
    place = f"{where}: the value {name}"
    _only(raw, {"unit", "dated"}, place)
    unit = str(raw.get("unit", ""))
    sort = sort_of(unit, place)
    listed = (_entry(one, unit=unit, place=place) for one in raw.get("dated") or ())
    entries = tuple(sorted(listed, key=lambda e: e.first_day))
    if not entries:
        raise LawbookRefused(f"{place} has no dated entry.")
    standing = [entry for entry in entries if entry.withdrawn is None]
    for one, other in pairwise(standing):
        if one.first_day == other.first_day:
            first = EPOCH + timedelta(days=one.first_day)
            raise LawbookRefused(f"{place} has two entries from {first}, and nobody knows which holds.")
    return DatedValue(name, unit, sort, entries)


def sort_of(unit: str, place: str) -> Sort:
    """Return what kind of thing a unit makes of a value."""
    fixed: dict[str, Sort] = {
        "date": "date", "time of day": "number", "words": "texts", "word": "text", "yes or no": "truth",
        "percent": "number",
    }  # fmt: skip
    if unit in fixed:
        return fixed[unit]
    if unit in COUNTS:
        return "number"
    if len(unit) == 3 and unit.isupper():  # noqa: PLR2004  the length of a currency's code.
        return "amount"
    raise LawbookRefused(f"{place} has no known unit: {unit!r}.")


def _entry(raw: Mapping[str, Any], *, unit: str, place: str) -> Entry:
    _only(raw, ENTRY_KEYS, place)
    missing = {"from", "value", "source", "checked_on", "confidence"} - set(raw)
    if missing:
        raise LawbookRefused(f"{place} lacks {', '.join(sorted(missing))}.")
    if raw["confidence"] not in CONFIDENCES:
        raise LawbookRefused(f"{place} has the confidence {raw['confidence']!r}; known are {', '.join(CONFIDENCES)}.")
    if not str(raw["source"]).strip():
        raise LawbookRefused(f"{place} has no source.")
    return Entry(
        first_day=read_day(raw["from"], place),
        value=None if raw["value"] is None else read_plain(raw["value"], unit=unit, place=place),
        written=raw["value"],
        source=str(raw["source"]),
        checked_on=(EPOCH + timedelta(days=read_day(raw["checked_on"], place))).isoformat(),
        confidence=raw["confidence"],
        announced=read_day(raw["announced"], place) if "announced" in raw else None,
        withdrawn=read_day(raw["withdrawn"], place) if "withdrawn" in raw else None,
        note=str(raw.get("note", "")),
    )


def read_plain(written: object, *, unit: str, place: str) -> Value:
    """Return a value as expressions use it: whole numbers, minor units, seconds of the day, days since 1970, words."""
    if unit == "yes or no" and isinstance(written, bool):
        return written
    if unit in COUNTS and isinstance(written, int) and not isinstance(written, bool):
        return written
    if isinstance(written, str):
        return _from_text(written, unit=unit, place=place)
    if unit == "words" and isinstance(written, Sequence) and all(isinstance(word, str) for word in written):
        return tuple(written)
    raise LawbookRefused(f"{place} holds {written!r}, which is not in the unit {unit!r}. Texts are quoted in YAML.")


def _from_text(written: str, *, unit: str, place: str) -> Value:
    if unit == "word":
        return written
    if unit == "date":
        return read_day(written, place)
    if unit == "time of day":
        return read_time(written, place)
    if unit == "percent":
        return _scaled(written, 4, place)
    if len(unit) == 3 and unit.isupper():  # noqa: PLR2004  the length of a currency's code.
        return _scaled(written, exponent(unit), place)
    raise LawbookRefused(f"{place} holds {written!r}, which is not in the unit {unit!r}.")


def _scaled(written: str, places: int, place: str) -> int:
    try:
        scaled = Decimal(written).scaleb(places)
    except InvalidOperation as error:
        raise LawbookRefused(f"{place} holds {written!r}, which is no number.") from error
    if not scaled.is_finite():
        raise LawbookRefused(f"{place} holds {written!r}, which is no number.")
    if scaled != scaled.to_integral_value():
        raise LawbookRefused(f"{place} holds {written!r}, which is finer than its unit.")
    return int(scaled)


def read_day(written: object, place: str) -> int:
    """Return days since 1970 of a quoted date."""
    try:
        return (date.fromisoformat(written) - EPOCH).days if isinstance(written, str) else _no_day(written, place)
    except ValueError as error:
        raise LawbookRefused(f"{place} has the date {written!r}; write it quoted, as in '2021-11-30'.") from error


def _no_day(written: object, place: str) -> int:
    raise LawbookRefused(f"{place} has the date {written!r}; write it quoted, as in '2021-11-30'.")


def read_time(written: str, place: str) -> int:
    """Return seconds of the day of a quoted hour; 24:00 is the end of the day."""
    hours, _, minutes = written.partition(":")
    shown = hours.isdigit() and minutes.isdigit() and int(minutes) < 60  # noqa: PLR2004  a clock.
    if not shown or int(hours) * 60 + int(minutes) > 24 * 60:
        raise LawbookRefused(f"{place} has the hour {written!r}; write it quoted, as in '08:00'.")
    return int(hours) * 3600 + int(minutes) * 60


def _only(raw: Mapping[str, Any], allowed: set[str], place: str) -> None:
    if not isinstance(raw, Mapping):
        raise LawbookRefused(f"{place} is not a list of keys and values.")
    unknown = sorted(str(key) for key in set(raw) - allowed)
    if unknown:
        raise LawbookRefused(f"{place} has unknown keys: {', '.join(unknown)}.")

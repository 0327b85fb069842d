"""How words of the lawbook are written for people: effects, units, values, and expressions as their file has them."""

from collections.abc import Mapping, Sequence
from datetime import date

from goodstanding.workbench.look.figure import day

ASKS = {
    "may": "May this be done?",
    "must": "What must be done, and by when?",
    "say": "What must be said?",
    "compute": "What comes out?",
}
LEVELS = {
    1: "The country's own law",
    2: "Other federal law",
    3: "State or province",
    4: "City",
    5: "Policy of the house",
}
CURRENCY_LETTERS = 3


def spoken(word: str) -> str:
    """Write a word of the lawbook as people do.

    >>> spoken("presumed_violation")
    'presumed violation'
    """
    return word.replace("_", " ")


def value_text(written: object, unit: str) -> str:
    """Write a value with its unit; a value that is null says that the law was repealed.

    >>> value_text(7, "calls"), value_text(1, "days"), value_text("08:00", "time of day"), value_text(["a_b"], "words")
    ('7 calls', '1 day', '08:00', 'a b')
    """
    if written is None:
        return "Repealed"
    if isinstance(written, bool):
        return "Yes" if written else "No"
    if isinstance(written, list | tuple):
        return ", ".join(spoken(str(word)) for word in written) or "None"
    return _single(written, unit)


def _single(written: object, unit: str) -> str:
    if unit == "percent":
        return f"{written} %"
    if unit == "date":
        return iso_day(str(written))
    if unit in {"time of day", "word"}:
        return spoken(str(written))
    if len(unit) == CURRENCY_LETTERS and unit.isupper():
        return f"{written} {unit}"
    if not isinstance(written, int):
        return f"{written} {unit}".strip()
    shown = "" if unit == "count" else unit
    return f"{written:,} {shown.removesuffix('s') if written == 1 else shown}".strip()


def iso_day(text: str | None) -> str:
    """Write a day of a file as pages write days; what is no day stays as it is.

    >>> iso_day("2021-11-30"), iso_day(None), iso_day("spring")
    ('30 Nov 2021', '', 'spring')
    """
    if not text:
        return ""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def as_filed(part: object) -> str:
    """Write a part of a rule's file in one line, as its author wrote it.

    >>> as_filed({"count": "direction = 'outbound'", "by": ["person", "debt"]})
    "count: direction = 'outbound'; by: person, debt"
    """
    if isinstance(part, Mapping):
        return "; ".join(f"{spoken(str(name))}: {as_filed(one)}" for name, one in part.items())
    if isinstance(part, Sequence) and not isinstance(part, str):
        mappings = any(isinstance(one, Mapping) for one in part)
        return (" / " if mappings else ", ").join(as_filed(one) for one in part)
    if isinstance(part, bool):
        return "yes" if part else "no"
    return "" if part is None else str(part)

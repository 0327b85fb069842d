"""Reading one field of a map: where its value comes from and how it is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from goodstanding.ingestion.mapping.document import EARLIEST, LATEST, Field
from goodstanding.ingestion.mapping.finding import Finding
from goodstanding.ingestion.mapping.layout import FieldRule, FieldType
from goodstanding.ingestion.mapping.outline import Outline
from goodstanding.money.currency import EXPONENTS
from goodstanding.money.reading import NumberFormat
from goodstanding.money.rounding import Rounding

SOURCES = ("column", "columns", "constant")
_ANY = (*SOURCES, "join", "default")
_WORDS = (*_ANY, "case", "lookup", "otherwise")
OPTIONS: Mapping[FieldType, tuple[str, ...]] = {
    "text": _WORDS,
    "choice": _WORDS,
    "currency": _WORDS,
    "date": (*_ANY, "format", "not_before", "not_after", "plus_days"),
    "amount": (*_ANY, "numbers", "rounding", "negate"),
}
"""Which words may stand in a field of each type."""

CASES: tuple[Literal["upper"], Literal["lower"]] = ("upper", "lower")
OTHERWISE: tuple[Literal["reject"], Literal["keep"], Literal["empty"]] = ("reject", "keep", "empty")
NUMBERS: tuple[NumberFormat, ...] = get_args(NumberFormat)
ROUNDINGS: tuple[Rounding, ...] = get_args(Rounding)
DAYS_MAX = 3660

_DIRECTIVE = re.compile("%(-?.|$)")
_DIRECTIVES = frozenset("YymdbBHMSfpIzjTaA%")
_NEEDED = (({"Y", "y"}, "a year"), ({"m", "b", "B", "j"}, "a month"), ({"d", "j"}, "a day"))


@dataclass(frozen=True)
class Defaults:
    """What the map states once for all its fields."""

    formats: tuple[str, ...] = ()
    numbers: NumberFormat | None = None
    rounding: Rounding | None = None
    not_before: date = EARLIEST
    not_after: date = LATEST


def read_field(
    value: object, rule: FieldRule, *, where: str, defaults: Defaults, findings: list[Finding]
) -> Field | None:
    """Return the field, or None after noting why it cannot be followed. A bare text is a constant."""
    before = len(findings)
    if isinstance(value, str):
        value = {"constant": value}
    outline = Outline(value, where=where, known=OPTIONS[rule.type], findings=findings)
    columns, constant = _source(outline)
    default = outline.text("default")
    read = Field(
        columns=columns,
        constant=constant,
        join=_or(outline.text("join"), " "),
        case=outline.word("case", among=CASES),
        lookup=_lookup(outline),
        otherwise=outline.word("otherwise", among=OTHERWISE) or "reject",
        default=default,
        formats=read_formats(outline, "format") or defaults.formats,
        not_before=outline.day("not_before") or defaults.not_before,
        not_after=outline.day("not_after") or defaults.not_after,
        plus_days=outline.number("plus_days", least=-DAYS_MAX, most=DAYS_MAX) or 0,
        numbers=outline.word("numbers", among=NUMBERS) or defaults.numbers,
        rounding=outline.word("rounding", among=ROUNDINGS) or defaults.rounding,
        negate=outline.flag("negate"),
    )
    _check_values(read, rule, outline)
    return read if len(findings) == before else None


def read_formats(outline: Outline, key: str) -> tuple[str, ...]:
    """Return the date formats at a key, each checked to name a whole day."""
    formats = outline.texts(key)
    for text in formats:
        used = {match[1].lstrip("-") for match in _DIRECTIVE.finditer(text)}
        missing = [word for letters, word in _NEEDED if not letters & used]
        strange = sorted(used - _DIRECTIVES)
        if strange:
            outline.note(key, f"{text!r} holds %{strange[0]}, which is not a part of a date.")
        elif missing:
            outline.note(key, f"{text!r} does not say {missing[0]}; write it like %m/%d/%Y.")
    return formats


def _source(outline: Outline) -> tuple[tuple[str, ...], str | None]:
    """Return the columns or the constant; exactly one source has to be named."""
    named = [key for key in SOURCES if key in outline.values]
    if len(named) != 1:
        outline.note("", "Name one source: column, columns or constant.")
        return (), None
    if named[0] == "constant":
        return (), outline.text("constant")
    columns = outline.texts(named[0])
    if named[0] == "column" and len(columns) != 1:
        outline.note("column", "One column belongs here; several stand under columns.")
    if not columns or not all(columns):
        outline.note(named[0], "The name of a column belongs here.")
    return columns, None


def _lookup(outline: Outline) -> dict[str, str]:
    value = outline.values.get("lookup", {})
    if isinstance(value, dict) and all(isinstance(text, str) for text in value.values()):
        if "otherwise" in outline.values and not value:
            outline.note("otherwise", "It only stands beside a lookup.")
        return {str(key): str(text) for key, text in value.items()}
    outline.note("lookup", "A mapping of texts to texts belongs here, such as {Yes: open}.")
    return {}


def _check_values(read: Field, rule: FieldRule, outline: Outline) -> None:
    """Note fixed values that this field can never take, and bounds that leave nothing between them."""
    constant = read.constant or ""
    if read.case is not None:
        constant = constant.upper() if read.case == "upper" else constant.lower()
    # As in staging, the case is that of the source alone: what is looked up and the default stay as they are written.
    fixed = [text for text in (constant, read.default, *read.lookup.values()) if text]
    if constant and constant in read.lookup:
        fixed.remove(constant)
    for text in fixed:
        if rule.type == "choice" and text not in rule.choices:
            outline.note("", f"{text!r} is not one of: {', '.join(rule.choices)}.")
        if rule.type == "currency" and text not in EXPONENTS:
            outline.note("", f"{text!r} is not the ISO 4217 code of a currency in use.")
    if read.not_before > read.not_after:
        outline.note("", "No date lies between not_before and not_after.")


def _or(text: str | None, otherwise: str) -> str:
    return otherwise if text is None else text

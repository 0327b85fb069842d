"""A field's value and what may be wrong with it, in SQL: texts, words from a list, and dates."""

from datetime import date
from typing import NamedTuple

from goodstanding.ingestion.mapping.document import Field
from goodstanding.ingestion.mapping.layout import FieldRule
from goodstanding.ingestion.staging.quoting import literal
from goodstanding.money.currency import EXPONENTS

REFERENCE_CHARACTERS_MAX = 200
TEXT_CHARACTERS_MAX = 2_000
SHORT = frozenset({"reference", "key", "item", "portfolio", "role", "method", "country", "language", "jurisdiction"})
"""Fields that are looked up by and therefore short."""
CHARACTERS_MAX = {"value": 300, "locality": 100, "region": 100, "postal_code": 40}
"""Parts of a contact point, which an index holds as a whole."""
_ISO = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")


class Typed(NamedTuple):
    """The SQL of a value, which is NULL for nothing, and of the reason why it cannot be taken, NULL for none."""

    value: str
    reason: str


def typed(rule: FieldRule, field: Field, *, text: str, is_typed: bool) -> Typed:
    """Return value and reason of a field that is not an amount.

    is_typed  whether the file's format writes dates as 2013-06-30 of its own accord.
    """
    if rule.type == "date":
        return _date(field, text, is_typed=is_typed)
    if rule.type == "currency":
        known = ", ".join(literal(code) for code in EXPONENTS)
        wrong = f"WHEN {text} NOT IN ({known}) THEN 'This is not the ISO 4217 code of a currency in use.'"
        return Typed(f"nullif({text}, '')", f"CASE WHEN {text} = '' THEN 'The currency is empty.' {wrong} END")
    if rule.choices:
        known = ", ".join(literal(word) for word in rule.choices)
        wrong = f"WHEN {text} <> '' AND {text} NOT IN ({known}) THEN "
        sentence = literal(f"This is not one of: {', '.join(rule.choices)}.")
        return Typed(f"nullif({text}, '')", f"CASE {wrong}{sentence} END")
    short = REFERENCE_CHARACTERS_MAX if rule.name in SHORT else TEXT_CHARACTERS_MAX
    most = CHARACTERS_MAX.get(rule.name, short)
    sentence = literal(f"The text is longer than {most} characters.")
    return Typed(f"nullif({text}, '')", f"CASE WHEN length({text}) > {most} THEN {sentence} END")


def required(inner: Typed, *, text: str, name: str) -> Typed:
    """Return the field with the further reason that it may not be empty."""
    sentence = literal(f"The {name.replace('_', ' ')} is empty.")
    return Typed(inner.value, f"CASE WHEN {text} = '' THEN {sentence} ELSE {inner.reason} END")


def _date(field: Field, text: str, *, is_typed: bool) -> Typed:
    formats = (*_ISO, *field.formats) if is_typed and field.columns else field.formats
    if not field.columns:
        formats = (*formats, *_ISO[:1])
    readings = ", ".join(f"try_strptime({text}, {literal(form)})::DATE" for form in dict.fromkeys(formats))
    found = f"list_distinct([{readings}])"
    value = f"list_first([{readings}]) " if len(formats) == 1 else f"coalesce({readings})"
    written = literal(f"This is not a date written as {' or '.join(field.formats)}.")
    bounds = literal(f"The date lies outside {_shown(field.not_before)} to {_shown(field.not_after)}.")
    outside = (
        f"NOT {value} BETWEEN {literal(_shown(field.not_before))}::DATE AND {literal(_shown(field.not_after))}::DATE"
    )
    several = f"WHEN len({found}) > 1 THEN 'The formats read this as different dates.' " if len(formats) > 1 else ""
    reason = (
        f"CASE WHEN {text} = '' THEN NULL WHEN {value} IS NULL THEN {written} {several}WHEN {outside} THEN {bounds} END"
    )
    shifted = f"({value} + {field.plus_days})::DATE" if field.plus_days else value
    return Typed(shifted, reason)


def _shown(day: date) -> str:
    return day.isoformat()

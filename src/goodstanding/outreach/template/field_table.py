"""The table of merge fields, for the command line and for the documents."""

from typing import Any, NamedTuple

from goodstanding.outreach.template.facts.reading import read_value
from goodstanding.outreach.template.rendering import speech
from goodstanding.outreach.template.vocabulary import Field, vocabulary

HEAD = "| field | type | what it is | example | may be missing |\n|---|---|---|---|---|\n"


class FieldRow(NamedTuple):
    """One field as it is listed; a series is listed with the type "series"."""

    name: str
    type: str
    meaning: str
    example: str
    may_be_missing: bool


def rows() -> list[FieldRow]:
    """Return every field, and every series followed by the fields of its rows."""
    found = [_row(field) for field in vocabulary().fields.values()]
    for series in vocabulary().series.values():
        found.append(FieldRow(series.name, "series", series.meaning, "", series.may_be_missing))
        found += [_row(field) for field in series.fields.values() if field.name not in vocabulary().fields]
    return found


def markdown() -> str:
    """Return the table as the documents have it."""
    return HEAD + "".join(
        f"| `{row.name}` | {row.type.replace('_', ' or ')} | {row.meaning} | {row.example} | "
        f"{'yes' if row.may_be_missing else ''} |\n"
        for row in rows()
    )


def _row(field: Field) -> FieldRow:
    told: Any = read_value(field, field.examples[0])
    example = ("yes" if told else "no") if field.type == "yes_no" else speech.written(told, "en")
    return FieldRow(field.name, field.type, field.meaning, example.replace("\u00a0", " "), field.may_be_missing)

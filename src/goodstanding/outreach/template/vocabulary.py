"""The vocabulary: every merge field there is, its type and its meaning, read from vocabulary.yaml.

For the check of texts, for whoever gathers facts, and for the table in the documents.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from goodstanding.outreach.template.language.condition import Kind

SOURCE = Path(__file__).with_name("vocabulary.yaml")
Type = Literal["text", "lines", "amount", "number", "date", "link", "email", "phone", "yes_no"]
_KINDS: Mapping[str, Kind] = {"amount": "amount", "number": "number", "date": "date", "yes_no": "yes_no"}


@dataclass(frozen=True, slots=True)
class Field:
    """One merge field. `group` is what it is known together with, if anything; `examples` are as the file has them."""

    name: str
    type: Type
    meaning: str
    may_be_missing: bool
    group: str
    examples: tuple[Any, ...]

    @property
    def kind(self) -> Kind:
        """What a condition compares it as."""
        return _KINDS.get(self.type, "text")


@dataclass(frozen=True, slots=True)
class Series:
    """Rows that a table goes through, each with the same fields."""

    name: str
    row: str
    meaning: str
    may_be_missing: bool
    group: str
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All fields and series by name."""

    fields: Mapping[str, Field]
    series: Mapping[str, Series]

    def kinds(self, row: Series | None = None) -> Mapping[str, Kind]:
        """Return what a condition may name: every field, every series, and the fields of a row where there is one."""
        found: dict[str, Kind] = {name: field.kind for name, field in self.fields.items()}
        found |= dict.fromkeys(self.series, "text")
        return found | ({name: field.kind for name, field in row.fields.items()} if row else {})

    def known_with(self, name: str) -> frozenset[str]:
        """Return the fields and series that are known wherever this one is, itself among them."""
        one = self.fields.get(name) or self.series.get(name)
        if one is None or not one.group:
            return frozenset({name})
        everything: tuple[Field | Series, ...] = (*self.fields.values(), *self.series.values())
        return frozenset(other.name for other in everything if other.group == one.group)


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary that ships."""
    raw = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    fields = {field.name: field for group in raw["groups"] for field in _fields(group, _together(group))}
    assert len(fields) == sum(len(group["fields"]) for group in raw["groups"]), "A field stands twice."
    return Vocabulary(fields, {one["name"]: _series(one) for one in raw["series"]})


def _together(group: Mapping[str, Any]) -> str:
    return str(group["name"]) if group.get("together") else ""


def _series(raw: Mapping[str, Any]) -> Series:
    fields = {field.name: field for field in _fields(raw, "")}
    return Series(raw["name"], raw["row"], raw["meaning"], bool(raw.get("missing")), str(raw.get("with") or ""), fields)


def _fields(raw: Mapping[str, Any], group: str) -> Iterator[Field]:
    for one in raw["fields"]:
        examples = tuple(one["examples"]) if "examples" in one else (one["example"],)
        yield Field(one["name"], one["type"], one["meaning"], bool(one.get("missing")), group, examples)

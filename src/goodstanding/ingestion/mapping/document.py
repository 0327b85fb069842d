"""A map, read and checked: what `reading` makes of the YAML, and what staging follows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from goodstanding.money.reading import NumberFormat
from goodstanding.money.rounding import Rounding

FileFormat = Literal["csv", "xlsx", "jsonl", "parquet"]
IfUnknown = Literal["create", "reject"]

EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)
"""Dates outside are refused unless the map says otherwise: nobody owes since the year 13."""


@dataclass(frozen=True)
class FileSettings:
    """How the file is written; None where it is to be found out."""

    format: FileFormat | None = None
    encoding: str | None = None
    delimiter: str | None = None
    quote: str = '"'
    header: int = 1
    sheet: str | None = None
    empty: tuple[str, ...] = ()
    """Texts that mean "nothing", besides the empty cell."""


@dataclass(frozen=True)
class Field:
    """Where one value comes from and how it is read."""

    columns: tuple[str, ...] = ()
    constant: str | None = None
    join: str = " "
    case: Literal["upper", "lower"] | None = None
    lookup: Mapping[str, str] = field(default_factory=dict)
    otherwise: Literal["reject", "keep", "empty"] = "reject"
    default: str | None = None
    formats: tuple[str, ...] = ()
    not_before: date = EARLIEST
    not_after: date = LATEST
    plus_days: int = 0
    numbers: NumberFormat | None = None
    rounding: Rounding | None = None
    negate: bool = False

    @property
    def shown(self) -> str:
        """The column as a person would look for it; several are joined."""
        return " + ".join(self.columns) if self.columns else "(map)"


@dataclass(frozen=True)
class Record:
    """One thing that a row yields."""

    kind: str
    where: str
    fields: Mapping[str, Field]
    when: str | None = None
    label: str = ""
    """A person's name within the map; the empty one is the row's first."""
    person: str = ""
    """The label of the person a contact point or a liability belongs to, or who owes the debt."""
    if_unknown: IfUnknown = "create"
    attributes: Mapping[str, Field] = field(default_factory=dict)


@dataclass(frozen=True)
class Map:
    """A whole map."""

    name: str
    file: FileSettings
    currency: Field | None
    records: tuple[Record, ...]
    skip: str | None = None

    def of(self, kind: str) -> tuple[Record, ...]:
        """Return the records of a kind, in the map's order."""
        return tuple(record for record in self.records if record.kind == kind)

    def columns(self) -> set[str]:
        """Return every column that a field names; those in conditions are found when they are bound."""
        fields = [value for record in self.records for value in (*record.fields.values(), *record.attributes.values())]
        if self.currency is not None:
            fields.append(self.currency)
        return {column for value in fields for column in value.columns}

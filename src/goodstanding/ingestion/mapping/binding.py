"""A map bound to a file: every column it names is there, every condition can be asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from goodstanding.ingestion.mapping.condition import ConditionRefused, compile_condition, find_column
from goodstanding.ingestion.mapping.document import Field, Map, Record
from goodstanding.ingestion.mapping.finding import Finding, MapRefused


@dataclass(frozen=True)
class Binding:
    """A map with its file's columns: name in the file → name of the staged column; conditions as SQL."""

    map: Map
    columns: Mapping[str, str]
    conditions: Mapping[str, str]
    """Where a record stands in the map → its condition; "skip" → the rows to leave out."""

    def staged(self, field: Field) -> list[str]:
        """Return the staged columns of a field."""
        return [self.columns[find_column(name, self.columns)] for name in field.columns]


def bind(document: Map, columns: Mapping[str, str]) -> Binding:
    """Return the map bound to a file's columns; raises MapRefused with every column that is not there."""
    findings: list[Finding] = []
    for where, field in _fields(document):
        for name in field.columns:
            try:
                find_column(name, columns)
            except ConditionRefused as refusal:
                findings.append(Finding(where, str(refusal)))
    conditions = {}
    wanted = {"skip": document.skip} | {record.where: record.when for record in document.records}
    for where, text in wanted.items():
        if text is not None:
            try:
                conditions[where] = compile_condition(text, columns=columns)
            except ConditionRefused as refusal:
                findings.append(Finding(f"{where}, when" if where != "skip" else where, str(refusal)))
    if findings:
        raise MapRefused(findings)
    return Binding(document, dict(columns), conditions)


def _fields(document: Map) -> list[tuple[str, Field]]:
    """Every field of the map with the place where it stands."""
    named = [("currency", document.currency)] if document.currency else []
    return [*named, *[pair for record in document.records for pair in _of_record(record)]]


def _of_record(record: Record) -> list[tuple[str, Field]]:
    fields = [(f"{record.where}, {name}", field) for name, field in record.fields.items()]
    return fields + [(f"{record.where}, attributes, {name}", field) for name, field in record.attributes.items()]

"""Reading a map: YAML text in, a checked map out, or every finding at once."""

from typing import get_args

from goodstanding.ingestion.mapping.document import Field, FileFormat, FileSettings, IfUnknown, Map, Record
from goodstanding.ingestion.mapping.field_reading import NUMBERS, ROUNDINGS, Defaults, read_field, read_formats
from goodstanding.ingestion.mapping.finding import Finding, MapRefused, unknown
from goodstanding.ingestion.mapping.layout import DEBT, RECORDS, FieldRule, RecordRule
from goodstanding.ingestion.mapping.outline import Outline
from goodstanding.ingestion.mapping.relations import check_relations
from goodstanding.ingestion.mapping.yaml_text import load

VERSION = "1"
MAP_WORDS = (
    "map", "name", "file", "dates", "numbers", "rounding", "not_before", "not_after", "currency", "skip", "records",
)  # fmt: skip
FILE_WORDS = ("format", "encoding", "delimiter", "quote", "header", "sheet", "empty")
FORMATS: tuple[FileFormat, ...] = get_args(FileFormat)
IF_UNKNOWN: tuple[IfUnknown, ...] = get_args(IfUnknown)
DELIMITERS = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
HEADER_MAX = 1000
_ATTRIBUTE = FieldRule("attribute", "text", "A further column to keep.")
_CURRENCY = FieldRule("currency", "currency", "The currency of every amount.")


def read_map(text: str) -> Map:
    """Return the map that the YAML text describes; raises MapRefused with everything that is wrong with it."""
    findings: list[Finding] = []
    outline = Outline(load(text), where="", known=MAP_WORDS, findings=findings)
    if outline.values and outline.text("map") != VERSION:
        outline.note("map", f"The first line of a map is 'map: {VERSION}', the version of its format.")
    defaults = _defaults(outline)
    settings = _file(outline)
    currency = None
    if "currency" in outline.values:
        value = outline.values["currency"]
        currency = read_field(value, _CURRENCY, where="currency", defaults=defaults, findings=findings)
    records = _records(outline, defaults)
    name, skip = outline.text("name") or "", outline.text("skip")
    findings += check_relations(records, has_currency="currency" in outline.values) if not findings else []
    if findings:
        raise MapRefused(findings)
    return Map(name, settings, currency, records, skip)


def _defaults(outline: Outline) -> Defaults:
    plain = Defaults()
    return Defaults(
        formats=read_formats(outline, "dates"),
        numbers=outline.word("numbers", among=NUMBERS),
        rounding=outline.word("rounding", among=ROUNDINGS),
        not_before=outline.day("not_before") or plain.not_before,
        not_after=outline.day("not_after") or plain.not_after,
    )


def _file(outline: Outline) -> FileSettings:
    part = Outline(outline.values.get("file", {}), where="file", known=FILE_WORDS, findings=outline.findings)
    delimiter = part.text("delimiter")
    delimiter = DELIMITERS.get(delimiter, delimiter) if delimiter is not None else None
    quote = part.text("quote")
    for key, mark in (("delimiter", delimiter), ("quote", quote)):
        if mark is not None and (len(mark) != 1 or mark in "\r\n" or not mark.isascii()):
            part.note(key, "One character belongs here.")
    return FileSettings(
        format=part.word("format", among=FORMATS),
        encoding=part.text("encoding"),
        delimiter=delimiter,
        quote=quote or '"',
        header=part.number("header", least=1, most=HEADER_MAX) or 1,
        sheet=part.text("sheet"),
        empty=part.texts("empty"),
    )


def _records(outline: Outline, defaults: Defaults) -> tuple[Record, ...]:
    value = outline.values.get("records")
    if not isinstance(value, list) or not value:
        outline.note("records", "A list of records belongs here, such as '- debt:'.")
        return ()
    read = [
        _record(item, place=place, defaults=defaults, findings=outline.findings)
        for place, item in enumerate(value, start=1)
    ]
    return tuple(record for record in read if record is not None)


def _record(item: object, *, place: int, defaults: Defaults, findings: list[Finding]) -> Record | None:
    if not isinstance(item, dict) or len(item) != 1:
        findings.append(Finding(f"record {place}", "One kind of record belongs here, such as '- debt:'."))
        return None
    ((kind, value),) = item.items()
    rule = RECORDS.get(str(kind))
    if rule is None:
        findings.append(Finding(f"record {place}", unknown(str(kind), known=RECORDS, what="record")))
        return None
    where = f"record {place} ({kind})"
    names = [field.name for field in rule.fields]
    outline = Outline(value, where=where, known=[*rule.options, *names], findings=findings)
    for field in rule.fields:
        if field.required and field.name not in outline.values:
            outline.note("", f"The field {field.name} is missing: {field.meaning}")
    return _record_of(outline, rule, defaults)


def _record_of(outline: Outline, rule: RecordRule, defaults: Defaults) -> Record:
    fields = {}
    for field in rule.fields:
        if field.name in outline.values:
            where = f"{outline.where}, {field.name}"
            value = outline.values[field.name]
            read = read_field(value, field, where=where, defaults=defaults, findings=outline.findings)
            if read is not None:
                fields[field.name] = read
    return Record(
        kind=rule.kind,
        where=outline.where,
        fields=fields,
        when=outline.text("when"),
        label=outline.text("as") or "",
        person=outline.text("debtor" if rule is DEBT else "person") or "",
        if_unknown=outline.word("if_unknown", among=IF_UNKNOWN) or "create",
        attributes=_attributes(outline, defaults),
    )


def _attributes(outline: Outline, defaults: Defaults) -> dict[str, Field]:
    """Return the further columns that the debt keeps by name."""
    value = outline.values.get("attributes", {})
    if not isinstance(value, dict):
        outline.note("attributes", "A mapping of names to fields belongs here.")
        return {}
    read = {}
    for name, source in value.items():
        where = f"{outline.where}, attributes, {name}"
        field = read_field(source, _ATTRIBUTE, where=where, defaults=defaults, findings=outline.findings)
        if field is not None:
            read[str(name)] = field
    return read

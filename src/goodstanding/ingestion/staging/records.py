"""One record of a map over all rows of the file: a staged table with a value and a reason for each of its fields."""

from dataclasses import dataclass, replace

import duckdb

from goodstanding.ingestion.mapping.binding import Binding
from goodstanding.ingestion.mapping.document import Field, Record
from goodstanding.ingestion.mapping.layout import RECORDS, FieldRule
from goodstanding.ingestion.mapping.relations import NOBODY
from goodstanding.ingestion.staging import amount_text
from goodstanding.ingestion.staging.amount_text import Money
from goodstanding.ingestion.staging.cell_text import lookup_reason, text_of
from goodstanding.ingestion.staging.quoting import literal
from goodstanding.ingestion.staging.typed import Typed, required, typed

ATTRIBUTE = FieldRule("attribute", "text", "")


@dataclass(frozen=True)
class Staging:
    """What every record of a file is staged with."""

    work: duckdb.DuckDBPyConnection
    binding: Binding
    is_typed: bool
    usable: str
    """SQL: the rows that are neither broken nor left out by the map."""

    def text(self, field: Field) -> str:
        """Return the SQL of a field's text."""
        return text_of(field, staged=self.binding.staged(field))

    def record(self, kind: str, label: str = "") -> Record | None:
        """Return the map's record of a kind; of several persons the one so called, or the first."""
        records = self.binding.map.of(kind)
        return next((record for record in records if record.label == label), next(iter(records), None))

    def reference(self, record: Record) -> str:
        """Return the SQL of a person's or a debt's reference, NULL where the row does not yield it."""
        text = f"nullif({self.text(record.fields['reference'])}, '')"
        condition = self.binding.conditions.get(record.where)
        return f"CASE WHEN {condition} THEN {text} END" if condition else text

    @property
    def money(self) -> tuple[str, str | None]:
        """Return the SQL of a row's currency, and the currency itself where every row has the same."""
        debt = self.record("debt")
        field = (debt.fields.get("currency") if debt else None) or self.binding.map.currency
        if field is None:
            return "''", None
        constant = None if field.columns or field.case or field.lookup else (field.constant or field.default)
        return self.text(field), constant


def stage_record(staging: Staging, record: Record, *, slot: int) -> str:
    """Stage one record of the map; return the name of its table, which has `row`, fields, and `why_` for each."""
    name = f"staged_{slot}"
    where = " AND ".join([staging.usable, *_conditions(staging, record)])
    columns, joins = ["raw.row"], []
    for rule, field in _fields(record):
        found = _staged_field(staging, record, rule, field, where=where, table=f"{name}_{rule.name}")
        columns += [f"{found.value} AS {rule.name}", f"{found.reason} AS why_{rule.name}"]
        if rule.type == "amount":
            currency, _ = staging.money
            table = f"{name}_{rule.name}"
            joins.append(f"LEFT JOIN {table} ON {table}.text = {staging.text(field)} AND {table}.currency = {currency}")
    columns += _links(staging, record)
    staging.work.execute(
        f"CREATE TABLE {name} AS SELECT {', '.join(columns)} FROM cell AS raw {' '.join(joins)} WHERE {where}"
    )
    _reject(staging, record, table=name)
    return name


def _fields(record: Record) -> list[tuple[FieldRule, Field]]:
    return [(rule, record.fields[rule.name]) for rule in RECORDS[record.kind].fields if rule.name in record.fields]


def with_currency(record: Record, currency: Field | None) -> Record:
    """Return a debt with the map's currency as a field of its own, so that it is checked as any other field is."""
    if record.kind != "debt" or "currency" in record.fields or currency is None:
        return record
    return replace(record, fields={**record.fields, "currency": currency})


def _conditions(staging: Staging, record: Record) -> list[str]:
    """Return what must hold for a row to yield the record: its own condition, and that what it belongs to is there."""
    conditions = []
    if record.where in staging.binding.conditions:
        conditions.append(staging.binding.conditions[record.where])
    owners = {"contact_point": ("person",), "liable": ("person", "debt")}.get(record.kind, ("debt",))
    for kind in owners if record.kind not in {"person", "debt"} else ():
        owner = staging.record(kind, record.person if kind == "person" else "")
        if owner is not None and owner.where in staging.binding.conditions:
            conditions.append(staging.binding.conditions[owner.where])
    if record.kind == "contact_point":
        parts = [record.fields[name] for name in ("value", "locality", "postal_code") if name in record.fields]
        texts = [staging.text(part) for part in parts if part.columns]
        conditions += ["(" + " OR ".join(f"{text} <> ''" for text in texts) + ")"] if texts else []
    return conditions


def _staged_field(staging: Staging, record: Record, rule: FieldRule, field: Field, *, where: str, table: str) -> Typed:
    text = staging.text(field)
    if rule.type == "amount":
        money = Money(text, *staging.money)
        amount_text.prepare(staging.work, field, money, table=table, where=where)
        found = amount_text.typed_amount(field, money, table=table)
        found = amount_text.above(found, least=1 if record.kind == "receipt" else 0, name=rule.name)
    else:
        found = typed(rule, field, text=text, is_typed=staging.is_typed)
        reason = lookup_reason(field, staged=staging.binding.staged(field))
        found = Typed(found.value, f"coalesce({reason}, {found.reason})") if reason else found
    if rule.required and not (record.kind == "contact_point" and rule.name == "value"):
        found = required(found, text=text, name=rule.name)
    return found


def _links(staging: Staging, record: Record) -> list[str]:
    """Return the SQL of the references by which the record hangs on the row's person and debt."""
    links = []
    debt = staging.record("debt")
    if record.kind == "debt":
        links += [f"{_debtor(staging, record)} AS debtor", f"{_attributes(staging, record)} AS attributes"]
    elif record.kind in {"contact_point", "liable"}:
        person = staging.record("person", record.person)
        assert person is not None, "The map was checked: the record names a person of the row."
        links.append(f"{staging.reference(person)} AS person")
    if record.kind in {"item", "receipt", "dispute", "liable"}:
        assert debt is not None, "The map was checked: the record belongs to a debt of the row."
        links.append(f"{staging.reference(debt)} AS debt")
    return links


def _debtor(staging: Staging, record: Record) -> str:
    person = None if record.person == NOBODY else staging.record("person", record.person)
    return staging.reference(person) if person is not None else "NULL::VARCHAR"


def _attributes(staging: Staging, record: Record) -> str:
    """Return the SQL of the further columns as JSON, in the order of their names and without the empty ones."""
    if not record.attributes:
        return "NULL::VARCHAR"
    pairs = ", ".join(
        f"{{'name': {literal(name)}, 'value': {staging.text(field)}}}"
        for name, field in sorted(record.attributes.items())
    )
    return f"to_json(map_from_entries(list_filter([{pairs}], lambda pair: pair.value <> '')))::VARCHAR"


def _cell(staging: Staging, field: Field) -> str:
    """Return the SQL of what to show of a field: the cell itself, if it comes from one column."""
    columns = staging.binding.staged(field)
    return columns[0] if len(columns) == 1 else staging.text(field)


def _reject(staging: Staging, record: Record, *, table: str) -> None:
    """Note every field of every row that cannot be taken."""
    for rule, field in _fields(record):
        staging.work.execute(
            f"INSERT INTO rejected SELECT raw.row, {literal(record.kind)}, {literal(field.shown)}, "
            f"{_cell(staging, field)}, {table}.why_{rule.name} FROM {table} JOIN cell AS raw ON raw.row = {table}.row "
            f"WHERE {table}.why_{rule.name} IS NOT NULL"
        )

"""From the records of the map to one table a kind of record, with what identifies each record worked out."""

from collections.abc import Sequence

from goodstanding.ingestion.mapping.document import Record
from goodstanding.ingestion.mapping.layout import COMPONENT_FIELDS
from goodstanding.ingestion.staging import names, points
from goodstanding.ingestion.staging.quoting import literal
from goodstanding.ingestion.staging.records import Staging, stage_record, with_currency
from goodstanding.ingestion.staging.shape import SHAPES
from goodstanding.ingestion.staging.words import read_words

SEPARATOR = "chr(31)"
"""Stands between the parts of a hashed key; no cell of a table of people and money holds it by accident."""


def stage_all(staging: Staging) -> None:
    """Make a table of every kind of record and fill it; whatever cannot be taken goes to `rejected`."""
    for shape in SHAPES.values():
        columns = ", ".join(f"{name} {kind}" for name, kind in shape.columns.items())
        staging.work.execute(f"CREATE TABLE {shape.kind} (row BIGINT, slot INTEGER, {columns})")
    document = staging.binding.map
    records = [with_currency(record, document.currency) for record in document.records]
    staged = [(slot, record, stage_record(staging, record, slot=slot)) for slot, record in enumerate(records, start=1)]
    for slot, record, table in staged:
        staging.work.execute(f"CREATE TABLE rows_{slot} AS SELECT row FROM {table}")
        shown = {name: field.shown for name, field in record.fields.items()}
        read_words(staging.work, kind=record.kind, table=table, shown=shown)
        fill = _FILLS.get(record.kind, _fill_plain)
        fill(staging, record, table, slot)
    if staging.binding.map.of("contact_point"):
        _fill_points(
            staging, [(slot, record, table) for slot, record, table in staged if record.kind == "contact_point"]
        )
    if staging.binding.map.of("receipt"):
        _count_receipts(staging)
    for _, _, table in staged:
        staging.work.execute(f"DROP TABLE {table}")


def _fill_plain(staging: Staging, record: Record, table: str, slot: int) -> None:
    """Copy the columns that a table of the map's record has in common with the kind's."""
    _insert(staging, record.kind, table, slot, {})


def _insert(staging: Staging, kind: str, table: str, slot: int, made: dict[str, str], *, joins: str = "") -> None:
    """Copy a staged table into its kind's; `made` gives the SQL of columns that are called or made differently."""
    there = {str(row[0]) for row in staging.work.execute(f"DESCRIBE {table}").fetchall()}
    values = made | {name: f"{table}.{name}" for name in SHAPES[kind].columns if name in there and name not in made}
    chosen = ", ".join(f"{value} AS {name}" for name, value in values.items())
    chosen = f", {chosen}" if chosen else ""
    staging.work.execute(
        f"INSERT INTO {kind} BY NAME SELECT {table}.row, {slot} AS slot{chosen} FROM {table} {joins} "
        f"WHERE {table}.row NOT IN (SELECT row FROM rejected)"
    )


def _fill_person(staging: Staging, record: Record, table: str, slot: int) -> None:
    if "name" not in record.fields:
        _fill_plain(staging, record, table, slot)
        return
    names.read_names(staging.work, table=table)
    made = {name: names.part_of_name(table, name) for name in ("display_name", "search_name")}
    kind = f"{table}.kind" if "kind" in record.fields else "'person'"
    for name in ("given_name", "family_name"):
        if name not in record.fields:
            part = names.part_of_name(table, name)
            made[name] = f"CASE WHEN {kind} IS DISTINCT FROM 'organisation' THEN nullif({part}, '') END"
    _insert(staging, "person", table, slot, made, joins=f"LEFT JOIN read_name ON read_name.name = {table}.name")


def _fill_points(staging: Staging, staged: Sequence[tuple[int, Record, str]]) -> None:
    """Read the contact points of all records of the map together, so that each different one is read once."""
    staging.work.execute("CREATE TABLE point (row BIGINT, slot INTEGER, person VARCHAR, label VARCHAR, source VARCHAR, "
                         f"status VARCHAR, {', '.join(f'given_{name} VARCHAR' for name in points.PARTS)})")  # fmt: skip
    for slot, _, table in staged:
        there = {str(row[0]) for row in staging.work.execute(f"DESCRIBE {table}").fetchall()}
        given = ", ".join(
            (f"coalesce({name}, '')" if name in there else "''") + f" AS given_{name}" for name in points.PARTS
        )
        own = "".join(f", {name}" for name in ("person", "label", "source", "status") if name in there)
        staging.work.execute(
            f"INSERT INTO point BY NAME SELECT row, {slot} AS slot, {given}{own} FROM {table} "
            "WHERE row NOT IN (SELECT row FROM rejected) AND person IS NOT NULL"
        )
    points.read_points(staging.work, table="point")
    given = " AND ".join(f"point.given_{name} = read_point.given_{name}" for name in points.PARTS)
    staging.work.execute(
        "INSERT INTO rejected SELECT row, 'contact_point', 'value', point.given_value, reason FROM point "
        f"JOIN read_point ON {given} WHERE reason IS NOT NULL"
    )
    read = "value, search_value, zones, " + ", ".join(
        f"nullif({name}, '') AS {name}" for name in ("country", "region", "postal_code", "locality")
    )
    staging.work.execute(
        f"INSERT INTO contact_point BY NAME SELECT row, slot, person, label, source, status, "
        f"point.given_kind AS kind, {read} FROM point JOIN read_point ON {given} WHERE reason IS NULL"
    )
    staging.work.execute("DROP TABLE point; DROP TABLE read_point")


def _fill_item(staging: Staging, record: Record, table: str, slot: int) -> None:
    parts = {
        component: f"{table}.{field}" if field in record.fields else "NULL::BIGINT"
        for field, component in COMPONENT_FIELDS.items()
    }
    total = " + ".join(f"coalesce({value}, 0)" for value in parts.values())
    made = parts | {"amount_minor": total, "currency": staging.money[0]}
    shown, reason = literal(record.fields["amount"].shown), literal("The item is worth nothing.")
    staging.work.execute(
        f"INSERT INTO rejected SELECT row, 'item', {shown}, '0', {reason} FROM {table} "
        f"WHERE {total} = 0 AND row NOT IN (SELECT row FROM rejected)"
    )
    _insert(staging, "item", table, slot, made, joins=f"JOIN cell AS raw ON raw.row = {table}.row")


def _fill_receipt(staging: Staging, record: Record, table: str, slot: int) -> None:
    """Fill the receipts; one without a key of its own is identified by all it says, and by counting (see below)."""
    said = {"debt": f"{table}.debt", "currency": staging.money[0]}
    for name in ("amount", "received_date", "method", "reference", "item"):
        if name in record.fields:
            # A rejected receipt has no amount; what stands in its cell tells whether it repeats another one.
            value = f"coalesce({table}.{name}::VARCHAR, {staging.text(record.fields[name])}, '')"
            said[name] = value
    alike = f"concat_ws({SEPARATOR}, {', '.join(said.values())})"
    key = f"{table}.key" if "key" in record.fields else "NULL::VARCHAR"
    made = {
        "source_key": key,
        "alike": f"CASE WHEN {key} IS NULL THEN {alike} END",
        "amount_minor": f"{table}.amount",
        "currency": staging.money[0],
    }
    staging.work.execute(
        f"CREATE TABLE alike_{slot} AS SELECT {table}.row, {alike} AS alike FROM {table} "
        f"JOIN cell AS raw ON raw.row = {table}.row WHERE {key} IS NULL"
    )
    _insert(staging, "receipt", table, slot, made, joins=f"JOIN cell AS raw ON raw.row = {table}.row")


def _count_receipts(staging: Staging) -> None:
    """Tell equal receipts without a key apart by counting them in the order of the file: the first, the second …

    The same file read again counts the same way, and a later file that repeats them finds them there.
    """
    staging.work.execute("""
        CREATE TABLE counted AS
            SELECT row, slot, row_number() OVER (PARTITION BY alike ORDER BY row, slot) AS occurrence
            FROM receipt WHERE alike IS NOT NULL;
        UPDATE receipt SET occurrence = counted.occurrence,
                source_key = 'same:' || left(sha256(alike), 40) || ':' || counted.occurrence
            FROM counted WHERE counted.row = receipt.row AND counted.slot = receipt.slot;
        DROP TABLE counted;
    """)


def _fill_dispute(staging: Staging, record: Record, table: str, slot: int) -> None:
    item = f"{table}.item" if "item" in record.fields else "NULL::VARCHAR"
    made = {
        "item": item,
        "source_key": f"coalesce({f'{table}.key' if 'key' in record.fields else 'NULL'}, "
        f"concat_ws('/', {table}.debt, {item}, {table}.opened_date::VARCHAR))",
    }
    if "closed_date" in record.fields:
        reason = literal("The dispute closes before it opens.")
        shown = literal(record.fields["closed_date"].shown)
        staging.work.execute(
            f"INSERT INTO rejected SELECT row, 'dispute', {shown}, closed_date::VARCHAR, {reason} FROM {table} "
            "WHERE closed_date < opened_date"
        )
    _insert(staging, "dispute", table, slot, made)


_FILLS = {
    "person": _fill_person,
    "contact_point": lambda *_: None,
    "item": _fill_item,
    "receipt": _fill_receipt,
    "dispute": _fill_dispute,
}

"""Each record of a file against the books: new, revived, changed or unchanged.

A field that the map leaves out, or that is empty in the row, says nothing and is compared with nothing.
"""

import duckdb

from goodstanding.ingestion.staging.shape import AMOUNTS, DEBT_DATES, SHAPES, Shape
from goodstanding.ingestion.staging.workspace import number

WRITTEN = "('new', 'revived', 'changed')"
"""The states in which something has to be entered."""

_JOINS = {
    "person": "LEFT JOIN book_person AS b ON b.reference = s.reference",
    "contact_point": "LEFT JOIN book_person AS p ON p.reference = s.person "
    "LEFT JOIN book_contact_point AS b ON b.person_id = p.id AND b.kind = s.kind AND b.value = s.value",
    "debt": "LEFT JOIN book_debt AS b ON b.reference = s.reference "
    "LEFT JOIN book_portfolio AS f ON f.id = b.portfolio_id LEFT JOIN book_debtor AS p ON p.id = b.debtor_id",
    "liable": "LEFT JOIN book_debt AS d ON d.reference = s.debt LEFT JOIN book_person AS p ON p.reference = s.person "
    "LEFT JOIN book_liable AS b ON b.debt_id = d.id AND b.person_id = p.id AND b.role = s.role",
    "item": "LEFT JOIN book_debt AS d ON d.reference = s.debt "
    "LEFT JOIN book_item AS b ON b.debt_id = d.id AND b.reference = s.reference "
    "LEFT JOIN book_charged AS c ON c.item_id = b.id",
    "receipt": "LEFT JOIN book_receipt AS b ON b.source_key = s.source_key",
    "dispute": "LEFT JOIN book_dispute AS b ON b.source_key = s.source_key",
}
_PLAIN = {
    "person": ("kind", "display_name", "given_name", "family_name", "language", "country"),
    "contact_point": ("country", "region", "postal_code", "locality", "label", "source", "status"),
    "debt": ("debt_type", "original_creditor", "jurisdiction", *DEBT_DATES),
    "liable": (),
    "item": ("kind", "issued_date", "due_date"),
    "receipt": (),
    "dispute": ("opened_date", "closed_date", "reason", "outcome"),
}
_CHARGE = " OR ".join(["s.issued_date <> b.issued_date", *(f"s.{name} <> coalesce(c.{name}, 0)" for name in AMOUNTS)])
_FURTHER = {
    # Attributes are added to, so only the names that the file has are compared.
    "debt": "(s.portfolio IS NOT NULL AND s.portfolio IS DISTINCT FROM f.name) "
    "OR (s.debtor IS NOT NULL AND s.debtor IS DISTINCT FROM p.reference) "
    "OR (s.attributes IS NOT NULL AND NOT list_has_all(map_entries(b.attributes::JSON::MAP(VARCHAR, VARCHAR)), "
    "map_entries(s.attributes::JSON::MAP(VARCHAR, VARCHAR))))",
    "item": _CHARGE,
}
_COLUMNS = {
    ("debt", "attributes"): "CASE WHEN b.id IS NULL THEN s.attributes "
    "ELSE json_merge_patch(b.attributes, s.attributes)::VARCHAR END AS attributes",
}


def compare(work: duckdb.DuckDBPyConnection) -> None:
    """Make a table `r_<kind>` of every kind: first mentions with chunk, book_id, book_entry_id and state."""
    work.execute("CREATE VIEW book_debtor AS SELECT id, reference FROM book_person")
    for kind, shape in SHAPES.items():
        entered = _list_chunks(work, shape)
        columns = ", ".join(_COLUMNS.get((kind, name), f"s.{name}") for name in shape.columns)
        work.execute(f"""
            CREATE TABLE r_{kind} AS
            SELECT k.chunk, s.row, {columns}, b.id AS book_id, {_entry(kind)} AS book_entry_id, {_state(kind)} AS state
                {", " + _charge_state() if kind == "item" else ""}
            FROM {kind} AS s {entered} {_JOINS[kind]}
            WHERE s.is_first ORDER BY k.chunk, s.row, s.slot
        """)


def _list_chunks(work: duckdb.DuckDBPyConnection, shape: Shape) -> str:
    """Return the SQL that joins, as `k`, the chunk that a record of a kind is entered in.

    A record that several rows mention is entered in the first of their chunks; nearly always it has only one row.
    """
    if number(work, f"SELECT count(*) FROM again_{shape.kind}") == 0:
        return "JOIN chunk_of AS k ON k.row = s.row"
    work.execute(
        f"CREATE OR REPLACE TABLE chunk_of_{shape.kind} AS SELECT {shape.keyed}, min(chunk) AS chunk "
        f"FROM {shape.kind} JOIN chunk_of USING (row) GROUP BY {shape.keyed}"
    )
    same = " AND ".join(f"k.{name} = s.{name}" for name in shape.key)
    return f"JOIN chunk_of_{shape.kind} AS k ON {same}"


def _entry(kind: str) -> str:
    return "NULL::BIGINT" if kind == "liable" else "b.entry_id"


def _state(kind: str) -> str:
    withdrawn = "" if kind in {"liable", "receipt"} else "WHEN b.is_withdrawn THEN 'revived' "
    differs = [f"(s.{name} IS NOT NULL AND s.{name} IS DISTINCT FROM b.{name})" for name in _PLAIN[kind]]
    differs += [f"({_FURTHER[kind]})"] if kind in _FURTHER else []
    changed = f"WHEN {' OR '.join(differs)} THEN 'changed' " if differs else ""
    return f"CASE WHEN b.id IS NULL THEN 'new' {withdrawn}{changed}ELSE 'unchanged' END"


def _charge_state() -> str:
    """Return the SQL of: does the item need a charge, is one taken back first, and how much of each component?"""
    wholes = ", ".join(f"coalesce(s.{name}, c.{name}, 0) AS whole_{name}" for name in AMOUNTS)
    return (
        f"coalesce(b.id IS NULL OR b.is_withdrawn OR {_CHARGE}, false) AS is_charged, "
        f"coalesce(NOT b.is_withdrawn AND ({_CHARGE}), false) AS is_recharged, {wholes}"
    )

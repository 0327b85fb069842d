"""The rows of one chunk, as the books take them: what is new, what is written over, and the proof of the file."""

import json
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pyarrow as pa

from goodstanding.evidence.canonical import canonical, instant
from goodstanding.evidence.row import digest
from goodstanding.ingestion.staging.quoting import literal
from goodstanding.ingestion.staging.shape import AMOUNTS, DEBT_DATES, SHAPES

NEW = "state = 'new'"
WRITTEN_OVER = "state IN ('revived', 'changed')"


@dataclass(frozen=True)
class Stamp:
    """What every row of a chunk is stamped with."""

    client_id: int
    entry_id: int
    at: datetime

    @property
    def sql(self) -> str:
        """The stamps as columns of a question."""
        return f"TIMESTAMPTZ {literal(instant(self.at))} AS recorded_at, {self.entry_id}::BIGINT AS entry_id"


_DEFAULTS: dict[str, dict[str, str]] = {
    "person": {"kind": "'person'"} | dict.fromkeys(("given_name", "family_name", "language", "country"), "''"),
    "contact_point": {"status": "'unverified'", "source": "'client file'"}
    | dict.fromkeys(("label", "country", "region", "postal_code", "locality"), "''"),
    "debt": {"debt_type": "'other'", "attributes": "'{}'", "original_creditor": "''", "jurisdiction": "''"},
    "item": {"kind": "'invoice'"},
    "dispute": {"reason": "''", "outcome": "''"},
    "liable": {},
}
_COLUMNS: dict[str, str] = {
    "person": "id reference kind display_name given_name family_name search_name language country",
    "contact_point": "id person_id kind value search_value label source country region postal_code locality zones "
    "status",
    "debt": "id reference currency portfolio_id debtor_id debt_type original_creditor jurisdiction attributes "
    + " ".join(DEBT_DATES),
    "item": "id debt_id reference kind issued_date due_date amount_minor",
    "dispute": "id debt_id item_id source_key opened_date closed_date reason outcome",
    "liable": "id debt_id person_id role",
}
_MADE = {"item": {"amount_minor": " + ".join(f"whole_{name}" for name in AMOUNTS)}}
_ALSO = {
    "person": "{client}::BIGINT AS issuer_id",
    "contact_point": "TIMESTAMPTZ {at} AS status_at",
    "debt": "id AS account_id, {client}::BIGINT AS client_id",
    "dispute": "{client}::BIGINT AS client_id",
}


def rows_of_chunk(
    work: duckdb.DuckDBPyConnection, kind: str, chunk: int, *, stamp: Stamp, where: str = NEW
) -> pa.Table:
    """Return the rows of a kind that are new in a chunk, or those that are written over; these keep NULL where the file
    says nothing, and carry the entry that we believe wrote the row last."""
    made = _MADE.get(kind, {})
    defaults = _DEFAULTS[kind] if where == NEW else {}
    columns = [_column(name, made.get(name, name), defaults.get(name)) for name in _COLUMNS[kind].split()]
    also = _ALSO.get(kind, "").format(client=stamp.client_id, at=literal(instant(stamp.at)))
    columns += [also] if also else []
    columns += ["book_entry_id AS expected_entry_id"] if where == WRITTEN_OVER else []
    return _table(work, f"SELECT {', '.join(columns)}, {stamp.sql} FROM e_{kind} WHERE chunk = {chunk} AND {where}")


def ranges_of_chunk(work: duckdb.DuckDBPyConnection, chunk: int) -> dict[str, list[int]]:
    """Return kind → first and last number of the new rows of a chunk; kinds without any are left out."""
    found = {
        kind: work.execute(f"SELECT min(id), max(id) FROM e_{kind} WHERE chunk = {chunk} AND {NEW}").fetchall()[0]
        for kind in SHAPES
    }
    return {kind: [int(first), int(last)] for kind, (first, last) in found.items() if first is not None}


def accounts_of_chunk(work: duckdb.DuckDBPyConnection, chunk: int) -> pa.Table:
    """Return the accounts to open for the new debts of a chunk: id, book_id."""
    return _table(
        work,
        "SELECT e_debt.id, book_number.id AS book_id FROM e_debt JOIN book_number USING (currency) "
        f"WHERE chunk = {chunk} AND {NEW}",
    )


def transactions_of_chunk(work: duckdb.DuckDBPyConnection, chunk: int, *, stamp: Stamp) -> pa.Table:
    """Return the ledger's transactions that charge the items of a chunk, on their days of issue."""
    return _table(
        work,
        "SELECT transaction_id AS id, book_number.id AS book_id, 'charge' AS kind, issued_date AS effective_date, "
        f"reference, {stamp.sql} FROM e_item JOIN book_number USING (currency) WHERE chunk = {chunk} AND is_charged",
    )


def postings_of_chunk(work: duckdb.DuckDBPyConnection, chunk: int, *, stamp: Stamp) -> pa.Table:
    """Return the lines of these charges: each component owed, against what the client placed."""
    sides = " UNION ALL ".join(
        f"SELECT transaction_id, currency, debt_id, id, issued_date, {literal(head)} AS head, "
        f"{literal(name)} AS component, {sign}whole_{name} AS amount_minor "
        f"FROM e_item WHERE chunk = {chunk} AND is_charged AND whole_{name} <> 0"
        for name in AMOUNTS
        for head, sign in (("receivable", ""), ("placed", "-"))
    )
    return _table(
        work,
        "SELECT transaction_id, book_number.id AS book_id, debt_id AS account_id, s.id AS item_id, head, component, "
        f"amount_minor, issued_date AS effective_date, {stamp.sql} FROM ({sides}) AS s "
        "JOIN book_number USING (currency) ORDER BY transaction_id",
    )


def recharged_items(work: duckdb.DuckDBPyConnection, chunk: int) -> pa.Table:
    """Return account_id and item_id of the items whose charge is replaced."""
    return _table(
        work,
        "SELECT debt_id AS account_id, id AS item_id FROM e_item "
        f"WHERE chunk = {chunk} AND is_recharged ORDER BY debt_id, id",
    )


def source_rows(work: duckdb.DuckDBPyConnection, chunk: int, *, columns: dict[str, str]) -> tuple[list[str], bytes]:
    """Return the keys of a chunk's rows ("row:17") and their digests in one run, for the evidence entry.

    The digest is that of evidence.row over the key and the row's canonical JSON: its columns' names in order, its cells
    as text. A test holds it equal to what Python computes.

    columns  name in the file → staged column.
    """
    pairs = ", ".join(f"{literal(name)}, {columns[name]}" for name in sorted(columns))
    found = _table(
        work,
        "SELECT 'row:' || row AS key, unhex(sha256('row:' || row || chr(10) || told)) AS digest, "
        "CASE WHEN contains(told, '\\u00') THEN told END AS odd "
        f"FROM (SELECT row, json_object({pairs})::VARCHAR AS told "
        f"FROM raw JOIN chunk_of USING (row) JOIN accepted USING (row) WHERE chunk = {chunk}) ORDER BY row",
    )
    keys, digests = found["key"].to_pylist(), found["digest"].to_pylist()
    for place, odd in enumerate(found["odd"].to_pylist()):
        if odd is not None:
            # DuckDB writes control characters in another way than evidence does; hardly any file has them.
            digests[place] = digest(keys[place], canonical(json.loads(odd)))
    return keys, b"".join(digests)


def _column(name: str, made: str, default: str | None) -> str:
    return f"coalesce({made}, {default}) AS {name}" if default else f"{made} AS {name}"


def _table(work: duckdb.DuckDBPyConnection, question: str) -> pa.Table:
    return work.sql(question).to_arrow_table()

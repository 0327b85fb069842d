"""The sheet of accounts put together from its parts, column by column.

Every part is found once for all accounts and its columns are taken by that place: joining two dozen parts in one
question costs several times as much. Only what is more than a column of a part is asked of DuckDB.
"""

from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from goodstanding.factsheet.daily.column import DailyColumn
from goodstanding.factsheet.daily.sheet import ACCOUNT_COLUMNS
from goodstanding.strategy.night.facts.columns import ACCOUNTS, NAMED, TAKEN, is_filled
from goodstanding.strategy.night.questions import put

_PARTS = {
    "client_id": ("client",),
    "portfolio_id": ("portfolio",),
    "account_id": (
        "ledger_sums", "owed", "next_due", "item_count", "paid", "lateness", "promised", "planned", "settling",
        "offered", "frozen", "held", "in_dispute",
        "stepped", "limited", "of_person",
    ),
    "person_id": (
        "person", "accounts_of_person", "contacted", "points_counted", "said_to_all", "said_to_points", "wished",
        "circumstances", "spoken_for", "in_hardship", "in_need", "arms_of_person", "placed",
    ),
}  # fmt: skip
"""The parts by what they speak of; each has at most one row of it."""
_RENAMED = {("client", "name"): "client", ("portfolio", "name"): "portfolio", ("person", "kind"): "person_kind"}
_WANTED = NAMED | ACCOUNT_COLUMNS.keys()
_NOTHING: dict[str, Any] = {"yes": False, "words": "", "amount": 0, "whole": 0}


def account_sheet(books: duckdb.DuckDBPyConnection, debts: pa.Table, **values: str) -> pa.Table:
    """Return the declared columns of debts, in order of account; `values` stand in the expressions."""
    joined = _joined(books, in_order(debts))
    asked = pa.table({name: column for name, column in joined.items() if name in NAMED})
    books.register("joined", asked)
    found = books.sql(put(ACCOUNTS, **values)).to_arrow_table()
    many = asked.num_rows
    return pa.table({
        name: found[name] if name in TAKEN else _filled(joined.get(name), column, many=many)
        for name, column in ACCOUNT_COLUMNS.items()
    })  # fmt: skip


def in_order(debts: pa.Table) -> pa.Table:
    """Return debts in order of account."""
    numbers = debts["account_id"].combine_chunks()
    if pc.all(pc.less(numbers[:-1], numbers[1:])).as_py() is not False:
        return debts
    return debts.sort_by("account_id")


def _joined(books: duckdb.DuckDBPyConnection, debts: pa.Table) -> dict[str, pa.ChunkedArray]:
    joined = {name: debts[name] for name in debts.column_names if name in _WANTED}
    for key, parts in _PARTS.items():
        wanted = debts[key].combine_chunks()
        for name in parts:
            joined |= _taken(_part(books, name, key=key), name, key=key, wanted=wanted)
    return joined


def _part(books: duckdb.DuckDBPyConnection, name: str, *, key: str) -> pa.Table:
    """Return the wanted columns of a part; sums come as whole numbers of 64 bits."""
    part = books.table(name)
    columns = [
        f"{column}::BIGINT AS {column}" if kind == "HUGEINT" else column
        for column, kind in zip(part.columns, part.types, strict=True)
        if column == key or column in _WANTED or (name, column) in _RENAMED
    ]
    return part.select(", ".join(columns)).to_arrow_table()


def _taken(part: pa.Table, name: str, *, key: str, wanted: pa.Array) -> dict[str, pa.ChunkedArray]:
    """Return the columns of a part in the order of what is wanted, absent where it has no row."""
    columns = {_RENAMED.get((name, column), column): part[column] for column in part.column_names if column != key}
    if not part.num_rows:
        return {column: pa.chunked_array([pa.nulls(len(wanted), values.type)]) for column, values in columns.items()}
    places = pc.index_in(wanted, value_set=part[key].combine_chunks(), skip_nulls=True)
    return {column: values.combine_chunks().take(places) for column, values in columns.items()}


def _filled(values: pa.ChunkedArray | None, column: DailyColumn, *, many: int) -> pa.ChunkedArray:
    """Return a column with what stands where no part tells it; no part at all tells some."""
    values = pa.nulls(many, column.type) if values is None else values
    return values.fill_null(_NOTHING[column.kind]) if is_filled(column) and values.null_count else values

"""From compared records to rows of the books: every new row gets its number, every reference the number it stands for.

The tables are called `e_` and the kind. Numbers come from the books' own sequences and are given out in the order of
the file.
"""

from collections.abc import Callable
from functools import partial

import duckdb
import pyarrow as pa

from goodstanding.ingestion.staging.shape import SHAPES
from goodstanding.ingestion.staging.workspace import append, number

Allot = Callable[[str, int], pa.Array]
"""Takes so many numbers from the sequence of a kind of row: a kind of record, or "transaction"."""

_WRITTEN = "state IN ('new', 'revived', 'changed')"


def number_rows(work: duckdb.DuckDBPyConnection, *, allot: Allot) -> None:
    """Make the `e_` tables of everything that has to be entered, and the maps from references to numbers."""
    for kind in SHAPES:
        _number(work, f"r_{kind}", f"n_{kind}", where="state = 'new'", column="id", take=partial(allot, kind))
    work.execute("CREATE TABLE person_id AS SELECT reference, id FROM n_person")
    work.execute("CREATE TABLE debt_id AS SELECT reference, id FROM n_debt")
    work.execute(
        "CREATE TABLE item_id AS SELECT debt_id.id AS debt_id, n_item.reference, n_item.id FROM n_item "
        "JOIN debt_id ON debt_id.reference = n_item.debt UNION "
        "SELECT debt_id, reference, id FROM book_item WHERE NOT is_withdrawn"
    )
    take = partial(allot, "transaction")
    _number(work, "n_item", "t_item", where="is_charged", column="transaction_id", take=take)
    _number(work, "n_receipt", "t_receipt", where="state = 'new'", column="transaction_id", take=take)
    for kind, question in _ROWS.items():
        work.execute(f"CREATE TABLE e_{kind} AS {question} ORDER BY chunk, id")


def _number(
    work: duckdb.DuckDBPyConnection,
    source: str,
    target: str,
    *,
    where: str,
    column: str,
    take: Callable[[int], pa.Array],
) -> None:
    """Copy a table with a number in a new column for the rows that need one; the others keep the books' own number."""
    count = number(work, f"SELECT count(*) FROM {source} WHERE {where}")
    work.execute("CREATE OR REPLACE TABLE allotted (place BIGINT, given BIGINT)")
    if count:
        places = pa.array(range(1, count + 1), pa.int64())
        append(work, "allotted", pa.table({"place": places, "given": take(count)}))
    known = ", book_id" if column == "id" else ""
    work.execute(
        f"CREATE TABLE {target} AS SELECT s.* EXCLUDE (place), coalesce(given{known}) AS {column} FROM ("
        f"SELECT *, CASE WHEN {where} THEN row_number() OVER (PARTITION BY ({where}) ORDER BY rowid) END AS place "
        f"FROM {source}) AS s LEFT JOIN allotted USING (place)"
    )


_PERSON_OF = "LEFT JOIN person_id AS p ON p.reference = s.{}"
_DEBT_OF = "LEFT JOIN debt_id AS d ON d.reference = s.debt"
_ITEM_OF = "LEFT JOIN item_id AS i ON i.debt_id = d.id AND i.reference = s.item"
_ROWS = {
    "person": f"SELECT * FROM n_person WHERE {_WRITTEN}",
    "contact_point": f"SELECT s.*, p.id AS person_id FROM n_contact_point AS s {_PERSON_OF.format('person')} WHERE {_WRITTEN}",
    "debt": "SELECT s.*, p.id AS debtor_id, f.id AS portfolio_id FROM n_debt AS s "
    f"{_PERSON_OF.format('debtor')} LEFT JOIN book_portfolio AS f ON f.name = s.portfolio WHERE {_WRITTEN}",
    "liable": f"SELECT s.*, d.id AS debt_id, p.id AS person_id FROM n_liable AS s {_DEBT_OF} "
    f"{_PERSON_OF.format('person')} WHERE {_WRITTEN}",
    "item": f"SELECT s.*, d.id AS debt_id FROM t_item AS s {_DEBT_OF} WHERE {_WRITTEN} OR is_charged",
    "receipt": f"SELECT s.*, d.id AS debt_id, i.id AS item_id FROM t_receipt AS s {_DEBT_OF} {_ITEM_OF} WHERE {_WRITTEN}",
    "dispute": f"SELECT s.*, d.id AS debt_id, i.id AS item_id FROM n_dispute AS s {_DEBT_OF} {_ITEM_OF} WHERE {_WRITTEN}",
}

"""From compared records to rows of the books: every new row gets its number, every reference the number it stands for.

The tables are called `e_` and the kind; they hold what has to be entered and nothing else. Numbers come from the books'
own sequences and are given out in the order of the file.
"""

from collections.abc import Callable
from functools import partial

import duckdb
import pyarrow as pa

from goodstanding.ingestion.staging.shape import SHAPES
from goodstanding.ingestion.staging.workspace import append, number

Allot = Callable[[str, int], pa.Array]
"""Takes so many numbers from the sequence of a kind of row: a kind of record, or "transaction"."""

_PERSON = "LEFT JOIN person_id AS p ON p.reference = s.{}"
_DEBT = "LEFT JOIN debt_id AS d ON d.reference = s.debt"
_ITEM = "LEFT JOIN item_id AS i ON i.debt_id = d.id AND i.reference = s.item"
_REFERRING = {
    "person": ("", ""),
    "contact_point": (", p.id AS person_id", _PERSON.format("person")),
    "debt": (
        ", p.id AS debtor_id, f.id AS portfolio_id",
        f"{_PERSON.format('debtor')} LEFT JOIN book_portfolio AS f ON f.name = s.portfolio",
    ),
    "liable": (", d.id AS debt_id, p.id AS person_id", f"{_DEBT} {_PERSON.format('person')}"),
    "item": (", d.id AS debt_id", _DEBT),
    "receipt": (", d.id AS debt_id, i.id AS item_id", f"{_DEBT} {_ITEM}"),
    "dispute": (", d.id AS debt_id, i.id AS item_id", f"{_DEBT} {_ITEM}"),
}
"""Kind → the columns that refer to other rows, and the joins that find them."""
_CALLED = {"person": "reference", "debt": "reference", "receipt": "source_key"}
"""The kinds that other rows refer to, and what they are called by."""
_WITH_TRANSACTION = {"item": "is_charged", "receipt": "state = 'new'"}


def number_rows(work: duckdb.DuckDBPyConnection, *, allot: Allot) -> None:
    """Make the `e_` tables of everything that has to be entered."""
    for kind in SHAPES:
        count = number(work, f"SELECT count(*) FROM r_{kind} WHERE state = 'new'")
        given = _given(work, kind, count=count, take=partial(allot, kind))
        _fill(work, kind, given)
        if kind in _WITH_TRANSACTION:
            _number_transactions(work, kind, take=partial(allot, "transaction"))
        if kind in _CALLED:
            _list_numbers(work, kind)
        if kind == "item":
            _list_items(work)


def _given(work: duckdb.DuckDBPyConnection, name: str, *, count: int, take: Callable[[int], pa.Array]) -> str:
    """Take so many numbers; return the SQL that turns `place`, counted from 1, into a number.

    Numbers of a sequence follow each other unless somebody else takes some meanwhile; then they are looked up.
    """
    if not count:
        return "NULL::BIGINT"
    numbers = take(count)
    first, last = numbers[0].as_py(), numbers[count - 1].as_py()
    if last - first + 1 == count:
        return f"({first - 1}::BIGINT + place)"
    work.execute(f"CREATE TABLE allotted_{name} (place BIGINT, given BIGINT)")
    append(work, f"allotted_{name}", pa.table({"place": pa.array(range(1, count + 1), pa.int64()), "given": numbers}))
    return f"(SELECT given FROM allotted_{name} AS a WHERE a.place = s.place)"


def _fill(work: duckdb.DuckDBPyConnection, kind: str, given: str) -> None:
    """Fill the table of a kind: new rows with their new numbers, the others with the books' own."""
    columns, joins = _REFERRING[kind]
    work.execute(
        f"CREATE TABLE e_{kind} AS SELECT s.* EXCLUDE (place), {given} AS id{columns} "
        f"FROM (SELECT *, row_number() OVER () AS place FROM r_{kind} WHERE state = 'new') AS s {joins}"
    )
    also = " OR is_charged" if kind == "item" else ""
    work.execute(
        f"INSERT INTO e_{kind} SELECT s.*, book_id AS id{columns} FROM r_{kind} AS s {joins} "
        f"WHERE state IN ('revived', 'changed'){also} AND state <> 'new'"
    )


def _number_transactions(work: duckdb.DuckDBPyConnection, kind: str, *, take: Callable[[int], pa.Array]) -> None:
    """Number the ledger's transactions of items and receipts; the number hangs on the row's own."""
    where = _WITH_TRANSACTION[kind]
    count = number(work, f"SELECT count(*) FROM e_{kind} WHERE {where}")
    given = _given(work, f"{kind}_transaction", count=count, take=take)
    work.execute(
        f"CREATE TABLE t_{kind} AS SELECT s.* EXCLUDE (place), {given} AS transaction_id "
        f"FROM (SELECT *, row_number() OVER () AS place FROM e_{kind} WHERE {where}) AS s"
    )
    work.execute(f"INSERT INTO t_{kind} SELECT *, NULL FROM e_{kind} WHERE NOT ({where})")
    work.execute(f"DROP TABLE e_{kind}")
    work.execute(f"ALTER TABLE t_{kind} RENAME TO e_{kind}")


def _list_numbers(work: duckdb.DuckDBPyConnection, kind: str) -> None:
    """Make the table of names and numbers of everything of a kind that the file mentions."""
    called = _CALLED[kind]
    work.execute(
        f"CREATE TABLE {kind}_id AS SELECT {called}, id FROM e_{kind} WHERE state = 'new' "
        f"UNION ALL SELECT {called}, book_id FROM r_{kind} WHERE state <> 'new'"
    )


def _list_items(work: duckdb.DuckDBPyConnection) -> None:
    """Make the table of debts, references and numbers of all items that a receipt or a dispute may name."""
    named = "EXISTS (FROM r_receipt WHERE item IS NOT NULL) OR EXISTS (FROM r_dispute WHERE item IS NOT NULL)"
    work.execute(
        f"CREATE TABLE item_id AS SELECT debt_id, reference, id FROM e_item WHERE {named} "
        "UNION SELECT debt_id, reference, id FROM book_item WHERE NOT is_withdrawn"
    )

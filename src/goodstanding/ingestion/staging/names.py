"""Persons' names in a file, tidied and made findable: plain ones in DuckDB, the others by parties.person.

Both ways give the same, to the letter; a test holds them equal.
"""

import duckdb
import pyarrow as pa

from goodstanding.ingestion.staging.quoting import literal
from goodstanding.ingestion.staging.workspace import append
from goodstanding.parties.person import PersonRefused, search_key, tidy

_PIECE_NAMES = 50_000
_IS_PLAIN = "(regexp_full_match(name, '[ -~]*[A-Za-z0-9][ -~]*'))"
_TIDIED = "regexp_replace(name, ' +', ' ', 'g')"
_SEARCHED = "trim(regexp_replace(regexp_replace(lower(name), '[''`]', '', 'g'), '[^a-z0-9]+', ' ', 'g'))"


def read_names(work: duckdb.DuckDBPyConnection, *, table: str) -> None:
    """Make the table `read_name` (name, display_name, search_name) for the names in a staged table.

    A name without a letter or digit is rejected under the person's name.
    """
    work.execute("CREATE TABLE IF NOT EXISTS read_name (name VARCHAR, display_name VARCHAR, search_name VARCHAR)")
    found = work.cursor().execute(
        f"SELECT DISTINCT name FROM {table} WHERE name IS NOT NULL AND NOT {_IS_PLAIN} "
        "AND name NOT IN (SELECT name FROM read_name)"
    )
    while names := found.fetchmany(_PIECE_NAMES):
        append(work, "read_name", _read([name for (name,) in names]))
    reason = literal("A person needs a name.")
    work.execute(
        f"INSERT INTO rejected SELECT row, 'person', 'name', name, {reason} FROM {table} "
        f"JOIN read_name USING (name) WHERE read_name.search_name IS NULL"
    )


def display_name(table: str) -> str:
    """Return the SQL of the tidied name of a staged person; `read_name` must be joined."""
    return _case(table, _TIDIED, "display_name")


def search_name(table: str) -> str:
    """Return the SQL of the search key of a staged person; `read_name` must be joined."""
    return _case(table, _SEARCHED, "search_name")


def _case(table: str, plain: str, column: str) -> str:
    name = f"{table}.name"
    return f"CASE WHEN {_IS_PLAIN.replace('name', name)} THEN {plain.replace('name', name)} ELSE read_name.{column} END"


def _read(names: list[str]) -> pa.Table:
    shown: list[str | None] = []
    keys: list[str | None] = []
    for name in names:
        try:
            shown.append(tidy(name))
            keys.append(search_key(name))
        except PersonRefused:
            shown.append(None)
            keys.append(None)
    return pa.table(
        {
            "name": pa.array(names, pa.string()),
            "display_name": pa.array(shown, pa.string()),
            "search_name": pa.array(keys, pa.string()),
        }
    )

"""Persons' names in a file, tidied and made findable: plain ones in DuckDB, the others by parties.person.

Both ways give the same, to the letter; a test holds them equal.
"""

import duckdb
import pyarrow as pa

from goodstanding.ingestion.staging.quoting import literal
from goodstanding.ingestion.staging.workspace import append
from goodstanding.parties.person import PersonRefused, search_key, split_name, tidy

_PIECE_NAMES = 50_000
_IS_PLAIN = "regexp_full_match(name, '[ -~]*[A-Za-z0-9][ -~]*')"
_TIDIED = "regexp_replace(name, ' +', ' ', 'g')"
_SEARCHED = "trim(regexp_replace(regexp_replace(lower(name), '[''`]', '', 'g'), '[^a-z0-9]+', ' ', 'g'))"
# Two plain words without a title in front are a given name and a family name; the rest is looked at word by word.
_IS_TWO_WORDS = (
    "(regexp_full_match(name, '[A-Za-z0-9''-]+ +[A-Za-z0-9''-]+') AND "
    "NOT regexp_full_match(lower(name), '(mr|mrs|ms|miss|mx|dr|prof) .*'))"
)
_COLUMNS = {
    "display_name": (_IS_PLAIN, _TIDIED),
    "search_name": (_IS_PLAIN, _SEARCHED),
    "given_name": (_IS_TWO_WORDS, "regexp_extract(name, '^[^ ]+')"),
    "family_name": (_IS_TWO_WORDS, "regexp_extract(name, '[^ ]+$')"),
}
"""What is made of a name: where DuckDB can make it, and how."""


def read_names(work: duckdb.DuckDBPyConnection, *, table: str) -> None:
    """Add the names of a staged table that DuckDB cannot read to the table `read_name`.

    A name without a letter or digit is rejected under the person's name.
    """
    columns = ", ".join(f"{name} VARCHAR" for name in ("name", *_COLUMNS))
    work.execute(f"CREATE TABLE IF NOT EXISTS read_name ({columns})")
    found = work.cursor().execute(
        f"SELECT DISTINCT name FROM {table} WHERE name IS NOT NULL AND NOT ({_IS_PLAIN} AND {_IS_TWO_WORDS}) "
        "AND name NOT IN (SELECT name FROM read_name)"
    )
    while names := found.fetchmany(_PIECE_NAMES):
        append(work, "read_name", _read([name for (name,) in names]))
    reason = literal("A person needs a name.")
    work.execute(
        f"INSERT INTO rejected SELECT row, 'person', 'name', name, {reason} FROM {table} "
        "JOIN read_name USING (name) WHERE read_name.search_name IS NULL"
    )


def part_of_name(table: str, column: str) -> str:
    """Return the SQL of what is made of a staged person's name; `read_name` must be joined."""
    plain, made = _COLUMNS[column]
    name = f"{table}.name"
    return f"CASE WHEN {plain.replace('name', name)} THEN {made.replace('name', name)} ELSE read_name.{column} END"


def _read(names: list[str]) -> pa.Table:
    read = [_read_one(name) for name in names]
    columns = {column: pa.array([one[place] for one in read], pa.string()) for place, column in enumerate(_COLUMNS)}
    return pa.table({"name": pa.array(names, pa.string()), **columns})


def _read_one(name: str) -> tuple[str | None, str | None, str, str]:
    try:
        return (tidy(name), search_key(name), *split_name(tidy(name)))
    except PersonRefused:
        return None, None, "", ""

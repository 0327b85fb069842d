"""Words that other chapters read in their own way: countries, languages, names of portfolios; each one once."""

from collections.abc import Callable

import duckdb
import pyarrow as pa

from goodstanding.calendars.place import country_code
from goodstanding.ingestion.staging.quoting import literal
from goodstanding.ingestion.staging.workspace import append
from goodstanding.parties import preference
from goodstanding.receivables.client import tidy_name
from goodstanding.refusal import Refusal

_PIECE_WORDS = 10_000


class CountryUnknown(Refusal):
    """The text is no country."""


def _country(text: str) -> str:
    code = country_code(text)
    if not code:
        raise CountryUnknown("This is no country; write its two letters, such as US.")
    return code


def _language(text: str) -> str:
    return preference.read("language", text)


READERS: dict[tuple[str, str], Callable[[str], str]] = {
    ("person", "country"): _country,
    ("person", "language"): _language,
    ("contact_point", "country"): _country,
    ("debt", "portfolio"): tidy_name,
}
"""Kind of record and field → what reads it; a refusal's sentence rejects the row."""


def read_words(work: duckdb.DuckDBPyConnection, *, kind: str, table: str, shown: dict[str, str]) -> None:
    """Replace the words of a staged table by what they are read as, and reject rows whose words cannot be read.

    shown  field → the column of the file, for the fields that the map has.
    """
    for name, column in shown.items():
        read = READERS.get((kind, name))
        if read is not None:
            _read_column(work, kind=kind, table=table, name=name, shown=column, read=read)


def _read_column(
    work: duckdb.DuckDBPyConnection, *, kind: str, table: str, name: str, shown: str, read: Callable[[str], str]
) -> None:
    work.execute("CREATE OR REPLACE TABLE word (text VARCHAR, meaning VARCHAR, reason VARCHAR)")
    found = work.cursor().execute(f"SELECT DISTINCT {name} FROM {table} WHERE {name} IS NOT NULL")
    while texts := found.fetchmany(_PIECE_WORDS):
        append(work, "word", _read_all([text for (text,) in texts], read))
    work.execute(
        f"INSERT INTO rejected SELECT row, {literal(kind)}, {literal(shown)}, text, reason FROM {table} "
        f"JOIN word ON text = {name} WHERE reason IS NOT NULL"
    )
    work.execute(f"UPDATE {table} SET {name} = meaning FROM word WHERE text = {name} AND meaning <> text")


def _read_all(texts: list[str], read: Callable[[str], str]) -> pa.Table:
    meanings: list[str | None] = []
    reasons: list[str | None] = []
    for text in texts:
        try:
            meanings.append(read(text))
            reasons.append(None)
        except Refusal as refusal:
            meanings.append(None)
            reasons.append(str(refusal))
    return pa.table(
        {
            "text": pa.array(texts, pa.string()),
            "meaning": pa.array(meanings, pa.string()),
            "reason": pa.array(reasons, pa.string()),
        }
    )

"""Contact points in a file, read as parties.contact_point reads them, each different one once.

A telephone number of the North American plan is cut into its first six digits, which alone decide its country and its
zones, and the rest; plain e-mail addresses need no more than lower case. Both ways give the same, to the letter; a test
holds them equal. Reading a number one by one costs a tenth of a millisecond, which a million rows do not have.
"""

import duckdb
import pyarrow as pa

from goodstanding.ingestion.staging.workspace import append
from goodstanding.parties.contact_point import ContactPointRefused, Point, read_address, read_email, read_phone

_PIECE = 20_000
PARTS = ("kind", "value", "country", "region", "postal_code", "locality")
"""What a contact point is read from, as the file has it; '' where it has nothing."""
_READ = {name: pa.string() for name in ("value", "search_value", "country", "region", "postal_code", "locality")} | {
    "zones": pa.list_(pa.string()),
    "reason": pa.string(),
}
_ATOM = "[a-z0-9_+-]+"
_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_PLAIN_EMAIL = (
    "(given_kind = 'email' AND length(given_value) <= 254 AND strpos(given_value, '@') <= 65 "
    f"AND regexp_full_match(lower(given_value), '{_ATOM}(\\.{_ATOM})*@({_LABEL}\\.)+{_LABEL}'))"
)
_PLAIN_PHONE = (
    "(given_kind = 'phone' AND given_country IN ('US', 'CA') AND regexp_full_match(given_value, "
    r"'(\+?1[ .-]?)?(\([2-9][0-9]{2}\)|[2-9][0-9]{2})[ .-]?[0-9]{3}[ .-]?[0-9]{4}'))"
)
_TEN_DIGITS = "right(regexp_replace(given_value, '[^0-9]', '', 'g'), 10)"
_PREFIX_DIGITS = 6
_GIVEN = ", ".join(f"given_{name}" for name in PARTS)
_READ_COLUMNS = ", ".join(
    [f"given_{name} VARCHAR" for name in PARTS]
    + [f"{name} {'VARCHAR[]' if name == 'zones' else 'VARCHAR'}" for name in _READ]
)


def read_points(work: duckdb.DuckDBPyConnection, *, table: str) -> None:
    """Make the table `read_point` (the parts as `given_…`, and what was read) for a staged table that has the parts."""
    work.execute(f"CREATE TABLE read_point ({_READ_COLUMNS})")
    work.execute(f"CREATE TABLE given AS SELECT DISTINCT {_GIVEN} FROM {table}")
    _read_emails(work)
    _read_phones(work)
    _read_slowly(work, f"SELECT {_GIVEN} FROM given WHERE NOT {_PLAIN_EMAIL} AND NOT {_PLAIN_PHONE}", into="read_point")
    work.execute("DROP TABLE given")


def _read_emails(work: duckdb.DuckDBPyConnection) -> None:
    work.execute(
        f"INSERT INTO read_point BY NAME SELECT {_GIVEN}, lower(given_value) AS value, "
        "lower(given_value) AS search_value, '' AS country, '' AS region, '' AS postal_code, '' AS locality, "
        f"[]::VARCHAR[] AS zones FROM given WHERE {_PLAIN_EMAIL}"
    )


def _read_phones(work: duckdb.DuckDBPyConnection) -> None:
    """Read one number of each prefix in full and give its country and zones to all numbers of the prefix."""
    work.execute(f"CREATE TABLE read_prefix ({_READ_COLUMNS})")
    samples = (
        f"SELECT 'phone', min({_TEN_DIGITS}), given_country, '', '', '' FROM given WHERE {_PLAIN_PHONE} "
        f"GROUP BY left({_TEN_DIGITS}, {_PREFIX_DIGITS}), given_country"
    )
    _read_slowly(work, samples, into="read_prefix")
    work.execute(
        f"INSERT INTO read_point BY NAME SELECT {_GIVEN}, '+1' || digits AS value, '1' || digits AS search_value, "
        "p.country, '' AS region, '' AS postal_code, '' AS locality, p.zones "
        f"FROM (SELECT *, {_TEN_DIGITS} AS digits FROM given WHERE {_PLAIN_PHONE}) "
        "JOIN (SELECT given_value AS sample, given_country AS sample_country, country, zones FROM read_prefix) AS p "
        f"ON left(digits, {_PREFIX_DIGITS}) = left(sample, {_PREFIX_DIGITS}) AND sample_country = given_country"
    )
    work.execute("DROP TABLE read_prefix")


def _read_slowly(work: duckdb.DuckDBPyConnection, question: str, *, into: str) -> None:
    found = work.cursor().execute(question)
    while given := found.fetchmany(_PIECE):
        points = [_read_point(parts) for parts in given]
        columns = {f"given_{name}": [parts[place] for parts in given] for place, name in enumerate(PARTS)}
        for name in _READ:
            columns[name] = [_column(point, name) for point in points]
        types = {f"given_{name}": pa.string() for name in PARTS} | _READ
        append(work, into, pa.table({name: pa.array(values, types[name]) for name, values in columns.items()}))


def _column(point: Point | str, name: str) -> object:
    if isinstance(point, str):
        return point if name == "reason" else None
    return None if name == "reason" else getattr(point, name)


def _read_point(parts: tuple[str, ...]) -> Point | str:
    """Read one contact point; return the sentence where it is none."""
    kind, value, country, region, postal_code, locality = parts
    try:
        if kind == "email":
            return read_email(value)
        if kind == "phone":
            return read_phone(value, country=country)
        return read_address(
            value.split("\n"), locality=locality, region=region, postal_code=postal_code, country=country
        )
    except ContactPointRefused as refusal:
        return str(refusal)

"""Rows to PostgreSQL and back, on each version: what goes in comes out."""

import datetime as dt
import shutil
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import psycopg
import pyarrow as pa
import pytest

from goodstanding.database import cluster, rows
from goodstanding.database.server.binaries import installed
from tests.database.conftest import MAJORS, passable_place

UTC = dt.UTC
TEXTS = [
    "",
    None,
    'say "no"',
    "two\nlines",
    "a\r\nb",
    "a\n\\.\nb",
    "\\.",
    "comma, tab\t",
    "naïve 雪 🦉",
    "\\N",
    "NULL",
    "  ",
]


@pytest.fixture(scope="module", params=MAJORS, ids=lambda major: f"PostgreSQL {major}")
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    fitting = [one for one in installed() if one.major == request.param]
    if not fitting:
        pytest.skip(f"PostgreSQL {request.param} is not installed here, so it was not tested.")
    place = passable_place()
    yield cluster.ensure_running(place / "data", binaries=fitting[0])
    cluster.remove(place / "data")
    shutil.rmtree(place)


@pytest.fixture
def cursor(url: str) -> Iterator[psycopg.Cursor[Any]]:
    with psycopg.connect(url) as connection, connection.cursor() as cursor:
        yield cursor
        connection.rollback()


def there_and_back(cursor: psycopg.Cursor[Any], kind: str, values: pa.Array) -> list[Any]:
    cursor.execute(
        f"CREATE TEMPORARY TABLE one (number bigint GENERATED ALWAYS AS IDENTITY, value {kind}) ON COMMIT DROP"
    )
    assert rows.copy_in(cursor, "one", ["value"], pa.table({"value": values})) == len(values)
    back = [row[0] for row in cursor.execute("SELECT value FROM one ORDER BY number")]
    again = rows.fetch_table(cursor, "SELECT value FROM one ORDER BY number")
    assert again.num_rows == len(values)
    assert kind in ("jsonb", "numeric", "uuid") or again.column("value").to_pylist() == back
    return back


def test_text(cursor: psycopg.Cursor[Any]) -> None:
    assert there_and_back(cursor, "text", pa.array(TEXTS)) == TEXTS


def test_text_in_other_clothes(cursor: psycopg.Cursor[Any]) -> None:
    clothed = pa.chunked_array([pa.array(TEXTS).dictionary_encode(), pa.array(["a", None]).dictionary_encode()])
    assert there_and_back(cursor, "text", clothed) == [*TEXTS, "a", None]
    for kind in (pa.large_string(), pa.string_view()):
        cursor.connection.rollback()
        assert there_and_back(cursor, "text", pa.array(TEXTS).cast(kind)) == TEXTS


def test_binary(cursor: psycopg.Cursor[Any]) -> None:
    values = [b"", None, b"\x00\xff\n\"'", bytes(range(256))]
    assert there_and_back(cursor, "bytea", pa.array(values)) == values
    cursor.connection.rollback()
    fixed = pa.array([b"ab", None, b"cd"], pa.binary(2))
    assert there_and_back(cursor, "bytea", fixed) == [b"ab", None, b"cd"]


def test_whole_numbers_and_truth(cursor: psycopg.Cursor[Any]) -> None:
    values = [0, None, -(2**63), 2**63 - 1]
    assert there_and_back(cursor, "bigint", pa.array(values)) == values
    cursor.connection.rollback()
    assert there_and_back(cursor, "boolean", pa.array([True, None, False])) == [True, None, False]


def test_decimals_stay_exact(cursor: psycopg.Cursor[Any]) -> None:
    values = [Decimal("1234567890123456.7891"), None, Decimal("-0.0001")]
    assert there_and_back(cursor, "numeric(20, 4)", pa.array(values)) == values
    cursor.connection.rollback()
    assert there_and_back(cursor, "numeric", pa.array(values)) == values
    assert rows.fetch_table(cursor, "SELECT value FROM one").column("value").to_pylist()[0] == "1234567890123456.7891"


def test_dates_from_the_first_year_to_the_last(cursor: psycopg.Cursor[Any]) -> None:
    values = [dt.date(1, 1, 1), dt.date(9999, 12, 31), None, dt.date(2024, 2, 29), dt.date(1969, 12, 31)]
    assert there_and_back(cursor, "date", pa.array(values)) == values


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
def test_instants_whatever_the_zone_of_the_column_or_the_session(cursor: psycopg.Cursor[Any], zone: str) -> None:
    cursor.execute("SET LOCAL timezone TO 'Europe/Amsterdam'")
    values = [
        dt.datetime(1, 1, 2, tzinfo=UTC), dt.datetime(9999, 12, 30, 23, 59, 59, 999999, UTC), None,
        dt.datetime(2024, 3, 10, 6, 59, 59, 999999, UTC), dt.datetime(2024, 3, 10, 7, 0, tzinfo=UTC),
    ]  # fmt: skip
    assert there_and_back(cursor, "timestamptz", pa.array(values, pa.timestamp("us", zone))) == values


def test_an_instant_without_a_zone_is_our_mistake(cursor: psycopg.Cursor[Any]) -> None:
    with pytest.raises(TypeError, match="without a time zone"):
        there_and_back(cursor, "timestamptz", pa.array([0], pa.timestamp("us")))


def test_arrays(cursor: psycopg.Cursor[Any]) -> None:
    values = [["a", None, ""], [], None, ['q"uote', "back\\slash", "{brace}", "com,ma", "NULL", "two\nlines", "雪"]]
    assert there_and_back(cursor, "text[]", pa.array(values)) == values
    cursor.connection.rollback()
    assert there_and_back(cursor, "bigint[]", pa.array([[1, None], [], None])) == [[1, None], [], None]


def test_json_and_identifiers_come_back_as_text(cursor: psycopg.Cursor[Any]) -> None:
    assert there_and_back(cursor, "jsonb", pa.array(['{"a": "\\"b\\""}', None, "[]"])) == [{"a": '"b"'}, None, []]
    assert rows.fetch_table(cursor, "SELECT value FROM one").column("value").to_pylist()[2] == "[]"


def test_pieces_of_a_long_table_are_as_good_as_the_whole(
    cursor: psycopg.Cursor[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "PIECE_BYTES", 200)
    table = pa.table(
        {
            "number": list(range(500)),
            "tags": [[str(n), None, f"t{n}"] if n % 3 else None for n in range(500)],
            "digest": [n.to_bytes(2, "big") * (n % 4) if n % 5 else None for n in range(500)],
        }
    )
    cursor.execute("CREATE TEMPORARY TABLE many (number bigint, tags text[], digest bytea) ON COMMIT DROP")
    assert len(list(rows.pieces(table))) > 50
    assert rows.copy_in(cursor, "many", table.column_names, table.slice(7)) == 493
    assert rows.fetch_table(cursor, "SELECT * FROM many ORDER BY number").to_pylist() == table.slice(7).to_pylist()


def test_columns_are_chosen_by_name_and_names_are_quoted(cursor: psycopg.Cursor[Any]) -> None:
    cursor.execute('CREATE TEMPORARY TABLE "odd ""name" ("two words" text, "ORDER" bigint, kept text DEFAULT \'kept\')')
    table = pa.table({"ORDER": [7], "unused": ["x"], "two words": [""]})
    assert rows.copy_in(cursor, 'odd "name', ["two words", "ORDER"], table) == 1
    assert cursor.execute('SELECT * FROM "odd ""name"').fetchall() == [("", 7, "kept")]


def test_no_rows(cursor: psycopg.Cursor[Any]) -> None:
    cursor.execute("CREATE TEMPORARY TABLE none (a bigint, b timestamptz) ON COMMIT DROP")
    empty = pa.table({"a": pa.array([], pa.int64())})
    assert rows.copy_in(cursor, "pg_temp.none", ["a"], empty) == 0
    fetched = rows.fetch_table(cursor, "SELECT * FROM none")
    assert (fetched.num_rows, fetched.schema.types) == (0, [pa.int64(), pa.timestamp("us", "UTC")])


def test_questions_with_values(cursor: psycopg.Cursor[Any]) -> None:
    query = "SELECT %s::text AS said, '100%%' AS share, %s::bigint AS number"
    table = rows.fetch_table(cursor, query, ["it's {braced} %s", 5])
    assert table.to_pylist() == [{"said": "it's {braced} %s", "share": "100%", "number": 5}]
    assert rows.fetch_table(cursor, "SELECT '100%' AS share").to_pylist() == [{"share": "100%"}]


def test_a_wrong_row_leaves_nothing(cursor: psycopg.Cursor[Any]) -> None:
    cursor.execute("CREATE TEMPORARY TABLE checked (n bigint CHECK (n > 0))")
    cursor.connection.commit()
    with pytest.raises(psycopg.errors.CheckViolation):
        rows.copy_in(cursor, "checked", ["n"], pa.table({"n": [1, 2, 0]}))
    cursor.connection.rollback()
    assert cursor.execute("SELECT count(*) FROM checked").fetchone() == (0,)


def test_reading_is_bounded_in_pieces() -> None:
    lines = [b"x" * 1024 * 1024] * 20
    assert [len(piece) // 1024**2 for piece in rows.gathered(lines)] == [8, 8, 4]
    assert list(rows.gathered([])) == []

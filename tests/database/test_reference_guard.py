import os
from collections.abc import Iterator

import psycopg
import pytest

from goodstanding.database.reference_guard import leaves, points_nowhere, points_to, stays


@pytest.fixture
def connection() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A parent with one row, and a child that may point to it; all of it is gone afterwards."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as found:
        found.execute("CREATE TABLE parent (id bigint PRIMARY KEY, name text)")
        found.execute("CREATE TABLE child (parent_id bigint)")
        found.execute(stays("parent") + points_to("child", "parent_id", "parent"))
        found.execute("INSERT INTO parent VALUES (1, 'one')")
        yield found
        found.rollback()


def refused(connection: psycopg.Connection[tuple[object, ...]], statement: str) -> str:
    with pytest.raises(psycopg.errors.IntegrityError) as error, connection.transaction():
        connection.execute(statement)
    return str(error.value)


def test_what_is_pointed_to_has_to_be_there(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    connection.execute("INSERT INTO child VALUES (1), (NULL), (1)")
    assert "There is no row 2 in parent for child.parent_id." in refused(
        connection, "INSERT INTO child VALUES (1), (2)"
    )
    assert "There is no row 3" in refused(connection, "UPDATE child SET parent_id = 3")
    connection.execute("UPDATE child SET parent_id = NULL")
    with connection.cursor().copy("COPY child FROM STDIN") as copy:
        copy.write_row([1])
    assert connection.execute("SELECT count(*) FROM child").fetchone() == (4,)


def test_rows_that_are_pointed_to_stay(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    for statement in ("DELETE FROM parent", "TRUNCATE parent", "UPDATE parent SET id = 2"):
        assert "Rows of parent stay" in refused(connection, statement)
    connection.execute("UPDATE parent SET name = 'uno'")


def test_guards_can_be_taken_away(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    connection.execute(points_nowhere("child", "parent_id") + leaves("parent"))
    connection.execute("INSERT INTO child VALUES (9)")
    connection.execute("DELETE FROM parent")

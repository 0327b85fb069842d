"""What somebody who owns the database can do: switch the guards off and write what they like."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

TABLES = ("evidence_entry", "evidence_body", "evidence_entryrows", "evidence_node", "evidence_head")


@contextmanager
def without_guards() -> Iterator[None]:
    """Switch the triggers of the chapter off for a while, inside the test's transaction."""
    with connection.cursor() as cursor:
        # PostgreSQL alters no table while checks on it are outstanding.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def tamper(sql: str, values: Sequence[object] = ()) -> None:
    """Run one statement as the owner."""
    with without_guards(), connection.cursor() as cursor:
        cursor.execute(sql, values)  # type: ignore[arg-type]  # The stubs list kinds of values; tests pass what they need.

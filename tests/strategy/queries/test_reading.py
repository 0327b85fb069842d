"""The address of the books is one that a worker can open, and it sees what was committed."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pyarrow as pa
import pytest
from adbc_driver_manager import Error
from django.db import connection
from pytest_django import DjangoDbBlocker

from goodstanding.strategy.night import reading
from goodstanding.strategy.night.order import Chunk
from goodstanding.strategy.queries.reading import BooksInUse, books_address
from tests.workbench import cast
from tests.workbench.served import copied_database

NOW = datetime(2026, 6, 20, 12, 0, tzinfo=UTC)
LATER = datetime(2040, 1, 1, tzinfo=UTC)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[cast.Book]:
    """The book of the pages, committed in a database of its own."""
    with django_db_blocker.unblock(), copied_database():
        yield cast.enter_book(NOW)


def test_a_worker_reads_what_the_transaction_in_use_reads(committed: cast.Book) -> None:
    for chunk in (Chunk("person", 0, 10**12), Chunk("account", 0, 10**12)):
        inside = reading.read_chunk(BooksInUse(), chunk, day=NOW.date(), known_at=LATER)
        with reading.open_books(books_address()) as books:
            outside = reading.read_chunk(books, chunk, day=NOW.date(), known_at=LATER)
        for name, table in inside.items():
            order = [(column, "ascending") for column in table.column_names]
            assert outside[name].sort_by(order).equals(table.sort_by(order)), name


def test_open_books_cannot_be_written_to(committed: cast.Book) -> None:
    with reading.open_books(books_address()) as books, pytest.raises(Error, match="read-only"):
        books.table("SELECT nextval('receivables_client_id_seq') AS number")


@pytest.mark.django_db
def test_an_address_carries_what_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "a b")
    monkeypatch.setitem(connection.settings_dict, "HOST", "/tmp/some where")  # noqa: S108  nothing is written there.
    monkeypatch.setitem(connection.settings_dict, "PORT", "")
    monkeypatch.setitem(connection.settings_dict, "USER", "me")
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "s&cret")
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {"sslmode": "require", "pool": True})
    assert books_address() == (
        "postgresql:///a%20b?host=%2Ftmp%2Fsome%20where&user=me&password=s%26cret&sslmode=require"
    )


@pytest.mark.django_db
def test_dates_that_cannot_be_are_read_like_others() -> None:
    dates = "(VALUES (1, DATE '2026-06-30'), (2, 'infinity'), (3, '-infinity'), (4, '20250-01-01'), (5, NULL))"
    found = BooksInUse().table(f"SELECT * FROM {dates} AS told (number, its_date)")
    assert found.schema.field("its_date").type == pa.date32()
    days = found["its_date"].cast(pa.int32()).to_pylist()
    assert days == [20_634, 100_000_000, -100_000_000, 6_676_633, None]

import duckdb

from goodstanding.ingestion.staging.shape import SHAPES
from goodstanding.ingestion.weighing.book_tables import KNOWN, make_tables


def test_every_kind_of_record_has_a_table_for_what_the_books_know() -> None:
    work = duckdb.connect()
    make_tables(work)
    assert set(SHAPES) < set(KNOWN)
    assert all(work.execute(f"SELECT count(*) FROM book_{kind}").fetchall() == [(0,)] for kind in KNOWN)

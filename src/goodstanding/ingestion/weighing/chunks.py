"""Cutting a file into chunks: rows that are entered in one transaction.

All rows of one debt stand in one chunk, and as far as possible all debts of one person. Chunks are numbered in the
order of their first rows, and follow from the file and the map alone, never from the books: a program that goes on
where another one was cut off cuts the very same chunks.
"""

import duckdb

from goodstanding.ingestion.staging.shape import SHAPES
from goodstanding.ingestion.staging.workspace import number


def cut_chunks(work: duckdb.DuckDBPyConnection, *, rows_max: int) -> None:
    """Make `chunk_of` (row, chunk) for every row that yielded a record; a debt with more rows has a chunk to itself."""
    debts = " UNION ALL ".join(
        f"SELECT row, {'reference' if kind == 'debt' else 'debt'} AS debt FROM {kind}"
        for kind in ("debt", "item", "receipt", "dispute", "liable")
    )
    rows = " UNION ALL ".join(f"SELECT row FROM {kind}" for kind in SHAPES)
    work.execute(f"""
        CREATE TABLE chunk_of AS
        WITH person_row AS (SELECT reference, min(row) AS first_row FROM person GROUP BY reference),
            by_person AS (SELECT person.row, min(first_row) AS first_row FROM person JOIN person_row USING (reference)
                GROUP BY person.row),
            debt_rows AS (SELECT DISTINCT row, debt FROM ({debts})),
            debt_group AS (SELECT debt, min(coalesce(by_person.first_row, debt_rows.row)) AS first_row
                FROM debt_rows LEFT JOIN by_person USING (row) GROUP BY debt),
            by_debt AS (SELECT debt_rows.row, min(debt_group.first_row) AS first_row
                FROM debt_rows JOIN debt_group USING (debt) GROUP BY debt_rows.row),
            grouped AS (SELECT row, coalesce(by_debt.first_row, by_person.first_row, row) AS first_row
                FROM (SELECT DISTINCT row FROM ({rows})) LEFT JOIN by_debt USING (row) LEFT JOIN by_person USING (row)),
            sized AS (SELECT first_row, count(*) AS size FROM grouped GROUP BY first_row),
            placed AS (SELECT first_row, sum(size) OVER (ORDER BY first_row) - size AS before FROM sized)
        SELECT grouped.row, (placed.before // {rows_max})::INTEGER AS chunk FROM grouped JOIN placed USING (first_row)
    """)


def are_apart(work: duckdb.DuckDBPyConnection) -> bool:
    """Say whether no person stands in two chunks, so that no chunk has to wait for another one."""
    spread = "SELECT reference FROM person JOIN chunk_of USING (row) GROUP BY reference HAVING min(chunk) < max(chunk)"
    return number(work, f"SELECT count(*) FROM ({spread} LIMIT 1)") == 0

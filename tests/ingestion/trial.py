"""Staging and weighing a small file without any books, for the pure tests."""

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from goodstanding.ingestion.mapping.document import Map
from goodstanding.ingestion.mapping.reading import read_map
from goodstanding.ingestion.source.opening import open_source
from goodstanding.ingestion.staging.workspace import open_workspace
from goodstanding.ingestion.weighing.book_tables import make_tables
from goodstanding.ingestion.weighing.whole import Staged, stage, weigh

TODAY = date(2026, 6, 30)
INVOICES = """
map: 1
dates: "%d.%m.%Y"
numbers: "1.234,56"
currency: EUR
records:
  - person:
      reference: {column: Customer}
      kind: organisation
      name: {column: Name}
  - debt:
      reference: {column: Customer}
      portfolio: Trade
  - item:
      reference: {column: Invoice}
      issued_date: {column: Date}
      due_date: {column: Date, plus_days: 30}
      amount: {column: Amount}
  - receipt:
      when: Paid <> ''
      key: {column: Invoice}
      amount: {column: Amount}
      received_date: {column: Paid}
      item: {column: Invoice}
"""
HEADER = "Customer;Name;Invoice;Date;Amount;Paid\n"
TWO_CUSTOMERS = HEADER + (
    "0042;Maple Dental;R-17;31.01.2026;1.250,00;\n"
    "0042;Maple Dental;R-18;28.02.2026;80,50;15.03.2026\n"
    "0077;Willow Prints;R-19;01.02.2026;99,00;\n"
)


class Trial(NamedTuple):
    """A staged file that was weighed against empty books."""

    staged: Staged
    document: Map
    chunks: list[int]

    @property
    def work(self) -> duckdb.DuckDBPyConnection:
        return self.staged.work

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.work.execute(question).fetchall()
        return found

    def rejections(self) -> list[tuple[Any, ...]]:
        return self.rows("SELECT row, col, value, reason FROM rejected ORDER BY row, reason")


def staged(
    folder: Path, text: str | bytes, *, by: str = INVOICES, name: str = "file.csv", chunk_rows: int = 100
) -> Trial:
    """Stage a file by a map; the books are not asked yet."""
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    document = read_map(by)
    source = open_source(file, settings=document.file)
    work = open_workspace(folder)
    found = stage(work, source, document, chunk_rows=chunk_rows, progress=lambda _: None)
    make_tables(work)
    return Trial(found, document, [])


def weighed(
    folder: Path, text: str | bytes, *, by: str = INVOICES, name: str = "file.csv", chunk_rows: int = 100
) -> Trial:
    """Stage a file by a map and weigh it against empty books."""
    trial = staged(folder, text, by=by, name=name, chunk_rows=chunk_rows)
    return trial._replace(chunks=weigh(trial.staged, trial.document, last_day=TODAY))

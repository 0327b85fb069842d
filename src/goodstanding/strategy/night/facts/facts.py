"""The sheets of a chunk: every declared column of every account and open item, in one pass of DuckDB.

For workers of the night, for whoever tries a strategy out, and for whoever looks at one account: a batch of one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.factsheet.daily.sheet import account_schema, item_schema
from goodstanding.strategy.night.facts import contacting, money, paying, placing, reaching, standing, stepping
from goodstanding.strategy.night.facts.columns import ITEMS
from goodstanding.strategy.night.facts.fault import faults, without
from goodstanding.strategy.night.facts.joining import account_sheet
from goodstanding.strategy.night.facts.limiting import limit
from goodstanding.strategy.night.questions import put
from goodstanding.strategy.night.reading import day_end
from goodstanding.strategy.night.tables import READING

PARTS = (money, paying, contacting, reaching, standing, stepping, placing)
MICROSECONDS = {
    "consent": {"effective_at": "effective", "learned_at": "learned"},
    "preference": {"effective_at": "effective", "learned_at": "learned", "ended_at": "ended"},
    "circumstance": {"learned_at": "learned"},
    "representation": {"learned_at": "learned"},
    "contact": {"happened_at": "moment"},
}
"""Instants that are compared, and what their microseconds since 1970 are called."""
DAYS = {
    "debt": {"recorded_at": "entered_date"},
    "point": {"status_at": "status_date"},
    "contact": {"happened_at": "date"},
}
"""Instants of which the day counts, in UTC."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The sheets of a chunk, in order of account and item, and what kept accounts off them.

    `left_out` counts the accounts that are not on the sheet.
    """

    accounts: pa.Table
    items: pa.Table
    exceptions: pa.Table
    left_out: int


def facts(
    reading: Mapping[str, pa.Table],
    *,
    day: date,
    known_at: datetime,
    clients: pa.Table,
    portfolios: pa.Table,
    lawbook: Lawbook,
) -> Facts:
    """Return the day's sheets of what was read of the books."""
    with duckdb.connect(config={"threads": 1}) as books:
        seen = _register(books, reading)
        exceptions = faults(books, reading)
        if exceptions.num_rows:
            seen = _register(books, without(reading, exceptions))
        books.register("client", clients)
        books.register("portfolio", portfolios)
        values = {"day": f"DATE '{day.isoformat()}'", "until": str(int(day_end(day).timestamp()) * 1_000_000)}
        stepping.line_up(books, seen["past_step"])
        for part in PARTS:
            for statement in part.STATEMENTS:
                books.execute(put(statement, **values))
        placing.place(books)
        limit(books, lawbook, day=day, known_at=known_at)
        accounts = account_sheet(books, seen["debt"], **values)
        items = books.sql(put(ITEMS, **values)).to_arrow_table()
    return Facts(
        _as(accounts, account_schema()), _as(items, item_schema()), exceptions,
        len(pc.unique(exceptions["account_id"])),
    )  # fmt: skip


def _register(books: duckdb.DuckDBPyConnection, reading: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Let DuckDB see the tables, with instants as whole numbers and days of UTC: it is asked nothing about zones."""
    seen = {}
    for name in READING.keys() - {"contact_debt"}:
        table = reading[name]
        for column, alias in DAYS.get(name, {}).items():
            table = table.append_column(alias, table[column].cast(pa.date32()))
        for column, alias in MICROSECONDS.get(name, {}).items():
            table = table.append_column(alias, table[column].cast(pa.int64()))
        instants = [field.name for field in table.schema if pa.types.is_timestamp(field.type)]
        seen[name] = table.drop_columns(instants)
        books.register(name, seen[name])
    return seen


def _as(table: pa.Table, schema: pa.Schema) -> pa.Table:
    return table.select(schema.names).cast(schema).combine_chunks()

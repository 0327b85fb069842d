"""Measures the floor of a night: what it could not do without, however well it were written.

For `goodstanding bench night`: reading whole tables by ADBC on two processes, one pass of DuckDB with forty conditions
over thirty columns, and writing the very acts and lines the night wrote, by COPY into tables without a single key.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from multiprocessing import get_context
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from adbc_driver_postgresql import dbapi
from django.db import connection, transaction

from goodstanding.database.rows import copy_in, fetch_table
from goodstanding.strategy.queries.reading import books_address

PROCESSES = 2
COLUMNS, CONDITIONS = 30, 40
READ: Mapping[str, str] = {
    "receivables_debt": (
        "account_id, debtor_id, client_id, portfolio_id, reference, currency, debt_type, original_creditor, "
        "jurisdiction, placed_date, last_statement_date, charge_off_date, last_payment_date, transaction_date, "
        "judgment_date, recorded_at"
    ),
    "receivables_item": "id, debt_id, kind, issued_date, due_date, amount_minor",
    "receivables_hold": "debt_id, reason, starts_date, ends_date",
    "ledger_posting": "account_id, item_id, head, component, amount_minor, effective_date",
    "parties_person": "id, kind, language, country",
    "parties_contactpoint": (
        "id, person_id, kind, country, region, postal_code, locality, array_to_string(zones, '/'), status, status_at, "
        "label"
    ),
    "parties_consent": "person_id, contact_point_id, channel, decision, effective_at, learned_at, id",
    "parties_preference": "person_id, kind, value, effective_at, ended_at, learned_at, id",
    "parties_circumstance": "person_id, kind, effective_date, ended_date, never_held, learned_at, id",
    "parties_representation": "person_id, representative_id, role, effective_date, ended_date, learned_at, id",
    "disputes_dispute": "debt_id, item_id, opened_date, closed_date",
    "arrangements_promise": "id, debt_id, amount_minor, made_date, due_date",
    "outreach_contact": (
        "id, person_id, contact_point_id, reached, direction, channel, outcome, content, purpose, happened_at, "
        "learned_at"
    ),
    "outreach_contactdebt": "contact_id, debt_id",
    "strategy_actline": "debt_id, item_id, strategy, treatment, step, day",
}
"""The columns a night reads, table by table."""
ONLY: Mapping[str, str] = {
    "ledger_posting": "head IN ('receivable', 'unapplied', 'cash', 'written off', 'recovered')",
    "outreach_contactdebt": "contact_id % 5 = 0",
}
"""What a night leaves aside: the other heads, and what contacts were about where nothing is due to the person."""


def floor(*, accounts: int, day: date) -> dict[str, float]:
    """Return the seconds of the floor for books with so many accounts, after the night of the day was run."""
    address, pages = books_address(), _pages()
    connection.close()
    read = on_two(partial(read_part, address, pages))
    passed = on_two(partial(pass_part, accounts // PROCESSES))
    written = write_again(day)
    return {"read": read, "pass": passed, "write": written}


def on_two(job: Callable[[int], float]) -> float:
    """Run a job in two processes at once and return the seconds of the slower one."""
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as workers:
        return max(workers.map(job, range(PROCESSES)))


def read_part(address: str, pages: Mapping[str, int], part: int) -> float:
    """Read this process's share of every table, and return how long it took."""
    begun = time.perf_counter()
    with dbapi.connect(address) as books, books.cursor() as cursor:
        for table, columns in READ.items():
            least, beyond = (pages[table] * number // PROCESSES for number in (part, part + 1))
            last = "" if part == PROCESSES - 1 else f"ctid < '({beyond},0)'::tid AND "
            where = f"{last}ctid >= '({least},0)'::tid AND {ONLY.get(table, 'TRUE')}"
            cursor.execute(f"SELECT {columns} FROM {table} WHERE {where}")  # noqa: S608  Our own names.
            cursor.fetch_arrow_table()
    return time.perf_counter() - begun


def pass_part(rows: int, part: int) -> float:
    """Ask forty conditions over thirty columns of invented rows, and return how long the asking took."""
    numbers = np.arange(rows, dtype=np.int64) * PROCESSES + part
    sheet = pa.table({f"c{column}": (numbers * (2 * column + 7919)) % 1009 for column in range(COLUMNS)})
    asked = " + ".join(
        f"(c{n % COLUMNS} > {n * 20} AND c{(n * 7 + 1) % COLUMNS} < 900)::INT" for n in range(CONDITIONS)
    )
    with duckdb.connect(config={"threads": 1}) as duck:
        duck.register("sheet", sheet)
        begun = time.perf_counter()
        duck.sql(f"SELECT c0, {asked} AS held FROM sheet").to_arrow_table()  # noqa: S608  Our own numbers.
        return time.perf_counter() - begun


def write_again(day: date) -> float:
    """Write the acts and lines of a day once more, into tables without keys, and return how long that took."""
    chosen = {
        "strategy_act": "SELECT * FROM strategy_act WHERE day = %s",
        "strategy_actline": "SELECT * FROM strategy_actline WHERE day = %s",
    }
    with transaction.atomic(), connection.cursor() as cursor:
        tables = {table: fetch_table(cursor.cursor, question, [day]) for table, question in chosen.items()}
        for table in tables:
            cursor.execute(f"DROP TABLE IF EXISTS bench_{table}; CREATE TABLE bench_{table} (LIKE {table})")
    begun = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, rows in tables.items():
            copy_in(cursor.cursor, f"bench_{table}", rows.column_names, rows)
    seconds = time.perf_counter() - begun
    _drop(list(tables))
    return seconds


def _drop(tables: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"DROP TABLE bench_{table}")


def _pages() -> dict[str, int]:
    """Return how many pages each table has, as the server counts them now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, pg_relation_size(name::regclass) / current_setting('block_size')::int "
            "FROM unnest(%s::text[]) AS name",
            [list(READ)],
        )
        found: list[tuple[str, Any]] = cursor.fetchall()
    return {name: int(pages) for name, pages in found}
